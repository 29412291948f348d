import { idSchema, parseClaims, referencesIn, type FactType } from '#libs/domain';
import type { ReadClaim, ReadFact } from './entry.js';
import type { CaseIds } from './ids.js';
import type { LoadedFact } from './loaded.js';
import { problem, reach, type Located, type Report } from './located.js';
import type { Problems } from './problems.js';
import { didYouMean } from './suggest.js';
import { keyOf, wordsAt } from './vocabulary.js';

/** What a fact may name, and in what it is recorded. */
export interface CaseScope {
  negotiation: string;
  zone: string;
  /** Local ids. */
  sources: ReadonlySet<string>;
  ids: CaseIds;
}

/** A fact with what its claims were read from, until it is checked. */
export type Unchecked = Omit<LoadedFact, 'checked'> & { fields: ReadonlyMap<string, Located>[] };

/** The id that a fact of a case has in the ledger. */
export function ledgerId(negotiation: string, local: string): string {
  return `${negotiation}.${local}`;
}

/** The fact with the ids that it has, and that it names, made those of the ledger. */
export function inTheLedger({ id: local, type, claims, revised, reason, place }: ReadFact, scope: CaseScope, report: Report): Unchecked {
  const inLedger = (name: string): string => ledgerId(scope.negotiation, name);
  const id = inLedger(local);
  const form = idSchema.safeParse(id);
  if (!form.success && local !== '') report(problem(place, `"${local}" is no id: ${form.error.issues[0]?.message}`));
  for (const claim of claims) checkReferences(id, type, claim, scope, report);
  return {
    id,
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

/** Sources stand before what cites them; another fact that is named may come later. */
function checkReferences(by: string, type: FactType, { input, fields }: ReadClaim, { negotiation, sources, ids }: CaseScope, report: Report): void {
  const source = fields.get('source');
  input.sources?.forEach((citation, index) => {
    if (citation.source === '' || source === undefined || sources.has(citation.source)) return;
    const place = (source.items?.[index] ?? source).place;
    report(problem(place, `there is no source ${citation.source}`, didYouMean(citation.source, sources) ?? 'describe it under "sources:"'));
  });
  for (const { pointer, id: local } of referencesIn(type, input.data, '')) {
    const [, member = '', ...rest] = pointer.split('/');
    const field = fields.get(keyOf(member));
    if (field !== undefined) ids.refer({ by, id: ledgerId(negotiation, local), place: reach(field, rest).place });
  }
}

/** The key under which each part of a claim is written. */
const CLAIM_KEYS: Record<string, string> = { happened: 'when', order: 'order', attributedTo: 'said by', sources: 'source', reported: 'reported', rank: 'rank' };

/**
 * Checks the claims as the ledger will, and says where in the file each problem stands. What could not even be read is not reported a second time.
 * @returns the fact; undefined where its claims are not valid
 */
export function checkMeaning({ fields, ...fact }: Unchecked, zone: string, { report, isAt }: Problems): LoadedFact | undefined {
  const { type, claims, where } = fact;
  const parsed = parseClaims(type, claims, zone, '');
  if (parsed.ok) return { ...fact, checked: parsed.value };
  for (const { pointer, message } of parsed.problems) {
    const [, index, part = '', ...path] = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const [key, rest] = part === 'data' ? [keyOf(path[0] ?? ''), path.slice(1)] : [CLAIM_KEYS[part] ?? part, path];
    const field = fields[Number(index)]?.get(key);
    if (field === undefined) {
      report(problem(where, part === 'data' || key === 'when' ? `"${key}" is missing` : message));
      continue;
    }
    const found = reach(field, rest);
    if (isAt(found.place)) continue;
    const last = path.at(-1) ?? '';
    const siblings = part === 'data' ? wordsAt(type, path.slice(0, -1)) : [];
    const isUnknown = siblings.length > 0 && !siblings.includes(last) && !/^\d+$/.test(last);
    if (isUnknown) report(problem(found.key, message, didYouMean(last, siblings)));
    else report(problem(found.place, message, didYouMean(found.text ?? '', part === 'data' ? wordsAt(type, path) : []) ?? adviceOn(message)));
  }
  return undefined;
}

function adviceOn(message: string): string | undefined {
  return /^expected text, not (?:-?\d|true|false)/.test(message) ? 'put the value in quotes' : undefined;
}
