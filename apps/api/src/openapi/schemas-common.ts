import { anything, described, flag, instant, list, object, oneOf, orNull, ref, type Schema, text, whole } from './schema.js';

export const QUALIFIERS = ['exact', 'about', 'at-least', 'more-than', 'at-most', 'fewer-than', 'between', 'unstated'];

/** The facts behind a value. */
export const behind = { factCount: whole, facts: described(list(text), 'Ids of the first 20, in the whole state of the first 5; the timeline and /explain have all.') };
export const low = whole;
export const high = described({ type: ['integer', 'null'] }, 'null: no upper bound.');
export const bounds = { low, high };
export const attributed = { attributedTo: described(text, 'Who said it, which is not the paper that printed it.') };
export const decimal = described(text, 'An exact decimal.');

const factRef = { fact: text, type: text, happened: ref('DateText'), what: text, sources: list(ref('SourceRef')) };
const moment = object({ asked: text, instant, zone: text });
export const cost = described({ const: 'linear' }, 'The whole history was read: `known` in the past and an old `ledger` together.');

/** What every answer is made of. */
export const COMMON: Record<string, Schema> = {
  DateText: described(object({ edtf: text, earliest: orNull(instant), latest: orNull(instant) }), 'A date as written (EDTF), and the half-open interval that it denotes; null where an end is open.'),
  SourceRef: object({ source: text, short: described(text, 'Ready to print: "S4 ¶2".') }, { locator: text }),
  FactRef: object(factRef, attributed),
  Cause: object(factRef, { ...attributed, reasoning: described(text, 'Of a ballot: how its outcome follows.') }),
  Bounds: described(object(bounds), 'A closed interval of whole units.'),
  Quantity: object({ ...bounds, qualifier: oneOf(QUALIFIERS), wording: text }, { convention: text, derived: text }),
  Contest: object({ member: described(text, 'JSON Pointer into the claim.'), values: list(object({ value: anything, sources: list(anything) }, attributed)) }),
  Basis: described(
    object({
      at: moment,
      known: moment,
      ledger: object({ size: whole, root: described(text, 'The Merkle root of the events below that size, in base 64, as in checkpoints.') }, { asked: text, provisional: described(flag, 'Events may still be recorded before that instant.') }),
      conventions: list(text),
    }, { cost }),
    'The point on the three clocks that was answered for, and the versions of the rules.',
  ),
  Links: described(
    object({ self: text, pinned: described(text, 'The same answer for ever: every clock an instant, the ledger a size.'), checkpoint: described(text, 'A signed checkpoint that has all events that the answer rests on.') }, { next: text, csv: text, jsonl: text }),
    'Where else the answer can be had.',
  ),
  Receipt: object({ seq: described(whole, 'Position in the ledger.'), id: text, fact: text, revision: whole, recordedAt: instant }, { repeated: described({ const: true }, 'It had been recorded before; nothing was written now.') }),
  Receipts: object({ receipts: list(ref('Receipt')) }),
  Problem: described(
    object(
      { type: text, title: text, status: whole, detail: text, code: text, advice: text, instance: text },
      {
        errors: list(object({ detail: text }, { pointer: described(text, 'JSON Pointer into the body.'), parameter: text, file: text, line: whole, column: whole })),
        revision: described(whole, 'stale-revision: where the fact stands now.'),
        since: described(list(ref('Step')), 'stale-revision: what was written after the revision that the author saw.'),
      },
    ),
    'RFC 9457. `code` is stable; `type` resolves to what it means.',
  ),
};

/** An answer's members, and those that every answer has. */
export function answer(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return object({ ...required, basis: ref('Basis'), links: ref('Links') }, optional);
}

/** A list that comes in pages. */
export function pageOf(items: Schema, own: Record<string, Schema> = {}): Schema {
  return answer({ ...own, total: described(whole, 'How many there are in all pages.'), items: list(items) }, { next: described(text, 'The cursor of the next page; `links.next` is its address.') });
}
