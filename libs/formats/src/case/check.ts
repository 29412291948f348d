import { idSchema, parseClaims, referencesIn, type FactType } from '#libs/domain';
import type { ReadClaim, ReadFact } from './entry.js';
import type { LoadedFact } from './loaded.js';
import { problem, reach, type Entry, type Located, type Place, type Report } from './located.js';
import { didYouMean } from './suggest.js';
import { keyOf, wordsAt } from './vocabulary.js';

/** A fact with what its claims were read from, until it is checked. */
export type Unchecked = LoadedFact & { fields: ReadonlyMap<string, Located>[] };

/** The fact with the ids that it has, and that it names, made those of the ledger. */
export function inTheLedger({ id, type, claims, revised, reason, place }: ReadFact, negotiation: string, ids: ReadonlyMap<string, Entry>, report: Report): Unchecked {
  const inLedger = (local: string): string => `${negotiation}.${local}`;
  const form = idSchema.safeParse(inLedger(id));
  if (!form.success && id !== '') report(problem(place, `"${id}" is no id: ${form.error.issues[0]?.message}`));
  for (const claim of claims) checkReferences(type, claim, ids, report);
  return {
    id: inLedger(id),
    type,
    claims: claims.map(({ input }) => ({
      ...input,
      data: qualifiedData(type, input.data, inLedger),
      ...(input.sources === undefined ? {} : { sources: input.sources.map((citation) => ({ ...citation, source: inLedger(citation.source) })) }),
    })),
    ...(revised === undefined ? {} : { revised }),
    ...(reason === undefined ? {} : { reason }),
    where: place,
    fields: claims.map(({ fields }) => fields),
  };
}

function qualifiedData(type: FactType, data: Record<string, unknown>, inLedger: (local: string) => string): Record<string, unknown> {
  const named = new Set(referencesIn(type, data, '').map(({ pointer }) => pointer.split('/')[1] ?? ''));
  return Object.fromEntries(
    Object.entries(data).map(([member, value]) => {
      if (!named.has(member)) return [member, value];
      return [member, Array.isArray(value) ? value.map((id) => inLedger(String(id))) : inLedger(String(value))];
    }),
  );
}

function checkReferences(type: FactType, { input, fields }: ReadClaim, ids: ReadonlyMap<string, Entry>, report: Report): void {
  const source = fields.get('source');
  input.sources?.forEach((citation, index) => {
    if (citation.source === '' || source === undefined || ids.get(citation.source)?.section === 'sources') return;
    const place = (source.items?.[index] ?? source).place;
    const sources = [...ids.values()].filter(({ section }) => section === 'sources').map(({ id }) => id);
    report(problem(place, `there is no source ${citation.source}`, didYouMean(citation.source, sources) ?? 'describe it under "sources:"'));
  });
  for (const { pointer, id } of referencesIn(type, input.data, '')) {
    const [, member = '', ...rest] = pointer.split('/');
    const field = fields.get(keyOf(member));
    if (field === undefined || ids.has(id)) continue;
    report(problem(reach(field, rest).place, `there is no fact ${id} in this case`, didYouMean(id, ids.keys())));
  }
}

export function placeKey({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The key under which each part of a claim is written. */
const CLAIM_KEYS: Record<string, string> = { happened: 'when', order: 'order', attributedTo: 'said by', sources: 'source', reported: 'reported', rank: 'rank' };

/**
 * Checks the claims as the ledger will, and says where in the file each problem stands.
 * @param unread places of what could not even be read, which is not reported a second time
 */
export function checkMeaning({ type, claims, fields, where }: Unchecked, zone: string, unread: ReadonlySet<string>, report: Report): void {
  const parsed = parseClaims(type, claims, zone, '');
  if (parsed.ok) return;
  for (const { pointer, message } of parsed.problems) {
    const [, index, part = '', ...path] = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const [key, rest] = part === 'data' ? [keyOf(path[0] ?? ''), path.slice(1)] : [CLAIM_KEYS[part] ?? part, path];
    const field = fields[Number(index)]?.get(key);
    if (field === undefined) {
      report(problem(where, part === 'data' || key === 'when' ? `"${key}" is missing` : message));
      continue;
    }
    const found = reach(field, rest);
    if (unread.has(placeKey(found.place))) continue;
    const last = path.at(-1) ?? '';
    const siblings = part === 'data' ? wordsAt(type, path.slice(0, -1)) : [];
    const isUnknown = siblings.length > 0 && !siblings.includes(last) && !/^\d+$/.test(last);
    if (isUnknown) report(problem(found.key, message, didYouMean(last, siblings)));
    else report(problem(found.place, message, didYouMean(found.text ?? '', part === 'data' ? wordsAt(type, path) : []) ?? adviceOn(message)));
  }
}

function adviceOn(message: string): string | undefined {
  return /expected string, received (?:number|boolean)/.test(message) ? 'put the value in quotes' : undefined;
}
