import { story, type Story } from '../../../test/support/story.js';

/** A record that has rows in every table and a step of every kind, small enough to check by eye. */
export function sample(): Story {
  return story()
    .record('talks.case', 'negotiation.opened', { title: 'Concession talks', zone: 'America/New_York', summary: 'Wages and jobs' })
    .record('talks.S1', 'source.registered', { title: 'Talks go on', publisher: 'The Paper', published: '2011-05-10' })
    .record('talks.S2', 'source.registered', { publisher: 'The Other Paper', published: '2011-07-13' })
    .record('talks.P1', 'party.joined', { name: 'The administration', side: 'employer' })
    .record('talks.P2', 'person.named', { name: 'Larry Dorman', role: 'spokesman', party: 'talks.P1' })
    .record('talks.G1', 'group.identified', { name: 'Correction officers', noticePeriod: 'P6W', members: 'about 400' })
    .record('talks.M1', 'milestone.reached', { kind: 'talks-opened' }, { happened: '2011-03', ...cited('talks.S1', '¶6') })
    .record('talks.N1', 'notices.planned', { plan: 'first', count: '4742', round: 'may' }, { happened: '2011-05-05', ...cited('talks.S1', '¶11') })
    .record(
      'talks.N2',
      'notices.issued',
      {
        count: '328',
        round: 'july',
        breakdowns: [{
          by: 'agency',
          complete: false,
          parts: [{ name: 'Correction', count: '222' }, { name: 'Mental Health', count: '89' }, { name: 'the rest', count: '17', derived: true }],
        }],
      },
      { happened: '2011-07-12', attributedTo: 'the administration', ...cited('talks.S2', '¶3') },
    )
    .claims('talks.N3', 'notices.issued', [
      { happened: '2011-07-13', ...cited('talks.S2', '¶2'), data: { count: 'about 125', round: 'july', breakdowns: [{ by: 'agency', complete: true, parts: [{ name: 'Mental Health', count: 'about 125' }] }] } },
      { happened: '2011-07-13', ...cited('talks.S2', '¶9'), data: { count: '130', round: 'july', breakdowns: [{ by: 'agency', complete: true, parts: [{ name: 'Mental Health', count: '130' }] }] } },
    ])
    .record('talks.N4', 'notices.totalled', { count: '1851', scope: 'unstated' }, { happened: '2011-07-27', ...cited('talks.S2', '¶2') })
    .record('talks.D1', 'deadline.set', { key: 'meeting', due: '2011-07-18', what: 'Leaders meet' }, { happened: '2011-07-13', ...cited('talks.S2', '¶14') })
    .record('talks.D2', 'deadline.set', { key: 'details', due: '2011-05-12' }, { happened: '2011-05-10', ...cited('talks.S1', '¶1') })
    .record('talks.D3', 'deadline.moved', { key: 'details', due: '2011-05-13' }, { happened: '2011-05-11', ...cited('talks.S1', '¶2') })
    .record('talks.D4', 'deadline.set', { key: 'pay', due: '2011-07-29' }, { happened: '2011-05-10', ...cited('talks.S1', '¶4') })
    .record('talks.D5', 'deadline.met', { key: 'pay' }, { happened: '2011-07-29', ...cited('talks.S2', '¶4') })
    .record('talks.R1', 'rule.adopted', { rule: 'bylaws', unit: 'unions', needed: 14, outOf: 15, inForce: '2011-01/2011-12' }, { happened: '2011-01', ...cited('talks.S2', '¶20') })
    .record('talks.V1', 'ballot.called', { ballot: 'vote', rule: 'bylaws', on: '2011-06-24' }, { happened: '2011-05-25', ...cited('talks.S2', '¶16') })
    .record('talks.V2', 'ballot.tallied', { ballot: 'vote', against: '4' }, { happened: '2011-06-24', ...cited('talks.S2', '¶17') })
    .record(
      'talks.W1',
      'statement.made',
      { speaker: 'Larry Dorman', person: 'talks.P2', gist: 'The layoffs hurt everyone; a deal is close', topics: ['layoffs'] },
      { happened: '2011-05-10', ...cited('talks.S1', '¶7') },
    )
    .record('talks.W2', 'statement.made', { speaker: 'The governor', gist: 'No deadline for the café talks' }, { happened: '2011-05-09', ...cited('talks.S1', '¶22') })
    .revise('talks.N1', [{ happened: '2011-05-05', ...cited('talks.S1', '¶11'), data: { plan: 'first', count: '4700', round: 'may' } }], '2011-07-13')
    .mend('talks.W2', [{ happened: '2011-05-09', ...cited('talks.S1', '¶23'), data: { speaker: 'The governor', gist: 'No precise deadline for the café talks' } }])
    .retract('talks.M1')
    .reinstate('talks.M1')
    .retract('talks.D4', '2011-07-30');
}

export function cited(source: string, locator: string) {
  return { sources: [{ source, locator }], reported: source === 'talks.S1' ? '2011-05-10' : '2011-07-13' };
}
