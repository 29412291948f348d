import type { NoticeKind } from '../facts/kinds.js';
import type { DataOf, FactType } from '../facts/types.js';
import type { Seen } from '../history.js';
import type { Quantity } from '../quantity/types.js';
import { sayDate } from '../time/words.js';

type AnySeen = { [T in FactType]: Seen<T> }[FactType];

/** A fact in one short line fit to print: the recorder's own words where there are some, else a phrase made of its data. */
export function phrase(seen: Seen): string {
  return seen.data.what ?? phraseOf(seen as AnySeen);
}

function phraseOf(seen: AnySeen): string {
  switch (seen.type) {
    case 'negotiation.opened':
      return seen.data.title;
    case 'source.registered':
      return seen.data.title ?? seen.data.publisher ?? seen.data.file ?? `source of ${sayDate(seen.data.published)}`;
    case 'party.joined':
    case 'group.identified':
      return seen.data.name;
    case 'person.named':
      return seen.data.role === undefined ? seen.data.name : `${seen.data.name}, ${seen.data.role}`;
    case 'milestone.reached':
      return words(seen.data.kind);
    case 'term.offered':
      return `${words(seen.data.term)}: ${seen.data.text}`;
    case 'figure.given':
      return `${words(seen.data.measure)}: ${seen.data.was === undefined ? '' : `${seen.data.was.wording} to `}${figureWords(seen.data)}`;
    case 'notices.planned':
      return counted(seen.data, 'planned');
    case 'notices.issued':
      return counted(seen.data, 'issued');
    case 'notices.postponed':
      return counted(seen.data, 'postponed');
    case 'notices.withdrawn':
      return counted(seen.data, 'withdrawn');
    case 'notices.took-effect':
      return counted(seen.data, 'in effect');
    case 'notices.totalled':
      return counted(seen.data, `${words(seen.data.measure)} in total`);
    case 'deadline.set':
    case 'deadline.moved':
      return `${words(seen.data.key)} ${seen.type === 'deadline.set' ? 'set' : 'moved'}, ${seen.data.due === undefined ? 'date not stated' : `due ${sayDate(seen.data.due)}`}`;
    case 'deadline.met':
    case 'deadline.missed':
    case 'deadline.withdrawn':
      return `${words(seen.data.key)} ${seen.type.slice('deadline.'.length)}`;
    case 'rule.adopted':
      return `${seen.data.needed}${seen.data.outOf === undefined ? '' : ` of ${seen.data.outOf}`} ${seen.data.unit} needed`;
    case 'ballot.called':
      return `${words(seen.data.ballot)} called`;
    case 'ballot.tallied':
      return `${words(seen.data.ballot)}: ${tallyWords(seen.data)}`;
    case 'statement.made':
      return `${seen.data.speaker}: ${seen.data.gist}`;
  }
}

/** A key that an author chose, as words: "union-leaders-meet" → "union leaders meet". */
export function words(key: string): string {
  return key.replaceAll(/[-_.]+/g, ' ');
}

/**
 * A round's name as the key has it where that says already what it is: "Round 6".
 * @param otherwise of a name that does not: "July"; "second-round" is one, too, "Second"
 */
export function namedRound(round: string, otherwise: (name: string) => string): string {
  const name = capital(words(round).replace(/ round$/i, ''));
  return /\bround\b/i.test(name) ? name : otherwise(name);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the notices of a kind are called: "layoff notices", "layoff notice". */
export function noticeWords(kind: NoticeKind, one = false): string {
  const noun = one ? 'notice' : 'notices';
  return kind === 'other' ? noun : `${words(kind)} ${noun}`;
}

function counted({ notice, count }: { notice: NoticeKind; count: Quantity }, done: string): string {
  if (count.qualifier === 'unstated') return `${noticeWords(notice)} ${done}, number not stated`;
  return `${count.wording} ${noticeWords(notice, count.low === 1 && count.high === 1)} ${done}`;
}

/** A figure's value as it was said, or its parts where only those were given. */
export function figureWords({ value, parts }: DataOf<'figure.given'>): string {
  return value?.wording ?? parts?.map((part) => `${part.name} ${part.value.wording}`).join(', ') ?? 'not quantified';
}

function tallyWords({ members, for: inFavour, against, notVoting }: DataOf<'ballot.tallied'>): string {
  const votes = [
    ...(inFavour === undefined ? [] : [`${inFavour.wording} for`]),
    ...(against === undefined ? [] : [`${against.wording} against`]),
    ...(notVoting === undefined ? [] : [`${notVoting.wording} not voting`]),
  ];
  return (votes.join(', ') || 'tallied, numbers not stated') + (members === undefined ? '' : ` of ${members.wording}`);
}
