import type { IncomingMessage } from 'node:http';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { APPLICATION_HANDLERS, PARLEY, type Parley, type Settings } from '#libs/application';
import { AcrossController } from './across.controller.js';
import { DocsController } from './docs.controller.js';
import { FactsController } from './facts.controller.js';
import { Answers } from './http/answers.js';
import { AFTER_HEADER, waitForWrites } from './http/after.js';
import { guardDoors } from './http/doors.js';
import { DRAINING, type Draining } from './http/draining.js';
import { takeForms } from './http/forms.js';
import { takeLines } from './http/lines-in.js';
import { createLogging, type Logging, requestId, tellRequests } from './http/logging.js';
import { createMetrics, METRICS, type Metrics } from './http/metrics.js';
import { Problem } from './http/problem.js';
import { ProblemFilter, sendProblem } from './http/problem-filter.js';
import { Routes } from './http/routes.js';
import { createSessions, SESSIONS } from './http/sessions.js';
import { SETTINGS } from './http/settings-token.js';
import { traceRequests } from './http/tracing.js';
import { NegotiationsController } from './negotiations.controller.js';
import { ASSETS, readAssets } from './page/assets.js';
import { AuditController } from './page/audit.controller.js';
import { CiteController } from './page/cite.controller.js';
import { EmbedController } from './page/embed.controller.js';
import { ListController } from './page/list.controller.js';
import { EditController } from './page/edit.controller.js';
import { ImportController } from './page/import.controller.js';
import { OpeningController } from './page/opening.controller.js';
import { PageController } from './page/page.controller.js';
import { SessionController } from './page/session.controller.js';
import { ServiceController } from './service.controller.js';
import { StreamsController } from './streams.controller.js';
import { BundleController } from './bundle.controller.js';
import { TlogController } from './tlog.controller.js';
import { WritesController } from './writes.controller.js';

@Module({})
class ApiModule {
  static of(settings: Settings, parley: Parley, routes: Routes, metrics: Metrics, draining: Draining): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers: [NegotiationsController, AcrossController, FactsController, StreamsController, WritesController, TlogController, BundleController, ServiceController, DocsController, PageController, AuditController, CiteController, EmbedController, ListController, SessionController, EditController, OpeningController, ImportController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: PARLEY, useValue: parley },
        { provide: METRICS, useValue: metrics },
        { provide: DRAINING, useValue: draining },
        { provide: Routes, useValue: routes },
        { provide: SESSIONS, useFactory: () => createSessions(parley.tokens) },
        { provide: ASSETS, useFactory: readAssets },
        { provide: APP_FILTER, useClass: ProblemFilter },
        Answers,
        ...APPLICATION_HANDLERS,
      ],
    };
  }
}

/** What counts and tells what the server does, and whether it is about to stop. */
export interface Watchers {
  metrics?: Metrics;
  logging?: Logging;
  draining?: Draining;
}

/**
 * The HTTP server over an open application, ready to listen or to be asked with `inject`. Closing it leaves `parley` open.
 */
export async function createApp(settings: Settings, parley: Parley, { metrics = createMetrics(), logging = createLogging(settings), draining = { begun: false } }: Watchers = {}): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...(logging.requests === undefined ? {} : { loggerInstance: logging.requests, logController: new LogController({ disableRequestLogging: true }) }),
    bodyLimit: settings.PARLEY_BODY_LIMIT,
    // What comes in while the server drains is answered; only then are the connections closed.
    return503OnClosing: false,
    genReqId: ({ headers }: IncomingMessage) => requestId(headers['x-request-id']),
    // An id has up to 128 characters, each of which may come percent-encoded.
    routerOptions: { maxParamLength: 400 },
    // What the router refuses never reaches Nest's filter.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(new Problem(error.statusCode === 414 ? 'uri-too-long' : 'malformed-request', error.message), request, reply),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const routes = new Routes();
  routes.watch(fastify);
  metrics.watch(fastify);
  if (settings.PARLEY_TRACES !== undefined) traceRequests(fastify);
  tellRequests(fastify);
  // What else Fastify would take is refused with 415.
  fastify.removeContentTypeParser('text/plain');
  takeLines(fastify, '/api/v1/imports');
  takeForms(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(settings, parley, routes, metrics, draining), adapter, { bodyParser: false, logger: logging.nest });
  app.enableCors({ origin: '*', methods: ['GET', 'HEAD'], exposedHeaders: ['ETag', 'Link', 'Location', 'Retry-After', 'Content-Disposition', AFTER_HEADER], maxAge: 86_400 });
  await guardDoors(fastify, settings, parley);
  waitForWrites(fastify, parley);
  await app.init();
  await fastify.ready();
  return app;
}
