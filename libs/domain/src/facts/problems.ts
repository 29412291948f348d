import type { z } from 'zod';

/** What is wrong with an input, and where. */
export interface Problem {
  /** JSON Pointer (RFC 6901). */
  pointer: string;
  message: string;
}

/** A schema's issue in words, each with its pointer under `at`. */
export function problemsOf(issue: z.core.$ZodIssue, at = ''): Problem[] {
  const pointer = at + pointerTo(issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ pointer: pointer + pointerTo([key]), message: `unknown member "${key}"` }));
  return [{ pointer, message: issue.message }];
}

const EXPECTED: Readonly<Record<string, string>> = { string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object' };

/** What was expected, and what was given: the messages of issues for whose cause a schema has no words of its own. Given with every parse of what people write. */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `expected ${EXPECTED[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `expected at least ${amountOf(issue.minimum, issue.input)}`;
    case 'too_big':
      return `expected at most ${amountOf(issue.maximum, issue.input)}`;
    case 'invalid_format':
      return issue.format === 'url' ? 'expected an address that begins with http:// or https://' : undefined;
    default:
      return undefined;
  }
};

function kindOf(input: unknown): string {
  if (typeof input === 'string') return 'text';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' && input !== null ? 'an object' : String(input);
}

/** A bound of a number, or of the length of a text or a list; and what was given. */
function amountOf(bound: number | bigint, input: unknown): string {
  if (typeof input !== 'string' && !Array.isArray(input)) return `${bound}, not ${String(input)}`;
  const [one, many] = typeof input === 'string' ? ['character', 'characters'] : ['entry', 'entries'];
  return `${bound} ${bound === 1 ? one : many}, not ${input.length}`;
}

/** `['facts', 0, 'data']` → `/facts/0/data` */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
