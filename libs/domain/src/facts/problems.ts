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
  return [{ pointer, message: wordsFor(issue) }];
}

function wordsFor({ code, message }: z.core.$ZodIssue): string {
  if (code === 'invalid_type' && message.endsWith('received undefined')) return 'is missing';
  return message.replace(/^Invalid (?:input|option): /, '');
}

/** `['facts', 0, 'data']` → `/facts/0/data` */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
