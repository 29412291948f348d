import { add, type Bounds, compareText, type Dimension, DIMENSIONS, issuedBy, MONTHS, NOTICE_KINDS, type NoticeKind } from '#libs/domain';
import { tableOf } from '#libs/formats';
import type { IssuedBy, IssuedFilter, IssuedLine } from '#libs/read-model';
import { inSlices } from '../../breather.js';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import { basisOfReading, type Present, resolveAcross, resolveClocks } from '../moments.js';
import { clocksOfPage, pageOf } from '../pages.js';
import { type Answer, type Clocks, type NoticesAcrossQuestion, pathOf } from '../questions.js';
import { type Archive, presentOf } from '../scene.js';
import { unhurried, wholeFilterOf } from '../whole.js';

/** How many negotiations are added up before whatever else waits in this process has its turn. */
const NEGOTIATIONS_AT_ONCE = 250;

/** Notices issued, of all negotiations or of one, that share what they are added up by; a member is null where they are not told apart by it. */
export interface NoticesAcrossLine {
  negotiation: string | null;
  /** Of an agency, site or class; empty: what no part covers. */
  name: string | null;
  month: string | null;
  certain: Bounds;
  possible: Bounds;
  negotiations: number;
  /** Where it is told apart further: by negotiation, or in the negotiation itself. */
  link: string;
}

type Sum = Omit<NoticesAcrossLine, 'link'>;

/**
 * Notices of a kind issued in all negotiations, by agency (or another dimension), month and negotiation. Sums come from the index; negotiations of which it
 * can't tell the moment, or whose batches lie to each other so that they do not simply add, are read. A batch counts once, whatever its claims.
 */
export async function noticesAcross(archive: Archive, question: NoticesAcrossQuestion): Promise<Answer> {
  const by = byOf(question);
  const notice = noticeOf(question.notice);
  const present = await presentOf(archive);
  const clocks = clocksOfPage(question);
  const { pinned, isPinned, ...standing } = await resolveAcross(clocks, present);
  const filter = await wholeFilterOf(archive, question, pinned, present);
  const narrowed: IssuedFilter = { ...filter, notice, ...(question.name === undefined ? {} : { name: question.name }), ...(question.month === undefined ? {} : { month: question.month }) };
  const told: Sum[] = [];
  const unsettled: string[] = [];
  for await (const range of unhurried(await archive.readModel.whole.ranges(NEGOTIATIONS_AT_ONCE), 1)) {
    const issued = await archive.readModel.whole.issued(by, narrowed, range);
    told.push(...issued.lines.map(sumOf));
    unsettled.push(...issued.unsettled);
  }
  const read = await sumsRead(archive, unsettled, { notice, by, question, clocks: pinned, present });
  const sums = merge([...told, ...read], by);
  const lines = sums.map((line): NoticesAcrossLine => ({ ...line, link: linkOf(line, by, { ...question, ...pinned }) }));
  const { items, total, next } = pageOf(lines, question, pinned);
  const basis = basisOfReading(standing.basis, unsettled.length > 0, isPinned);
  return framed(question, { basis, pinned, isPinned }, { notice, by: question.by, total, items }, {
    next,
    table: () => tableOf(items, {
      negotiation: (line) => line.negotiation,
      name: (line) => line.name,
      month: (line) => line.month,
      certain_low: ({ certain }) => certain.low,
      certain_high: ({ certain }) => certain.high,
      possible_low: ({ possible }) => possible.low,
      possible_high: ({ possible }) => possible.high,
      negotiations: (line) => line.negotiations,
      link: (line) => line.link,
    }),
  });
}

