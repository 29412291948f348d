import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Basis, instantText, type LedgerEvent, type Moment, resolveInstant, state } from '#libs/domain';
import { createTimeline, type Timeline } from '#libs/timeline';
import { joined } from '../../../../test/support/answer-text.js';
import { instant, interleaved, tell, ZONE } from '../../../../test/support/histories.js';
import { checkAsync } from '../../../../test/support/property.js';
import { story } from '../../../../test/support/story.js';
import { wide } from '../../../../test/support/wide-histories.js';
import { createKeptStates, type KeptStates } from './states.js';

/** Whole hours, and the milliseconds on either side of them. */
const moment: fc.Arbitrary<Moment> = fc.record({
  at: fc.tuple(instant, fc.constantFrom(-1, 0, 0, 1)).map(([hour, aside]) => hour + aside),
  known: fc.oneof(fc.constant(Infinity), instant),
  ledger: fc.oneof(fc.constant(Infinity), fc.nat({ max: 16 })),
});

function sceneOf(timeline: Timeline, at: Moment) {
  const point = { asked: 'now', instant: instantText(at.at), zone: ZONE };
  const basis: Basis = { at: point, known: point, ledger: { size: 99, root: '' }, conventions: [] };
  return { evidence: timeline.evidenceAt(at), basis, timeline, present: { head: [...timeline.history().facts.values()].flatMap(({ events }) => events).length } };
}

function grown(events: readonly LedgerEvent[]): Timeline {
  const timeline = createTimeline(ZONE, 'talks');
  for (const event of events) timeline.append(event);
  return timeline;
}

async function textAt(states: KeptStates, scene: ReturnType<typeof sceneOf>): Promise<string> {
  return `${joined(await states.membersAt(scene))}}`;
}

/** Whether what is kept says, at one moment after another, what would be said anew. */
async function expectTheSame(states: KeptStates, timeline: Timeline, moments: readonly Moment[]): Promise<void> {
  for (const at of moments) {
    const scene = sceneOf(timeline, at);
    expect(await textAt(states, scene)).toBe(JSON.stringify(state(scene.evidence, scene.basis)));
  }
}

const at = (...asked: string[]): Moment[] => asked.map((text) => ({ at: resolveInstant(text, ZONE).instant, known: Infinity, ledger: Infinity }));

describe('states that are kept', () => {
  it.each([['facts of every type', wide], ['deadlines with long lives', interleaved]])('say what they would say anew, of %s', (_, histories) => {
    const limit = fc.constantFrom(0, 5_000, 1_000_000);
    return checkAsync(fc.asyncProperty(histories, fc.array(moment, { minLength: 2, maxLength: 12 }), limit, async ({ lives, turns }, moments, bytes) => {
      await expectTheSame(createKeptStates(bytes), grown(tell(lives, turns)), moments);
    }), 150);
  });

  it('end where a deadline passes, at noon or with the day', async () => {
    const told = story().record('noon', 'deadline.set', { key: 'noon', due: '2011-07-18T12:00' }, { happened: '2011-07-01' }).record('day', 'deadline.set', { key: 'day', due: '2011-07-18' }, { happened: '2011-07-01' });
    await expectTheSame(createKeptStates(), grown(told.events()), at('2011-07-18T11:00', '2011-07-18T13:00', '2011-07-18', '2011-07-18T10:00', '2011-07-18T14:00', '2011-07-19T00:00'));
  });

  it('end where separations may begin', async () => {
    const told = story().record('group', 'group.identified', { name: 'Clerks', noticePeriod: 'P2W' }).record('batch', 'notices.issued', { count: 328, group: 'group' }, { happened: '2011-07-12' });
    await expectTheSame(createKeptStates(), grown(told.events()), at('2011-07-26T11:00', '2011-07-26', '2011-07-26T12:00'));
  });

  it('are made once, for all who ask at the same time, and for each stretch', async () => {
    const timeline = grown(story().record('noon', 'deadline.set', { key: 'noon', due: '2011-07-18T12:00' }, { happened: '2011-07-01' }).events());
    const states = createKeptStates();
    const bytesAt = async (moment: Moment): Promise<Buffer> => (await states.membersAt(sceneOf(timeline, moment)))[1].bytes;
    const moments = at('2011-07-18T11:00', '2011-07-18T13:00', '2011-07-18T10:00', '2011-07-18T14:00');
    const [before, after, ...others] = await Promise.all(moments.map(bytesAt));
    expect(others.map((bytes) => [before, after].indexOf(bytes))).toEqual([0, 1]);
    expect(await bytesAt(moments[0]!)).toBe(before);
  });

  it('are not those of before an event', async () => {
    const told = story().record('batch', 'notices.issued', { count: 328 }, { happened: '2011-07-12' });
    const states = createKeptStates();
    await expectTheSame(states, grown(told.events()), at('2011-07-13'));
    await expectTheSame(states, grown(told.revise('batch', [{ data: { count: 382 }, happened: '2011-07-12' }]).events()), at('2011-07-13'));
  });

  it('are not kept where all was forgotten while they were made', async () => {
    const opened = (title: string): Timeline => grown(story().record('talks', 'negotiation.opened', { title, zone: ZONE }).events());
    const states = createKeptStates();
    const [moment] = at('2011-07-13');
    const making = textAt(states, sceneOf(opened('Before'), moment!));
    states.clear();
    expect(await making).toContain('Before');
    await expectTheSame(states, opened('After'), [moment!]);
  });
});
