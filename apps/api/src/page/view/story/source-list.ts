import type { StoryItem } from '#libs/application';
import { shortKey, type StorySource } from '#libs/domain';
import { words } from '../../words/en.js';
import type { Places } from '../address.js';
import { factAnchor, sourceAnchor } from '../anchors.js';
import { clip } from '../clip.js';
import { spoken } from '../spoken.js';

/** What was published when, by whom, and which facts of the story rest on it. */
export interface SourceRow {
  anchor: string;
  name: string;
  published: string;
  /** Else by whom it was published; null: neither is told. */
  title: string | null;
  by: string;
  /** Where it is found. */
  url: string | null;
  notes: string[];
  /** Of the facts that are shown. */
  facts: { text: string; href: string }[];
  /** The story of what rests on it. */
  all: string;
  json: string;
}

/** As many facts are named beside a source. */
const NAMED = 16;

export function sourceRows(sources: readonly StorySource[], items: readonly StoryItem[], zone: string, places: Places): SourceRow[] {
  return sources.map(({ source, key, published, title, publisher, author, url, dateDerived, file, after }) => {
    const resting = items.filter(({ claims }) => claims.some((claim) => claim.sources.some((cited) => cited.source === source)));
    const titled = title ?? publisher;
    return {
      anchor: sourceAnchor(source),
      name: clip(key, 80),
      published: spoken(published, zone),
      title: titled === undefined ? null : clip(titled, 300),
      by: [author, title === undefined ? undefined : publisher].flatMap((name) => (name === undefined ? [] : [clip(name, 200)])).join(', '),
      url: url ?? null,
      notes: [...(after ? [words.sources.after] : []), ...[dateDerived, file].flatMap((note) => (note === undefined ? [] : [clip(note, 400)]))],
      facts: resting.slice(0, NAMED).map(({ fact }) => ({ text: clip(shortKey(fact), 80), href: `#${factAnchor(fact)}` })),
      all: places.page({ source, story: undefined }, 'story'),
      json: places.factData(source),
    };
  });
}
