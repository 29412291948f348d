import { auditWords } from './audit.js';
import { chartWords } from './chart.js';
import { citeWords } from './cite.js';
import { compareWords } from './compare.js';
import { embedWords } from './embed.js';
import { moment } from './moment.js';
import { noticeWords } from './notices.js';
import { recordWords } from './record.js';
import { storyWords } from './story.js';

/** What is said by pages that the script goes on with, in English; a translation is another module of the same shape. Numbers and dates come ready made. What only the server says is in `still.ts`. */
export const words = {
  language: 'en',
  locale: 'en-US',
  site: {
    name: 'Parley',
    subtitle: 'a record of negotiations',
    navigation: 'Site',
    negotiations: 'Negotiations',
    api: 'API',
    skip: 'Skip to the record',
  },
  ways: { audit: 'Audit: do its counts add up, and was it altered?', edit: 'Edit' },
  reading: { understood: 'Understood as', asNone: 'not understood' },
  moment,
  unanswered: 'The server does not answer. Drop it once more in a moment.',
  status: {
    title: 'Deal status',
    because: 'Because',
    since: 'Since',
    possible: 'Possible',
    nothingElse: 'nothing else by this moment',
    flags: 'In motion',
    newsBlackout: 'a news blackout',
    fallbackPlan: 'the fallback plan',
    lastSaid: (when: string) => `last spoken of ${when}`,
    more: (count: number) => (count === 1 ? 'and 1 more fact' : `and ${count} more facts`),
    coverage: 'Coverage',
    noSource: 'no source yet',
    newest: (day: string) => `newest source: ${day}`,
    before: (days: number) => (days === 1 ? '1 day before' : `${days} days before`),
    longBefore: (time: string) => `${time} before`,
    nothing: 'nothing is recorded',
    names: { none: 'none', talking: 'talking', stalled: 'stalled', tentative: 'tentative', voting: 'voting', rejected: 'rejected', ratified: 'ratified', ended: 'ended' },
  },
  ...noticeWords,
  ...chartWords,
  ...recordWords,
  ...storyWords,
  ...citeWords,
  ...embedWords,
  ...compareWords,
  ...auditWords,
};

export type Words = typeof words;
