import { PROBLEM_CODES } from '../http/problems.js';
import { PARAMETERS } from './parameters.js';
import { readPaths, servicePaths, writePaths } from './paths.js';
import { PROOFS, proofPaths } from './proofs.js';
import { described, flag, instant, list, object, oneOf, ref, type Schema, text, whole } from './schema.js';
import { CHECKS } from './schemas-checks.js';
import { COMMON } from './schemas-common.js';
import { FACTS } from './schemas-facts.js';
import { inputSchemas } from './schemas-inputs.js';
import { STATE } from './schemas-state.js';

export interface OpenApi {
  openapi: string;
  info: Schema;
  paths: Record<string, Record<string, Schema>>;
  components: { schemas: Record<string, Schema> } & Record<string, unknown>;
}

const DESCRIPTION = `The record of negotiations, kept like a court's docket: every fact with its source, nothing overwritten, any past moment answered again.

**Three clocks.** \`at\`: when in the world. \`known\`: what had been published. \`ledger\`: what this record held. Each answer says in \`basis\` what it was answered for, and \`links.pinned\` is the same answer for ever.

**Bounds.** Counts are intervals: \`high: null\` has no upper bound, \`recorded: false\` is not 0. \`certain\` counts what has certainly happened by then, \`possible\` what may have.

**Stability.** Members may be added; those that are here keep their names and meaning. Cursors are opaque.`;

let document: OpenApi | undefined;

/** The OpenAPI 3.1 document of the whole interface; a test holds it against the routes and against real answers. */
export function openApi(): OpenApi {
  document ??= makeDocument();
  return document;
}

function makeDocument(): OpenApi {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [path, operations] of [readPaths(), writePaths(), proofPaths(), servicePaths()].flatMap((part) => Object.entries(part))) {
    paths[path] = { ...paths[path], ...(operations as Record<string, Schema>) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Parley', version: '1', description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    tags: [
      { name: 'Negotiations', description: 'What is known, as of any moment.' },
      { name: 'Facts', description: 'Single facts and their history.' },
      { name: 'Writing', description: 'Needs a token.' },
      { name: 'Proof', description: 'The ledger as a transparency log: what was signed, and proofs that need no trust in the server.' },
      { name: 'Service', description: 'About the server.' },
    ],
    paths,
    components: {
      schemas: { ...COMMON, ...STATE, ...FACTS, ...CHECKS, ...inputSchemas(), ...PROOFS, ...SERVICE },
      parameters: PARAMETERS,
      responses: { Problem: { description: 'A problem (RFC 9457).', content: { 'application/problem+json': { schema: ref('Problem') } } } },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'Made with `parley token create NAME`.' } },
    },
  } as OpenApi;
}

const UNREACHABLE = object({ since: instant, reason: text });

const SERVICE: Record<string, Schema> = {
  Readiness: object({
    ready: { type: 'boolean' },
    ledger: object({ engine: text, size: whole }, { unreachable: described(UNREACHABLE, 'Since when its server has not answered, and why. The size is what was last heard of.') }),
    record: described(object({ sound: flag }, { reason: text, seq: whole }), 'Whether the ledger is what it was, as far as it was checked since the start, and the first event that is not. Nothing is written while it contradicts what was signed.'),
    witnesses: described(list(object({ name: text, url: text }, { cosigned: described(object({ size: whole, at: instant }), 'The largest checkpoint that it cosigned, and when by its own clock.'), trouble: described(text, 'Why it has not cosigned the newest.') })), 'Who cosigns checkpoints. One that is away keeps nobody from anything.'),
    index: object({ position: whole, lag: whole, status: oneOf(['current', 'catching-up', 'rebuilding', 'halted']) }, {
      unreachable: described(UNREACHABLE, 'Where it lies on a server: since when that has not answered, and why. Questions are answered by 503 meanwhile.'),
      halted: object({ seq: whole, reason: text }),
      rebuilt: described(object({ seq: whole, reason: text }), 'It was of another ledger at the start: where the two first differed.'),
    }),
  }, { draining: described(flag, 'The server was told to stop: it answers what comes, and should be sent nothing more.') }),
  ProblemKind: object({ type: text, code: oneOf(PROBLEM_CODES), status: whole, title: text, advice: text }),
};
