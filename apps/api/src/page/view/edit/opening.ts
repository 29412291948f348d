import { type Command, type Rejection, SIDES } from '#libs/domain';
import { stillWords as words } from '../../words/still.js';
import type { FieldView } from './field.js';
import type { Problems } from './meaning.js';

/** The page on which a negotiation is opened. */
export interface OpeningView {
  formToken: string;
  /** Id of the event that the form becomes, so that a form that is sent twice is recorded once. */
  event: string;
  notices: string[];
  fields: FieldView[];
  parties: { name: FieldView; side: FieldView }[];
}

/** What was typed, by the names of the fields. */
export type OpeningDraft = Readonly<Record<string, string>>;

/** As many parties are named at once; others are added as facts. */
const PARTIES = [1, 2, 3] as const;
const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

export function openingView(draft: OpeningDraft, formToken: string, event: string, problems: Problems = {}, notices: string[] = []): OpeningView {
  const { labels, hints } = words.opening;
  const field = (name: string, label: string, more: Partial<FieldView> = {}): FieldView => ({ name, label, value: draft[name] ?? '', control: 'line', options: [], isNeeded: false, hint: '', errors: problems[name] ?? [], reads: null, reading: '', ...more });
  return {
    formToken,
    event,
    notices: [...notices, ...(problems[''] ?? [])],
    fields: [
      field('title', labels.title, { isNeeded: true, hint: hints.title }),
      field('id', labels.id, { isNeeded: true, hint: hints.id }),
      field('zone', labels.zone, { isNeeded: true, hint: hints.zone, control: 'choice', options: ZONES.map((value) => ({ value, text: value.replaceAll('_', ' ') })) }),
      field('summary', labels.summary, { control: 'text' }),
    ],
    parties: PARTIES.map((number) => ({
      name: field(`party.${number}`, labels.party),
      side: field(`side.${number}`, labels.side, { control: 'choice', options: SIDES.map((value) => ({ value, text: words.opening.sides[value] })) }),
    })),
  };
}

/** The opening, and a fact for each party that is named: `mill-2011.party-1`. */
export function openingCommands(draft: OpeningDraft, event: string): Command[] {
  const text = (name: string): string => (draft[name] ?? '').trim();
  const [id, summary] = [text('id'), text('summary')];
  const parties = namedParties(draft).map((number): Command => ({
    op: 'record', id: `${event}-party-${number}`, negotiation: id, fact: `${id}.party-${number}`, type: 'party.joined', claims: [{ data: { name: text(`party.${number}`), side: text(`side.${number}`) } }],
  }));
  return [{ op: 'record', id: event, negotiation: id, fact: id, type: 'negotiation.opened', claims: [{ data: { title: text('title'), zone: text('zone'), ...(summary === '' ? {} : { summary }) } }] }, ...parties];
}

/** A refused command as problems of the form's fields. */
export function openingProblems({ command, message, details }: Rejection, draft: OpeningDraft): Problems {
  const problems: Problems = {};
  const number = command === undefined || command === 0 ? undefined : namedParties(draft)[command - 1];
  for (const detail of details) {
    const member = detail.pointer.split('/').at(-1) ?? '';
    const name = number !== undefined ? (member === 'side' ? `side.${number}` : `party.${number}`) : ['title', 'zone', 'summary'].includes(member) ? member : 'id';
    (problems[name] ??= []).push(detail.message);
  }
  return details.length > 0 ? problems : { '': [message] };
}

function namedParties(draft: OpeningDraft): (typeof PARTIES)[number][] {
  return PARTIES.filter((number) => `${draft[`party.${number}`] ?? ''}${draft[`side.${number}`] ?? ''}`.trim() !== '');
}
