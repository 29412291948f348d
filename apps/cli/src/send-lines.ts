import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure } from './failure.js';

/**
 * Posts JSON Lines as they are made. `fetch` gives up where the answer takes more than five minutes, which the import of a long list may.
 * @throws Failure unreachable, or what made the lines fail
 */
export function sendLines(url: string, token: string | undefined, lines: Iterable<string>): Promise<Response> {
  const headers = { accept: 'application/json', 'content-type': 'application/jsonl', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      sending.destroy();
      reject(error instanceof Failure ? error : new Failure('unreachable', `${new URL(url).origin} does not answer: ${reasonOf(error)}`));
    };
    const sending = (url.startsWith('https:') ? overHttps : overHttp)(url, { method: 'POST', headers }, (answer) => {
      text(answer).then((body) => resolve(new Response(body, { status: answer.statusCode ?? 500, statusText: answer.statusMessage ?? '' })), fail);
    });
    sending.once('error', fail);
    Readable.from(lines).once('error', fail).pipe(sending);
  });
}

/** What fetch hides behind "fetch failed". */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : String(cause);
}
