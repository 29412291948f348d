import { described, list, object, ref, type Schema, text, whole } from './schema.js';

const base64 = described(text, 'Base 64.');

/** What an auditor asks for, as the document tells of it. */
export const PROOFS: Record<string, Schema> = {
  CheckpointList: object({ origin: described(text, 'The log\'s name, for ever.'), checkpoints: list(object({ size: whole, root: base64, link: text })) }, { next: described(text, 'The address of the next page.') }),
  InclusionProof: object({ seq: whole, size: whole, root: base64, head: described(text, 'The event\'s head, exactly as it was recorded: the leaf.'), leafHash: base64, hashes: described(list(base64), 'From the leaf\'s sibling up (RFC 6962 §2.1.1).') }),
  ConsistencyProof: object({ from: whole, to: whole, fromRoot: base64, toRoot: base64, hashes: described(list(base64), 'RFC 6962 §2.1.2.') }),
};

const plain = { 'text/plain': { schema: text } };
const json = (schema: string): Schema => ({ 'application/json': { schema: ref(schema) } });

function get(operationId: string, summary: string, content: Schema, parameters: Schema[], statuses: string[], description?: string): Schema {
  const problems = Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));
  return { get: { operationId, tags: ['Proof'], summary, ...(description === undefined ? {} : { description }), parameters, responses: { 200: { description: summary, content }, ...problems } } };
}

function query(name: string, description: string, required = false): Schema {
  return { name, in: 'query', description, required, schema: { ...whole, minimum: 0 } };
}

function inPath(name: string, description: string, schema: Schema = { ...whole, minimum: 0 }): Schema {
  return { name, in: 'path', required: true, description, schema };
}

export function proofPaths(): Record<string, Schema> {
  return {
    '/checkpoint': get('getCheckpoint', 'The newest signed checkpoint', plain, [query('covers', 'Instead the first that has so many events.')], ['400', '503'], 'A signed note (C2SP tlog-checkpoint). Where the ledger has grown since the last, one is signed now.'),
    '/checkpoint/key': get('getVerifierKeys', 'Every key that ever signed, one a line', plain, [], [], 'Verifier keys (C2SP signed-note). Compare them with what was published elsewhere: a server that is not to be trusted may show others.'),
    '/checkpoints': get('listCheckpoints', 'Every checkpoint that was signed', json('CheckpointList'), [query('after', 'Those greater than this size.'), { $ref: '#/components/parameters/limit' }], ['400']),
    '/checkpoints/{size}': get('getCheckpointOf', 'The signed checkpoint of a size', plain, [inPath('size', 'How many events it has.')], ['404']),
    '/tile/{path}': get('getTile', 'A tile of the tree, or a bundle of entries', { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }, [inPath('path', 'C2SP tlog-tiles: `0/x001/x234/067`, `0/000.p/165`, `entries/000.p/165`.', text)], ['400', '404'], 'An entry is an event\'s head.'),
    '/api/v1/export.zip': get('exportBundle', 'The whole ledger, to be checked without the server', { 'application/zip': { schema: { type: 'string', format: 'binary' } } }, [{ name: 'ledger', in: 'query', description: 'Events below this size, or recorded by this instant; by default all.', required: false, schema: text }], ['400', '413', '503'], 'Events, checkpoints, facts, totals and reconciliation, with the program that checks them. The same size gives the same bytes.'),
    '/proof/inclusion': get('proveInclusion', 'That an event is in the ledger of a size', json('InclusionProof'), [query('seq', 'The event\'s position.', true), query('size', 'How many events the ledger has; by default as many as there are.')], ['400']),
    '/proof/consistency': get('proveConsistency', 'That the ledger of one size begins with that of another', json('ConsistencyProof'), [query('from', 'The smaller size.', true), query('to', 'The larger; by default as many as there are.')], ['400']),
    '/proof/event/{seq}': get('getEventProof', 'A proof of one event, to keep or to mail', plain, [inPath('seq', 'The event\'s position.')], ['400', '503'], 'C2SP tlog-proof, with the event\'s head and body as extra data. `parley verify proof FILE --key KEY` checks it without a server.'),
    '/api/v1/facts/{id}/proof': get('getFactProof', 'A proof of one event of a fact, to keep or to mail', plain, [inPath('id', 'The id that its author chose.', text), query('revision', 'Which of its events; by default the newest.')], ['400', '404', '503']),
  };
}
