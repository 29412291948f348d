import { z } from 'zod';
import type { Clocks } from '#libs/application';
import { readQuery } from '../wire/read.js';

/** An empty field of a form is one that was left out. */
const field = z.string().max(2_000).transform((text) => text.trim() || undefined).optional();
const pageQuery = z.strictObject({ at: field, known: field, ledger: field, conventions: field });

/** The state of a page: all of it stands in its address. */
export type PageQuery = Clocks;

/** @throws Problem unknown-parameter, bad-parameter */
export function readPageQuery(query: unknown): PageQuery {
  return readQuery(pageQuery, query);
}
