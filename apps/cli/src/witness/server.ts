import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Witness, WitnessRefusal } from '#libs/application';

/** More than a checkpoint with many signatures has. */
const MAX_BODY_BYTES = 256 * 1_024;
const LIMITS = { maxHeaderSize: 16 * 1_024, headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 60_000, connectionsCheckingInterval: 5_000 };
const MAX_CONNECTIONS = 256;

/** The status of each refusal, as C2SP tlog-witness has it. */
const STATUS: Readonly<Record<WitnessRefusal, number>> = { malformed: 400, untrusted: 403, 'unknown-log': 404, conflict: 409, unproven: 422 };
const ADVICE: Readonly<Record<WitnessRefusal, string>> = {
  malformed: 'Send what C2SP tlog-witness says: the old size, the proof, a blank line, the signed checkpoint.',
  untrusted: 'Sign it with a key of the log that this witness was told of.',
  'unknown-log': 'Ask whoever runs this witness to watch the log: --log VKEY.',
  conflict: 'Send the proof from the size in the body of the answer. Where that is the size that was sent, another root was cosigned there.',
  unproven: 'Send the consistency proof from the old size to the new one; where it was right, the log is not the one that was cosigned.',
};

export interface WitnessServer {
  /** Where it is reached from this machine: `http://127.0.0.1:3100`. */
  url: string;
  /** Answers what was asked, and takes nothing more. */
  close(): Promise<void>;
}

/**
 * The HTTP side of a witness: `POST /add-checkpoint`, and at `/` what it is and what it has cosigned.
 * @param say takes a line for whoever watches it: what was refused, and why
 * @throws where the address can't be listened on
 */
export async function listenWitness(witness: Witness, { host, port }: { host: string; port: number }, say: (line: string) => void): Promise<WitnessServer> {
  const server = createServer(LIMITS, (request, response) => {
    answer(witness, request, response, say).catch((error: unknown) => {
      say(`could not answer ${request.method} ${request.url}: ${(error as Error).message}`);
      if (!response.headersSent) problem(response, 500, 'The fault is the witness\'s', 'nothing was cosigned; try again later');
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening');
  const { address, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${bound}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse, say: (line: string) => void): Promise<void> {
  const path = (request.url ?? '').split('?')[0];
  const method = { '/': 'GET', '/add-checkpoint': 'POST' }[path ?? ''];
  if (method === undefined) return problem(response, 404, 'There is nothing here', 'POST /add-checkpoint takes checkpoints; GET / says what has been cosigned');
  if (request.method !== method) return problem(response, 405, 'The address does not take this method', `${path} takes ${method}`, { allow: method });
  if (method === 'GET') return text(response, 200, about(witness));
  const body = await bodyOf(request);
  if (body === undefined) return problem(response, 413, 'The body is too large', `a request has at most ${MAX_BODY_BYTES} bytes`, { connection: 'close' });
  const reply = witness.addCheckpoint(body);
  if ('cosignatures' in reply) return text(response, 200, reply.cosignatures.map((line) => `${line}\n`).join(''));
  const { refused, reason, size } = reply;
  say(`refused (${STATUS[refused]}): ${reason}`);
  if (size !== undefined) return text(response, STATUS[refused], `${size}\n`, 'text/x.tlog.size');
  problem(response, STATUS[refused], reason, ADVICE[refused]);
}

/** What was sent; undefined where it is too much, of which the rest is not read. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    length += (part as Buffer).length;
    if (length > MAX_BODY_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** In plain text: who cosigns, and the last cosigned checkpoint of each log, which anybody may compare with the log's own. */
function about({ name, keys, logs, last }: Witness): string {
  const watched = logs.flatMap((origin) => ['', last(origin)?.note.trimEnd() ?? `${origin}\nnothing was cosigned yet`]);
  return [`${name} is a witness: it cosigns what logs have signed, as long as they only grow (https://c2sp.org/tlog-witness).`, '', ...keys, ...watched, ''].join('\n');
}

function text(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(body);
}

/** RFC 9457. */
function problem(response: ServerResponse, status: number, detail: string, advice: string, headers: Record<string, string> = {}): void {
  const body = JSON.stringify({ status, detail, advice });
  response.writeHead(status, { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', ...headers }).end(body);
}
