import type { Command } from '#libs/domain';

/** The writer's work is a number of lanes, each a fixed series of submits, so that whoever takes over knows what was asked. */
export const LANES = 8;

export const OPENING: Command = {
  id: 'opening', fact: 'talks', negotiation: 'talks', op: 'record', type: 'negotiation.opened',
  claims: [{ happened: '2011-01-01', data: { title: 'Talks', zone: 'America/New_York' } }],
};

/** The commands of a lane's n-th submit: by turns three facts at once, a revision of the first of them, and one fact. */
export function submitOf(lane: number, n: number): Command[] {
  const id = `lane${lane}-${n}`;
  switch (n % 3) {
    case 0:
      return ['a', 'b', 'c'].map((part) => record(`${id}${part}`));
    case 1:
      return [{ id, fact: `lane${lane}-${n - 1}a`, op: 'revise', expectedRevision: 1, claims: [{ happened: '2011-05-06', data: { kind: 'talks-continued' } }] }];
    default:
      return [record(id)];
  }
}

function record(id: string): Command {
  return { id, fact: id, negotiation: 'talks', op: 'record', type: 'milestone.reached', claims: [{ happened: '2011-05-05', data: { kind: 'talks-opened' } }] };
}
