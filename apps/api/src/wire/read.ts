import type { z } from 'zod';
import { inWords, problemsOf } from '#libs/domain';
import { Problem, type ProblemError } from '../http/problem.js';

/**
 * Untrusted JSON as a typed value.
 * @throws Problem invalid-body with a JSON Pointer (RFC 6901) for everything that is wrong
 */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body, { error: inWords });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => problemsOf(issue)).map(({ pointer, message }): ProblemError => ({ detail: message, pointer }));
  throw new Problem('invalid-body', `the body has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}`, { errors });
}

/**
 * A query string as a typed value. A parameter is given once.
 * @throws Problem unknown-parameter, naming those that are accepted; bad-parameter or missing-parameter
 */
export function readQuery<T>(schema: z.ZodObject & z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query, { error: inWords });
  if (result.success) return result.data;
  const accepted = Object.keys(schema.shape).join(', ');
  const unknown = result.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (unknown.length > 0) {
    const errors = unknown.map((parameter): ProblemError => ({ detail: `unknown parameter "${parameter}"`, parameter }));
    throw new Problem('unknown-parameter', `unknown: ${unknown.join(', ')}; accepted: ${accepted}`, { errors });
  }
  const given = query as Record<string, unknown>;
  const errors = result.error.issues.map(({ path, message }): ProblemError => {
    const parameter = String(path[0]);
    return { detail: Array.isArray(given[parameter]) ? 'given more than once' : message, parameter };
  });
  const missing = errors.every(({ parameter }) => given[parameter ?? ''] === undefined);
  throw new Problem(missing ? 'missing-parameter' : 'bad-parameter', errors.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '), { errors });
}
