import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    span?: Span;
  }
}

/**
 * Sends spans of requests, and of what they ask or record, to a collector (OTLP over HTTP with JSON). Once in a process. The packages are loaded only here, where they are asked for.
 * @param url of the collector, such as `http://127.0.0.1:4318/v1/traces`
 * @returns sends what waits, and ends
 */
export async function openTracing(url: string): Promise<() => Promise<void>> {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'parley' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  // Also takes the caller's trace from its `traceparent` (W3C Trace Context).
  provider.register();
  return async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  };
}

/** A span for each request that `fastify` answers, by the names of OpenTelemetry's conventions for HTTP. */
export function traceRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    const attributes = { 'http.request.method': request.method, 'url.path': request.url.split('?')[0]!, ...(route === undefined ? {} : { 'http.route': route }), 'parley.request_id': request.id };
    request.span = trace.getTracer('parley').startSpan(`${request.method} ${route ?? ''}`.trimEnd(), { kind: SpanKind.SERVER, attributes }, propagation.extract(context.active(), request.headers));
  });
  // Once the body was read, which begins a chain of calls of its own: what the handler does belongs to the span.
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (request.span === undefined) done();
    else context.with(trace.setSpan(context.active(), request.span), done);
  });
  fastify.addHook('onResponse', async ({ span }, { statusCode }) => {
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}
