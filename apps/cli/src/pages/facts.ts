import type { ClaimAnswer, Contest, FactAnswer, StepAnswer } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { contestLines } from './state.js';
import { credit, day, heading, item, paragraph, title, valueText } from './words.js';

/** One fact at a moment, or why it can't be seen then. */
export type FactBody = { negotiation: string; fact: string; type: string } & (({ seen: true } & FactAnswer) | { seen: false; why: string });

export interface FactHistoryBody {
  negotiation: string;
  fact: string;
  type: string;
  total: number;
  events: StepAnswer[];
}

const PLACES: Record<FactAnswer['at'], string> = { certain: 'has happened', possible: 'may have happened', ahead: 'still ahead', standing: 'part of what the case is' };

/** A fact whole: what it is, each of its claims, and what they disagree about. */
export function factPage(body: FactBody, zone: string, screen: Screen): string[] {
  const head = [...title(body.fact, screen), `${body.type}, ${body.negotiation}`];
  if (!body.seen) return [...head, '', ...paragraph(`Not seen at this moment: ${body.why}.`, screen)];
  const versions = [`revision ${body.revision}`, `event ${body.seq}`, ...(body.revised ? ['revised'] : []), ...(body.mended ? ['mended'] : [])].join(', ');
  return [
    ...head,
    '',
    ...paragraph(body.what, screen, 0, screen.strong),
    ...paragraph(`${day(body.happened, zone, 'no date of its own')}; ${PLACES[body.at]}; ${versions}`, screen, 0, screen.quiet),
    ...body.claims.flatMap((claim, index) => claimSection(claim, index, zone, screen)),
    ...(body.contested.length === 0 ? [] : [...heading('contested', screen), ...body.contested.flatMap((contest: Contest) => contestLines(contest, screen, 2))]),
  ];
}

function claimSection(claim: ClaimAnswer, index: number, zone: string, screen: Screen): string[] {
  const name = `claim ${index + 1}${claim.speaks ? '' : `, ${claim.rank}: stands behind others`}`;
  return [...heading(name, screen), ...table(claimRows(claim, zone), { width: screen.width, indent: 2, styles: [screen.quiet] })];
}

/** Each member of a claim in a row. */
function claimRows(claim: ClaimAnswer, zone: string): string[][] {
  const by = credit(claim);
  const data = Object.entries(claim.data as Record<string, unknown>).map(([name, value]) => [name, valueText(value)]);
  return [
    ['when', day(claim.happened, zone, 'no date of its own')],
    ...data,
    ...(by === '' ? [] : [['source', by]]),
    ['reported', day(claim.reported, zone, 'always public')],
  ];
}

/** Every event of a fact: who did what when, and why. */
export function factHistoryPage({ fact, type, negotiation, events }: FactHistoryBody, zone: string, screen: Screen): string[] {
  return [...title(fact, screen), `${type}, ${negotiation}`, ...events.flatMap((step) => [...heading(`revision ${step.revision}: ${step.op}`, screen), ...stepLines(step, zone, screen)])];
}

function stepLines(step: StepAnswer, zone: string, screen: Screen): string[] {
  const rows = [
    ['event', `${step.seq} (${step.id})`],
    ['recorded', `${step.recordedAt} by ${step.recordedBy}`],
    ...(step.reported === undefined ? [] : [['public from', day(step.reported, zone)]]),
    ...(step.mends === undefined ? [] : [['mends', `event ${step.mends}`]]),
    ...(step.undoes === undefined ? [] : [['undoes', `event ${step.undoes}`]]),
    ...(step.redacts === undefined ? [] : [['redacts', `event ${step.redacts}`]]),
    ...(step.op !== 'record' || step.reason === undefined ? [] : [['reason', step.reason]]),
    ...(step.note === undefined ? [] : [['note', step.note]]),
  ];
  const claims = step.claims === null ? [] : step.claims.flatMap((claim, index) => [
    ...item(`claim ${index + 1}`, screen),
    ...table(claimRows(claim, zone), { width: screen.width, indent: 4, styles: [screen.quiet] }),
  ]);
  const changes = step.op === 'record' && step.claims !== null ? [] : step.words.flatMap((change) => item(change, screen));
  return [...table(rows, { width: screen.width, indent: 2, styles: [screen.quiet] }), ...changes, ...claims];
}

/** One line for an event of a fact, as the timeline shows it. */
export function stepLine({ seq, op, revision, recordedAt, recordedBy, reason }: StepAnswer): string {
  return `– revision ${revision}: ${op}, event ${seq}, ${recordedAt} by ${recordedBy}${reason === undefined ? '' : `: ${reason}`}`;
}
