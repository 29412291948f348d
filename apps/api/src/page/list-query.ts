import { z } from 'zod';
import type { Clocks } from '#libs/application';
import { readQuery } from '../wire/read.js';

/** An empty field of a form is one that was left out. */
const field = z.string().max(2_000).transform((text) => text.trim() || undefined).optional();
const listQuery = z.strictObject({
  at: field,
  known: field,
  ledger: field,
  conventions: field,
  q: field,
  status: field,
  page: z.string().regex(/^[1-9]\d{0,8}$/, 'a whole number from 1').transform(Number).optional(),
});

/** The state of the list: all of it stands in its address. */
export interface ListQuery extends Clocks {
  /** What titles or parties must have. */
  q?: string | undefined;
  /** The deal's status. */
  status?: string | undefined;
  /** From 1. */
  page?: number | undefined;
}

/** @throws Problem unknown-parameter, bad-parameter */
export function readListQuery(query: unknown): ListQuery {
  return readQuery(listQuery, query);
}

/** The parameters are sorted, so that a view has one address. */
export function listAddress(query: ListQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const parameters = new URLSearchParams(given);
  parameters.sort();
  const text = parameters.toString().replaceAll('%3A', ':');
  return text === '' ? '/' : `/?${text}`;
}
