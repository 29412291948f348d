import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type CaseFile, type ImportReport, pathOf, type Question } from '#libs/application';
import type { Receipt } from '#libs/domain';
import type { Door, Reply } from './door.js';
import { caseInvalid, Failure, type Trouble, usage } from './failure.js';
import { reasonOf, sendLines } from './send-lines.js';

/** The door to a server: every question is an address, every refusal a problem (RFC 9457). */
export function remoteDoor(url: string, token: string | undefined): Door {
  const base = originOf(url);

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(init.headers as Record<string, string> | undefined) };
    let response: Response;
    try {
      response = await fetch(base + path, { ...init, headers });
    } catch (error) {
      throw new Failure('unreachable', `${base} does not answer: ${reasonOf(error)}`);
    }
    if (!response.ok) throw await problemIn(response, response.url);
    return response;
  }

  const post = (path: string, body: object): Promise<Response> =>
    send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

  const textAt = async (path: string): Promise<string> => (await send(path)).text();

  async function* linesAt(path: string): AsyncGenerator<string> {
    const response = await send(path, { headers: { accept: 'application/jsonl' } });
    if (response.body === null) return;
    for await (const line of createInterface({ input: Readable.fromWeb(response.body as ReadableStream), crlfDelay: Infinity })) if (line !== '') yield line;
  }

  return {
    base,
    async ask(question) {
      const body = (await (await send(pathOf(question))).json()) as Reply['body'] & { next?: string };
      return { body, ...(body.next === undefined ? {} : { next: { ...question, cursor: body.next } as Question }) };
    },
    async *replay(question) {
      for await (const line of linesAt(pathOf(question))) yield JSON.parse(line) as object;
    },
    async *exportLines(negotiation, ledger) {
      const asked = ledger === undefined ? '' : `?ledger=${encodeURIComponent(ledger)}`;
      for await (const line of linesAt(`/api/v1/negotiations/${encodeURIComponent(negotiation)}/export${asked}`)) yield `${line}\n`;
    },
    async exportBundle(file, ledger) {
      const response = await send(`/api/v1/export.zip${ledger === undefined ? '' : `?ledger=${encodeURIComponent(ledger)}`}`, { headers: { accept: 'application/zip' } });
      await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(file));
    },
    async importCase(files, { dryRun = false, retractMissing = false, ...told }) {
      const response = await sendLines(`${base}/api/v1/imports?dryRun=${dryRun}&retractMissing=${retractMissing}`, token, linesOf(files, told));
      if (!response.ok) throw await problemIn(response, base);
      return (await response.json()) as ImportReport;
    },
    async change({ fact, ...step }) {
      const response = await post(`/api/v1/facts/${encodeURIComponent(fact)}/events`, step);
      const { receipts } = (await response.json()) as { receipts: Receipt[] };
      return receipts[0]!;
    },
    async redact({ fact, mayRepeat = false, ...step }) {
      const response = await post(`/api/v1/facts/${encodeURIComponent(fact)}/events`, { op: 'redact', ...step, reasonMayRepeat: mayRepeat });
      return ((await response.json()) as { receipts: Receipt[] }).receipts;
    },
    checkpoint: (covers) => textAt(covers === undefined ? '/checkpoint' : `/checkpoint?covers=${covers}`),
    keys: () => textAt('/checkpoint/key'),
    proof: (of) => textAt('seq' in of ? `/proof/event/${of.seq}` : `/api/v1/facts/${encodeURIComponent(of.fact)}/proof${of.revision === undefined ? '' : `?revision=${of.revision}`}`),
    close: async () => {},
  };
}

/** Each file as a line of JSON; one that is read in pieces as several. Tells how many of the files' own lines were asked for, and the end. */
function* linesOf(files: readonly CaseFile[], { onProgress, onSent }: Pick<Parameters<Door['importCase']>[1], 'onProgress' | 'onSent'>): Generator<string, void> {
  let lines = 0;
  for (const { path, text } of files) {
    for (const piece of typeof text === 'string' ? [text] : text) {
      yield `${JSON.stringify({ path, text: piece })}\n`;
      onProgress?.((lines += piece.split('\n').length - 1));
    }
  }
  onSent?.();
}

function originOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw usage(`--url ${url} is no address of a server; give one such as http://127.0.0.1:3000`);
  return url.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  errors?: { detail: string; pointer?: string; parameter?: string; file?: string; line?: number; column?: number }[];
}

async function problemIn(response: Response, url: string): Promise<Failure> {
  const text = await response.text();
  const body = parseProblem(text);
  if (body.code === undefined) return new Failure(response.status === 404 ? 'not-found' : 'no-problem', `${url} answered ${response.status} ${response.statusText}, and is no Parley server by the look of it`);
  if (body.code === 'case-invalid') return caseInvalid((body.errors ?? []).map(troubleOf));
  return new Failure(body.code, body.detail ?? body.title ?? body.code, (body.errors ?? []).map(troubleOf));
}

function parseProblem(text: string): ProblemBody {
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return {};
  }
}

function troubleOf({ detail, pointer, parameter, file, line, column }: NonNullable<ProblemBody['errors']>[number]): Trouble {
  const where = file === undefined ? (parameter === undefined ? (pointer ?? '') : `--${parameter}`) : `${file}:${line}:${column}`;
  return { where, message: detail };
}
