import type { QuestionErrorCode } from '#libs/application';
import type { RejectionCode } from '#libs/domain';

/** One kind of problem: its HTTP status is decided here and nowhere else. */
export interface ProblemKind {
  status: number;
  title: string;
  /** What the caller should do. */
  advice: string;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
}

const REJECTIONS: Record<RejectionCode, ProblemKind> = {
  'invalid-fact': { status: 422, title: 'The fact is not valid', advice: 'Mend what `errors` points to; each pointer leads into the body that was sent.' },
  'unknown-type': { status: 422, title: 'There is no such fact type', advice: 'Use one of the types that /openapi.json lists under Fact.' },
  'unknown-negotiation': { status: 404, title: 'There is no such negotiation', advice: 'GET /api/v1/negotiations lists them; POST there opens one.' },
  'unknown-fact': { status: 404, title: 'There is no such fact', advice: 'Ids are those that authors chose, such as connecticut-2011.N8; the timeline lists them.' },
  'unknown-source': { status: 422, title: 'A source is not registered', advice: 'Record it first, as a source.registered fact; it may stand earlier in the same request.' },
  'unknown-reference': { status: 422, title: 'A fact that is named does not exist', advice: 'Record it first, or in the same request.' },
  'fact-exists': { status: 409, title: 'The fact is recorded already', advice: 'Revise or mend it with POST /api/v1/facts/{id}/events, or choose another id.' },
  'negotiation-exists': { status: 409, title: 'The negotiation is open already', advice: 'Add facts to it, or choose another id.' },
  'stale-revision': { status: 409, title: 'The fact has moved on', advice: 'Read the fact again and decide anew; `revision` is where it stands now, `since` what was written after the revision that you saw. With If-Match the status is 412.' },
  'id-taken': { status: 409, title: 'The id was used before, for something else', advice: 'An event id, or an Idempotency-Key, means one content for ever. Use a new one.' },
  'not-a-version': { status: 422, title: 'The event named is not a version of the fact', advice: 'GET /api/v1/facts/{id}/history lists the events with their seq.' },
  'not-retracted': { status: 409, title: 'There is no standing retraction to take back', advice: 'GET /api/v1/facts/{id}/history shows what stands.' },
  'already-retracted': { status: 409, title: 'The fact is retracted already', advice: 'Nothing needs to be done.' },
  'already-redacted': { status: 409, title: 'The event is redacted already', advice: 'Nothing needs to be done.' },
  'reason-repeats': { status: 422, title: 'The reason tells what is to be redacted', advice: 'A reason stays readable for ever: write it without the words that `detail` lists, or send `reasonMayRepeat: true`.' },
  'wrong-negotiation': { status: 422, title: 'The fact belongs to another negotiation', advice: 'Name facts of the negotiation that is written to.' },
};

const QUESTIONS: Record<QuestionErrorCode, ProblemKind> = {
  'bad-moment': { status: 400, title: 'That is not a point on the clocks', advice: 'Give `at` and `known` as a date (its end), a local or zoned time, or an RFC 3339 or RFC 9557 instant; `ledger` as a size or an instant.' },
  'bad-cursor': { status: 400, title: 'The cursor can not be used', advice: 'Take cursors from `next` of the page before, or follow its `links.next`.' },
  'bad-parameter': { status: 400, title: 'A query parameter can not be used', advice: 'Mend the parameters that `errors` names.' },
  'missing-parameter': { status: 400, title: 'A query parameter is missing', advice: 'Give the parameters that `errors` names.' },
  'ledger-beyond-head': { status: 400, title: 'The ledger is not that long yet', advice: 'Ask for a size up to the one that GET /health/ready shows.' },
  'unknown-conventions': { status: 400, title: 'These conventions are not in use', advice: 'Leave `conventions` out, or take a pinned link from an answer of this server.' },
  'unknown-negotiation': REJECTIONS['unknown-negotiation'],
  'unknown-fact': REJECTIONS['unknown-fact'],
  'unknown-path': { status: 404, title: 'The state has no such value', advice: 'Explain a path of the state, such as notices.rounds.july.issued; `errors` lists those that are there.' },
};

