import type { RemovedFact, StoryItem, StoryStep } from '#libs/application';
import { instantOf, localDay, sayDay, shortKey, type StoryClaim } from '#libs/domain';
import { words } from '../../words/en.js';
import type { Places } from '../address.js';
import { factAnchor } from '../anchors.js';
import { clip } from '../clip.js';
import { dayText } from '../dates.js';
import { startOf } from '../days.js';
import { type SourceLink, sourceLinks } from '../sources.js';
import { spoken } from '../spoken.js';
import { type Mark, markOf, type MarkScale } from './mark.js';

/** A fact of the story: a line, and what it opens to. */
export interface FactRow {
  anchor: string;
  when: string;
  mark: Mark;
  what: string;
  /** Of a statement. */
  speech: { speaker: string; side: string; gist: string } | null;
  badges: Badge[];
  sources: SourceLink[];
  /** What was said about it. */
  said: { who: string; gist: string; when: string; sources: SourceLink[] }[];
  moreSaid: string;
  /** What a statement is about. */
  about: { text: string; href: string }[];
  contested: string;
  claims: ClaimRow[];
  history: HistoryRow[];
  links: { text: string; href: string }[];
}

export interface Badge {
  text: string;
  isContested: boolean;
}

export interface ClaimRow {
  when: string;
  /** What it says, where that is not what the line above says. */
  what: string;
  by: string;
  wordings: string[];
  sources: SourceLink[];
  public: string;
  standing: string;
}

export interface HistoryRow {
  text: string;
  proof: string;
}

/** A fact that is not seen any more. */
export interface RemovedRow {
  key: string;
  what: string;
  why: string;
  history: HistoryRow[];
  json: string;
  /** Where its retraction is taken back; null where its text was removed, for good. */
  edit: string | null;
}

/** As much is told of one fact; its data has the rest. */
const CLAIMS = 6;
const STEPS = 8;
const SHOWN_SAID = 3;

export interface Telling {
  zone: string;
  /** The day under whose head the facts stand: "July 13, 2011". */
  day: string | null;
  at: number;
  scale: MarkScale;
  places: Places;
  /** The facts that are told here; others stand in another part of the story. */
  shown: ReadonlySet<string>;
}

export function factRow(item: StoryItem, { zone, day, at, scale, places, shown }: Telling): FactRow {
  const { statement } = item;
  const what = clip(item.what);
  return {
    anchor: factAnchor(item.fact),
    when: underDay(spoken(item.happened, zone), day),
    mark: markOf(item, scale),
    what,
    speech: statement === undefined || what !== clip(`${statement.speaker}: ${statement.gist}`) ? null : { speaker: clip(statement.speaker, 200), side: sideText(statement.side), gist: clip(statement.gist) },
    badges: badgesOf(item, at, zone),
    sources: sourceLinks(item.sources, places),
    said: item.said.slice(0, SHOWN_SAID).map(({ speaker, side, gist, happened, sources }) => ({ who: [clip(speaker, 200), sideText(side)].filter(Boolean).join(', '), gist: clip(gist, 280), when: spoken(happened, zone), sources: sourceLinks(sources, places, 2) })),
    moreSaid: item.saidCount > SHOWN_SAID ? words.story.moreSaid(item.saidCount - SHOWN_SAID) : '',
    about: (statement?.about ?? []).map(({ fact, what: text }) => ({ text: clip(text, 200), href: shown.has(fact) ? `#${factAnchor(fact)}` : places.fact(fact) })),
    contested: item.contested.length === 0 ? '' : words.story.differ([...new Set(item.contested.map(({ member }) => memberText(member)))]),
    claims: item.claims.slice(0, CLAIMS).map((claim) => claimRow(claim, item, zone, places)),
    history: historyRows(item.history, zone),
    links: [
      { text: words.story.json, href: places.factData(item.fact) },
      { text: words.story.history, href: places.factData(item.fact, 'history') },
      { text: words.story.proof, href: `/api/v1/facts/${encodeURIComponent(item.fact)}/proof` },
      { text: words.story.change, href: places.edit(item.fact) },
    ],
  };
}

export function removedRow({ fact, type, why, what, history }: RemovedFact, zone: string, places: Places): RemovedRow {
  return { key: shortKey(fact), what: what === undefined ? words.story.unread(type) : clip(what), why: words.story.removed[why], history: historyRows(history, zone), json: places.factData(fact, 'history'), edit: why === 'retracted' ? places.edit(fact) : null };
}

/** What the head above says already is left out: "evening", "between May 11 and July 12". */
function underDay(when: string, day: string | null): string {
  if (day === null || when === day) return day === null ? when : when.replace(/, [^,]*$/, '');
  if (when.startsWith(`${day}, `)) return when.slice(day.length + 2);
  return when.replaceAll(/, (\d+)/g, (text, year: string) => (day.endsWith(`, ${year}`) ? '' : text));
}

function badgesOf({ contested, revised, mended, history, reported }: StoryItem, at: number, zone: string): Badge[] {
  const plain = (text: string, isTrue: boolean): Badge[] => (isTrue ? [{ text, isContested: false }] : []);
  const isLater = startOf(reported) >= at && reported.latest !== null;
  return [
    ...(contested.length > 0 ? [{ text: words.record.contested, isContested: true }] : []),
    ...plain(words.story.badges.revised, revised),
    ...plain(words.story.badges.mended, mended),
    ...plain(words.story.badges.reinstated, history.some(({ op }) => op === 'reinstate')),
    ...plain(words.story.badges.redacted, history.some(({ op }) => op === 'redact')),
    ...plain(words.story.badges.knownLater(reported.latest === null ? '' : dayText(reported.latest, zone)), isLater),
  ];
}

function claimRow({ happened, what, attributedTo, wordings = [], sources, reported, rank, speaks }: StoryClaim, item: StoryItem, zone: string, places: Places): ClaimRow {
  return {
    when: spoken(happened, zone),
    what: what === item.what ? '' : clip(what),
    by: attributedTo === undefined ? '' : words.story.saidBy(clip(attributedTo, 200)),
    wordings: wordings.slice(0, 3).map((wording) => clip(wording, 280)),
    sources: sourceLinks(sources, places, 6),
    public: reported === null ? '' : words.story.publicOn(spoken(reported, zone)),
    standing: speaks === false ? words.story.behind(rank) : '',
  };
}

/** The first step, and the last ones. */
function historyRows(steps: readonly StoryStep[], zone: string): HistoryRow[] {
  const shown = steps.length <= STEPS ? steps : [...steps.slice(0, 1), ...steps.slice(1 - STEPS)];
  return shown.map(({ op, seq, recordedAt, recordedBy, reported, words: changes }) => {
    const done = words.story.step(words.story.ops[op] ?? op, dayOf(recordedAt, zone), clip(recordedBy, 100), seq);
    const since = reported === undefined ? '' : `, ${words.story.publicOn(spoken(reported, zone))}`;
    return { text: `${done}${since}${op === 'record' || changes.length === 0 ? '' : `: ${clip(changes.join('; '), 400)}`}`, proof: `/proof/event/${seq}` };
  });
}

/** The day within which something was recorded: what was at midnight lies in the day that begins. */
function dayOf(recordedAt: string, zone: string): string {
  return sayDay(localDay(instantOf(recordedAt) + 1, zone));
}

function sideText(side: keyof typeof words.story.sides | undefined): string {
  return side === undefined ? '' : words.story.sides[side];
}

/** "/data/count" → "count". */
function memberText(member: string): string {
  const name = member.split('/').at(-1) ?? '';
  return name === 'happened' ? words.story.date : name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

