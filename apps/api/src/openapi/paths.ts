import { type Format, mediaType } from '../http/formats.js';
import examples from './examples.json' with { type: 'json' };
import { parametersOf } from './parameters.js';
import { type Read, READS } from './reads.js';
import { object, ref, type Schema, text } from './schema.js';

const ID: Schema = { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'The id that its author chose.' };
const EXAMPLES: Readonly<Record<string, unknown>> = examples;

function problems(...statuses: string[]): Schema {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));
}

/** The addresses that read, each plain and with the format as a suffix. */
export function readPaths(): Record<string, Schema> {
  return Object.fromEntries(READS.flatMap((read) => {
    const plain: [string, Schema] = [`/api/v1${read.path}`, { get: operation(read, read.id, []) }];
    if (read.form === 'plain') return [plain];
    const format = { name: 'format', in: 'path', required: true, schema: { type: 'string', enum: formatsOf(read) } };
    return [plain, [`/api/v1${read.path}.{format}`, { get: operation(read, `${read.id}As`, [format]) }]];
  }));
}

function formatsOf({ form }: Read): Format[] {
  const formats: Record<Read['form'], Format[]> = { lines: ['jsonl'], table: ['json', 'csv', 'jsonl'], feed: ['json', 'csv', 'jsonl', 'atom', 'feed'], answer: ['json'], plain: ['json'] };
  return formats[form];
}

function operation(read: Read, operationId: string, more: Schema[]): Schema {
  const { path, summary, about, parameters, schema, form } = read;
  const example = EXAMPLES[read.id];
  const body = { schema: ref(schema), ...(example === undefined ? {} : { example }) };
  const content = form === 'lines'
    ? { 'application/jsonl': body }
    : { 'application/json': body, ...Object.fromEntries(formatsOf(read).filter((format) => format !== 'json').map((format) => [mediaType(format), { schema: text }])) };
  const headers = form === 'lines' ? {} : { ETag: { schema: text, description: 'Strong: the same for the same bytes, and for no others.' }, Link: { schema: text, description: 'self, cite-as (the pinned form), https://c2sp.org/tlog-checkpoint, next, alternate.' } };
  return {
    operationId,
    tags: [path.startsWith('/facts') ? 'Facts' : 'Negotiations'],
    summary,
    ...(about === undefined ? {} : { description: about }),
    parameters: [...(path.includes('{id}') ? [ID] : []), ...more, ...parametersOf(parameters), AFTER],
    responses: { 200: { description: summary, headers, content }, ...(form === 'lines' ? {} : { 304: { description: 'If-None-Match names the same bytes.' } }), ...problems('400', '404', '406', '429', '503') },
  };
}

const AFTER: Schema = { name: 'after', in: 'query', schema: { type: 'integer', minimum: 0 }, description: 'Waits until the answer rests on the event at this position (of a write\'s `Parley-After`), too. The same as a header: `Parley-After`.' };
const KEY: Schema = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 }, description: 'Sending the same request again under the same key writes nothing new, for ever.' };
const IF_MATCH: Schema = { name: 'If-Match', in: 'header', schema: text, description: 'The revision that the author saw, in quotes: "3". A stale one is answered by 412.' };

interface Write {
  operationId: string;
  summary: string;
  description: string;
  parameters: Schema[];
  body: string;
  /** What each line is, where it can be sent as JSON Lines. */
  line?: string;
  answer: string;
}

function write({ body, line, answer, ...about }: Write): Schema {
  const done = (description: string) => ({ description, headers: { Location: { schema: text }, 'Parley-After': { schema: text, description: 'The position of the last event: sent back with a question, as this header or as `after`, to any process of this ledger, the answer rests on it.' } }, content: { 'application/json': { schema: ref(answer) } } });
  const example = EXAMPLES[about.operationId];
  return {
    post: {
      ...about,
      tags: ['Writing'],
      security: [{ bearer: [] }],
      requestBody: { required: true, content: { 'application/json': { schema: ref(body), ...(example === undefined ? {} : { example }) }, ...(line === undefined ? {} : { 'application/jsonl': { schema: ref(line) } }) } },
      responses: { 200: done('All of it had been recorded before, or nothing was to be.'), 201: done('Recorded.'), ...problems('400', '401', '404', '409', '412', '413', '415', '422', '429', '503') },
    },
  };
}

export function writePaths(): Record<string, Schema> {
  const { post: opening } = write({ operationId: 'openNegotiation', summary: 'Open a negotiation', description: 'With its first facts, if any: all are recorded or none.', parameters: [KEY], body: 'OpeningInput', answer: 'Receipts' });
  return {
    '/api/v1/negotiations': { post: opening },
    '/api/v1/negotiations/{id}/facts': write({ operationId: 'recordFacts', summary: 'Record facts', description: 'One fact, or `{ "facts": [...] }`: all are recorded or none.', parameters: [ID, KEY], body: 'FactsInput', answer: 'Receipts' }),
    '/api/v1/facts/{id}/events': write({ operationId: 'changeFact', summary: 'Revise, mend, retract, reinstate or redact a fact', description: '`revise` where the world\'s knowledge changed, `mend` where the record was wrong, `redact` where it must not stay readable: that removes its text for ever.', parameters: [ID, KEY, IF_MATCH], body: 'StepInput', answer: 'Receipts' }),
    '/api/v1/imports': write({ operationId: 'importCase', summary: 'Import a case', description: 'Nothing is written unless every file is valid. Importing the same again writes nothing. As JSON Lines, a file to a line, a list of any length can be sent in pieces: lines of the same path belong together.', parameters: parametersOf(['dryRun', 'retractMissing']), body: 'ImportInput', line: 'FilePiece', answer: 'ImportReport' }),
  };
}

export function servicePaths(): Record<string, Schema> {
  const kind = ref('ProblemKind');
  const one = (operationId: string, summary: string, schema: Schema, more: Schema = {}, parameters: Schema[] = []) => ({
    get: { operationId, tags: ['Service'], summary, ...(parameters.length === 0 ? {} : { parameters }), responses: { 200: { description: summary, content: { 'application/json': { schema } } }, ...more } },
  });
  return {
    '/': one('welcome', 'Where to look', { type: 'object', additionalProperties: { type: 'string' } }),
    '/health/live': one('isLive', 'The process answers', object({ status: { const: 'live' } })),
    '/health/ready': one('isReady', 'Where the index stands, and whether the ledger is what it was', ref('Readiness'), { 503: { description: 'The index is being rebuilt or has halted; the ledger is damaged, not the one that was signed, or out of reach, as the index may be where it lies on a server; or the server was told to stop.', content: { 'application/json': { schema: ref('Readiness') } } } }),
    '/metrics': { get: { operationId: 'getMetrics', tags: ['Service'], summary: 'What the process counts', description: 'For Prometheus: requests, writes, conflicts, the index\'s lag, memory, how long events have been without a checkpoint.', responses: { 200: { description: 'Prometheus\' text format', content: { 'text/plain': { schema: { type: 'string' } } } } } } },
    '/openapi.json': one('getDocument', 'This document', { type: 'object' }),
    '/problems': one('listProblems', 'Every problem that a response can name', object({ problems: { type: 'array', items: kind } })),
    '/problems/{code}': one('getProblem', 'What a problem means', kind, problems('404'), [{ name: 'code', in: 'path', required: true, schema: { type: 'string' } }]),
  };
}