/** Every problem that a response can name, by its stable code. */
export const PROBLEMS = {
  'unknown-parameter': { status: 400, title: 'A query parameter is not known', advice: 'Use the parameters that `detail` lists, each once.' },
  'malformed-request': { status: 400, title: 'The request can not be read', advice: 'Check the address, the headers and the encoding.' },
  'malformed-json': { status: 400, title: 'The body is not JSON', advice: 'Send one JSON object as application/json, in UTF-8.' },
  'invalid-header': { status: 400, title: 'A header can not be used', advice: 'Mend the header that `detail` names.' },
  unauthorized: { status: 401, title: 'Writing needs a token', advice: 'Make one with `parley token create NAME` and send it as `Authorization: Bearer TOKEN`. Reading needs none.' },
  'foreign-form': { status: 403, title: 'The form does not come from this site', advice: 'Open the page anew, and send its form from there.' },
  'unknown-route': { status: 404, title: 'There is nothing here', advice: '/openapi.json lists every address.' },
  'unknown-checkpoint': { status: 404, title: 'No checkpoint of that size was signed', advice: 'GET /checkpoints lists those that were; GET /checkpoint?covers=SIZE gives the first that has as many events.' },
  'unknown-tile': { status: 404, title: 'The tree has no such tile', advice: 'Take the size from GET /checkpoint; paths are those of C2SP tlog-tiles, such as /tile/0/000.p/165.' },
  'unknown-problem': { status: 404, title: 'There is no such problem', advice: 'GET /problems lists them.' },
  'other-record': { status: 409, title: 'The record is not the one that the link was made from', advice: 'Ask whoever gave the link where its record is kept. Leave `root` out to see what this server has.' },
  'method-not-allowed': { status: 405, title: 'The address does not take this method', advice: 'Use one of the methods in the Allow header.' },
  'not-acceptable': { status: 406, title: 'The answer does not come in this format', advice: 'Every answer is JSON; lists and tables are also text/csv and application/jsonl.' },
  'body-too-large': { status: 413, title: 'The body is too large', advice: 'Send it in parts, a case as application/jsonl (`parley import --url` does so), or raise PARLEY_BODY_LIMIT.' },
  'bundle-too-large': { status: 413, title: 'The ledger does not fit into one bundle', advice: 'Export an earlier ledger size, or the events of each negotiation.' },
  'append-too-large': { status: 413, title: 'That is more than the log takes at once', advice: 'Send fewer facts in one request.' },
  'event-too-large': { status: 413, title: 'An event is too large for the log', advice: 'Split the fact, or shorten its texts.' },
  'uri-too-long': { status: 414, title: 'The address is too long', advice: 'Ids have at most 128 characters.' },
  'unsupported-media-type': { status: 415, title: 'The body is of another type', advice: 'Send it as Content-Type: application/json; a case, too, as application/jsonl.' },
  'invalid-body': { status: 422, title: 'The body is not of the right form', advice: 'Mend what `errors` points to.' },
  'case-invalid': { status: 422, title: 'The case is not valid', advice: 'Mend every place that `errors` names; nothing was written.' },
  'not-canonical': { status: 422, title: 'The text can not be kept', advice: 'Text must be Unicode without lone surrogates.' },
  'rate-limited': { status: 429, title: 'Too many requests', advice: 'Wait for the seconds in Retry-After, or raise PARLEY_RATE_LIMIT.' },
  internal: { status: 500, title: 'Something went wrong here', advice: 'The fault is the server\'s. Its log holds the details under `instance`.' },
  'ledger-forked': { status: 503, title: 'The ledger is not the one that was signed', advice: 'Nothing was written. Whoever keeps the server puts the right ledger back, or goes on as a new log (docs/proof.md); reading goes on.', retryAfter: 3_600 },
  'ledger-damaged': { status: 503, title: 'The ledger is damaged', advice: 'Nothing was written, and no proof, entry or bundle shows the event that `seq` names; other reading goes on. Whoever keeps the server puts back a ledger.db in which `parley verify` finds nothing, and starts again (docs/proof.md).', retryAfter: 3_600 },
  'log-busy': { status: 503, title: 'Other writers were first', advice: 'Nothing was written; send the same again.', retryAfter: 1 },
  'log-unavailable': { status: 503, title: 'The ledger can not be reached', advice: 'Send the same again, under the same ids: what was written after all is answered by its receipt. GET /health/ready says what is wrong.', retryAfter: 5 },
  'not-erased': { status: 503, title: 'The redacted text is still on the disk', advice: 'The redaction is recorded, and no answer shows the text. End whatever else reads ledger.db, and send the same again; or start the server anew.', retryAfter: 5 },
  'not-built': { status: 503, title: 'The program that goes into bundles is missing', advice: 'Whoever keeps the server runs `npm run build` where it was started from; then ask again.', retryAfter: 60 },
  'index-behind': { status: 503, title: 'The index is not that far yet', advice: 'Ask again in a moment. Where it stays so, GET /health/ready says what has halted it.', retryAfter: 1 },
  'index-halted': { status: 503, title: 'The index has halted', advice: 'GET /health/ready says at which event, and why. It goes on when the cause is mended.', retryAfter: 60 },
  'index-unavailable': { status: 503, title: 'The index can not be reached', advice: 'Nothing was written; send the same again when its server is back. The ledger is whole.', retryAfter: 5 },
  ...QUESTIONS,
  ...REJECTIONS,
} satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code);
}

/** The codes in the order of their status, then by name. */
export const PROBLEM_CODES = (Object.keys(PROBLEMS) as ProblemCode[]).sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status || (a < b ? -1 : 1));