/** @throws QuestionError bad-parameter */
function byOf({ by, name, month }: NoticesAcrossQuestion): IssuedBy {
  const unknown = by.find((each) => each !== 'month' && each !== 'negotiation' && !DIMENSIONS.some((dimension) => dimension === each));
  if (unknown !== undefined) throw refused('by', `there is nothing to add up by called "${unknown}": ${[...DIMENSIONS, 'month', 'negotiation'].join(', ')}`);
  const [dimension, another] = DIMENSIONS.filter((each) => by.includes(each));
  if (another !== undefined) throw refused('by', `${dimension} and ${another} break the same notices down in two ways: ask by one of them`);
  if (name !== undefined && dimension === undefined) throw refused('name', 'a name is one of an agency, site, class or membership: ask by one of them');
  if (month !== undefined && !MONTHS.test(month)) throw refused('month', `"${month}" is no month as answers have them: 2011-05, or 2011-05/2011-07 of what may have been issued in several`);
  if (by.includes('negotiation') && by.length > 1 && name === undefined && month === undefined) throw refused('by', 'negotiation beside another gives too many lines: ask for one name or one month of them, too');
  return { ...(dimension === undefined ? {} : { dimension }), month: by.includes('month'), negotiation: by.includes('negotiation') };
}

function noticeOf(asked = 'layoff'): NoticeKind {
  const notice = NOTICE_KINDS.find((kind) => kind === asked);
  if (notice === undefined) throw refused('notice', `there is no kind of notice called "${asked}": ${NOTICE_KINDS.join(', ')}`);
  return notice;
}

function refused(parameter: string, message: string): QuestionError {
  return new QuestionError('bad-parameter', message, [{ pointer: `/${parameter}`, message }]);
}

interface Folding {
  notice: NoticeKind;
  by: IssuedBy;
  question: NoticesAcrossQuestion;
  clocks: Clocks;
  present: Present;
}

/** The sums of the negotiations that have to be read. */
async function sumsRead(archive: Archive, ids: readonly string[], { notice, by, question: { name, month }, clocks, present }: Folding): Promise<Sum[]> {
  const sums: Sum[] = [];
  for await (const negotiation of unhurried(ids)) {
    const timeline = await archive.timelines.get(negotiation, present.head);
    const { moment } = await resolveClocks(clocks, timeline.zone, present);
    const own = issuedBy(await inSlices(timeline.viewing(moment)), notice, { ...by, month: by.month === true || month !== undefined });
    for (const line of own) {
      if ((name === undefined || line.name === name) && (month === undefined || line.month === month)) {
        sums.push({ negotiation, name: line.name, month: line.month, certain: line.certain, possible: line.possible, negotiations: 1 });
      }
    }
  }
  return sums;
}

function sumOf({ negotiation, name, month, certainLow, certainHigh, possibleHigh, negotiations }: IssuedLine): Sum {
  return { negotiation, name, month, certain: { low: certainLow, high: certainHigh }, possible: { low: certainLow, high: possibleHigh }, negotiations };
}

/** Sums of different negotiations add: their people are others. In order of month, name and negotiation. */
function merge(sums: readonly Sum[], by: IssuedBy): Sum[] {
  const merged = new Map<string, Sum>();
  for (const sum of sums) {
    const line = { ...sum, negotiation: by.negotiation === true ? sum.negotiation : null, month: by.month === true ? sum.month : null };
    const key = JSON.stringify([line.negotiation, line.name, line.month]);
    const before = merged.get(key);
    merged.set(key, before === undefined ? line : { ...line, certain: add(before.certain, line.certain), possible: add(before.possible, line.possible), negotiations: before.negotiations + line.negotiations });
  }
  return [...merged.values()].sort((a, b) => compareText(a.month ?? '', b.month ?? '') || compareText(a.name ?? '', b.name ?? '') || compareText(a.negotiation ?? '', b.negotiation ?? ''));
}

/** A line by negotiation leads to the notices of that negotiation; any other to the same by negotiation. */
function linkOf({ negotiation, name, month }: Sum, by: IssuedBy, { at, known, ledger, conventions, ...question }: NoticesAcrossQuestion): string {
  const clocks = { at, known, ledger, conventions };
  if (negotiation !== null) return pathOf({ ask: 'notices', negotiation, ...(by.dimension === undefined ? {} : { by: by.dimension as Dimension }), ...clocks });
  const { cursor: _, limit: __, ...rest } = question;
  return pathOf({ ...rest, by: [...question.by, 'negotiation'], ...(name === null ? {} : { name }), ...(month === null ? {} : { month }), ...clocks });
}
