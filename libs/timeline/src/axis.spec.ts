import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axis, compareHappened, historyOf, instantText, localDay, naiveEvidence, viewAt } from '#libs/domain';
import { interleaved, tell, ZONE } from '../../../test/support/histories.js';
import { moment } from '../../../test/support/moments.js';
import { check } from '../../../test/support/property.js';
import { story } from '../../../test/support/story.js';
import { wide } from '../../../test/support/wide-histories.js';
import { createTimeline } from './timeline.js';

const told = fc.oneof(interleaved, wide);

describe('the steps of the happened axis', () => {
  it('are the facts whose spans end, in their order', () => {
    check(fc.property(told, moment, fc.integer({ min: 1, max: 20 }), ({ lives, turns }, point, index) => {
      const events = tell(lives, turns);
      const timeline = createTimeline(ZONE, 'talks', { stride: 1 });
      for (const event of events) timeline.append(event);
      const evidence = timeline.evidenceAt(point);
      const view = viewAt(historyOf('talks', ZONE, events), point);
      const plain = [...view.certain, ...view.possible, ...view.ahead].filter(({ span }) => Number.isFinite(span.latest)).sort(compareHappened);
      const done = plain.filter(({ span }) => span.latest <= point.at).length;
      const id = (place: number): string | undefined => plain[place - 1]?.id;

      const here = axis(evidence);
      expect([here.total, here.index, here.previous?.fact, here.step?.fact, here.next?.fact, here.first?.fact, here.last?.fact])
        .toEqual([plain.length, done, id(done - 1), id(done), id(done + 1), id(1), id(plain.length)]);
      expect(here.marks.map(({ index, instant: text }) => [index, text])).toEqual(plain.map(({ span }, place) => [place + 1, instantText(span.latest)]));
      expect(axis(evidence, { index }).step?.fact).toBe(id(Math.min(index, plain.length)));
      expect(axis(naiveEvidence(view), { index })).toEqual(axis(evidence, { index }));

      const { previousDay, nextDay } = here;
      const days = plain.map(({ span }) => localDay(span.latest, ZONE));
      const today = localDay(point.at, ZONE);
      const [earlier, later] = [days.findLastIndex((day) => day < today), days.find((day) => day > today)];
      expect([previousDay, nextDay]).toEqual([earlier === -1 ? null : earlier + 1, later === undefined ? null : days.lastIndexOf(later) + 1]);

      for (const [place, { id: fact, span }] of plain.entries()) {
        expect(axis({ ...evidence, moment: { ...point, at: span.latest } }, { fact }).index).toBe(place + 1);
      }
    }), 150);
  });

  it('reach from before the year 0 into years of five digits', () => {
    const far = story(ZONE).record('ides', 'milestone.reached', { kind: 'other' }, { happened: '-0044-03-15' }).record('late', 'milestone.reached', { kind: 'other' }, { happened: 'Y20000' });
    const evidence = naiveEvidence(viewAt(far.history(), { at: Date.UTC(30_000, 0), known: Infinity, ledger: Infinity }));
    const days = [1, 2].map((index) => axis(evidence, { index })).map(({ previousDay, nextDay }) => [previousDay, nextDay]);
    expect(days).toEqual([[null, 2], [1, null]]);
  });
});
