import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTokens, readSettings } from '#libs/application';
import { serve } from '../../apps/api/src/serve.js';
import { loggingTo } from './logging.js';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

/** A server as `npm start` makes it, on a port and a data folder of its own. */
export interface Server {
  url: string;
  /** The data folder. */
  data: string;
  /** A token of the name "archivist". */
  token: string;
  /** Asks an address below the server, such as `/api/v1/negotiations`. */
  get(path: string): Promise<Reply>;
  /** Writes JSON with the token. */
  post(path: string, body: object): Promise<Reply>;
  /** Stops the server and deletes its data folder. */
  close(): Promise<void>;
}

/** @param options.record load the shipped record, as at the first start of a new ledger */
export async function startServer({ record }: { record: boolean }): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'parley-server-'));
  const running = await serve(readSettings({ PARLEY_DATA: data, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: String(record) }), loggingTo());
  const token = await fileTokens(join(data, 'tokens.json'), () => randomBytes(32), () => '2012-01-01T00:00:00Z').create('archivist');

  async function send(path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(running.url + path, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
  return {
    url: running.url,
    data,
    token,
    get: (path) => send(path),
    post: (path, body) => send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } }),
    async close() {
      await running.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The lines of a JSON Lines body. */
export function linesOf<T>(text: string): T[] {
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as T);
}
