import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openParley, type Parley, readSettings } from '#libs/application';
import { openLog, type StoredEvent } from '#libs/log';
import { createApp } from '../src/create-app.js';
import { shippedCases } from '../src/shipped-cases.js';

/** 2012-01-01T00:00:00Z in microseconds: what the tests' clock shows unless told otherwise. */
export const NEW_YEAR_2012 = 1_325_376_000_000_000n;

export interface Reply {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The body as JSON. */
  json: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of every shape
}

/** The real application on a data folder of its own, behind the real server, asked without a socket. */
export interface Api {
  app: NestFastifyApplication;
  parley: Parley;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Writes as the token named "archivist". Text is sent as it is, anything else as JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  send(method: string, path: string, headers?: Record<string, string>, payload?: string): Promise<Reply>;
  close(): Promise<void>;
}

export interface Options {
  record?: boolean;
  env?: Record<string, string>;
  clock?: () => bigint;
  ledger?: StoredEvent[];
}

/**
 * @param options.record load the shipped record first
 * @param options.env settings beside the data folder
 * @param options.clock microseconds since 1970
 * @param options.ledger what the ledger holds before the application opens it
 */
export async function openApi({ record = false, env = {}, clock = () => NEW_YEAR_2012, ledger = [] }: Options = {}): Promise<Api> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-api-'));
  if (ledger.length > 0) {
    const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
    await log.append(0, ledger);
    await log.close();
  }
  const settings = readSettings({ PARLEY_DATA: folder, ...env });
  let drawn = 0;
  const parley = await openParley(settings, { clock, random: (bytes) => Buffer.alloc(bytes, `draw ${++drawn}.`) });
  if (record) for (const { files } of await shippedCases()) await parley.importCase(files, 'shipped-record');
  const token = await parley.tokens.create('archivist');
  const app = await createApp(settings, parley);

  const send: Api['send'] = async (method, path, headers = {}, payload) => {
    const response = await app.inject({ method: method as 'GET', url: path, headers, ...(payload === undefined ? {} : { payload }) });
    const text = response.body;
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string>,
      text,
      get json() {
        return JSON.parse(text);
      },
    };
  };
  return {
    app,
    parley,
    send,
    get: (path, headers) => send('GET', path, headers),
    post: (path, body, headers = {}) =>
      send('POST', path, { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers }, typeof body === 'string' ? body : JSON.stringify(body)),
    async close() {
      await app.close();
      await parley.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The lines of a JSON Lines body. */
export function linesOf({ text }: Reply): any[] { // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
  return text.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** A negotiation with a source, to write into: `talks`, `talks.S1`. */
export const TALKS = {
  id: 'talks',
  title: 'The talks',
  zone: 'America/New_York',
  facts: [{ fact: 'talks.S1', type: 'source.registered', claims: [{ data: { title: 'The Gazette', published: '2011-05-10' } }] }],
};

/** A batch of notices, as it is sent. */
export function batch(fact: string, count: unknown, more: object = {}): object {
  return { fact, type: 'notices.issued', claims: [{ happened: '2011-05-10', data: { round: 'may', count }, sources: [{ source: 'talks.S1', locator: '¶2' }] }], ...more };
}
