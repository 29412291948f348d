import type { ClaimInput, Command } from './command.js';
import type { EventBody, LedgerEvent } from './facts/event.js';
import type { FactType } from './facts/types.js';
import { isChecked, type Parsed, parseCitations, parseClaims, parseWhen } from './facts/parse.js';

type DraftBody = Omit<EventBody, 'salt'>;

/** What a command's claims name and say, checked or not. */
export function claimsOf(command: Command): readonly Pick<ClaimInput, 'data' | 'sources'>[] {
  const claims = 'claims' in command ? command.claims : [];
  return isChecked(claims) ? claims.claims : Array.isArray(claims) ? claims : [];
}

/**
 * Whether a command says again what an event already says. What the command left to be filled in (when it became public,
 * which version it mends) was filled in the first time and is not compared; neither are salt, `seq` and `recordedAt`. A
 * redacted body can't be compared: then the step and its fact decide.
 */
export function isSameStep({ head, body }: LedgerEvent, command: Command, zone: string): boolean {
  if (head.fact !== command.fact || head.op !== command.op) return false;
  if (command.op === 'record' && (head.negotiation !== command.negotiation || head.type !== command.type)) return false;
  if (body === null) return true;
  const again = bodyAgain(command, head.type, zone);
  return again !== null && sameBody(body, again, head.type);
}

/** The body that the command stands for, with nothing filled in; null where it is not valid. */
function bodyAgain(command: Command, type: FactType, zone: string): DraftBody | null {
  const claims = 'claims' in command ? parseClaims(type, command.claims, zone) : null;
  const reported = 'reported' in command && command.reported !== undefined ? parseWhen(command.reported, zone, '/reported') : null;
  const sources = 'sources' in command && command.sources !== undefined ? parseCitations(command.sources, '/sources') : null;
  if (claims?.ok === false || reported?.ok === false || sources?.ok === false) return null;
  return {
    ...valueOf('claims', claims),
    ...valueOf('reported', reported),
    ...valueOf('sources', sources),
    ...pick(command, 'mends', 'undoes', 'redacts', 'reason', 'note'),
  };
}

function valueOf<T>(name: keyof DraftBody, parsed: Parsed<T> | null): DraftBody {
  return parsed?.ok === true ? { [name]: parsed.value } : {};
}

function pick(command: Command, ...names: (keyof DraftBody)[]): DraftBody {
  return Object.fromEntries(Object.entries(command).filter(([name, value]) => (names as string[]).includes(name) && value !== undefined));
}

/** Only what could be filled in is left out: a day on which something became public comes from sources alone. */
function sameBody(first: EventBody, again: DraftBody, type: FactType): boolean {
  const claims = first.claims?.map((claim, index) => {
    const said = again.claims?.[index];
    return said?.reported === undefined && ((said?.sources.length ?? 0) > 0 || type === 'source.registered') ? without(claim, 'reported') : claim;
  });
  const filledIn = (['mends', 'undoes', ...(again.sources === undefined ? [] : ['reported' as const])] as const).filter((name) => again[name] === undefined);
  return deepEqual({ ...without(first, 'salt', ...filledIn), ...(claims === undefined ? {} : { claims }) }, again);
}

function without<T extends object>(value: T, ...names: (keyof T)[]): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !(names as string[]).includes(name))) as Partial<T>;
}

/** Two JSON values are the same, in whatever order their members stand. */
function deepEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => deepEqual((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}
