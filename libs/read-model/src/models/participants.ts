import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

/** Parties, people and bargaining groups, as each of their versions describes them. `fact` is the id by which others refer to them. */
export interface ParticipantRow extends ClaimKey {
  kind: 'party' | 'person' | 'group';
  name: string;
  side: string | null;
  role: string | null;
  /** Id of the party that the person or group belongs to. */
  party: string | null;
  members: string | null;
  /** ISO 8601 duration. */
  noticePeriod: string | null;
}

export const Participants = table<ParticipantRow>('participants', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', kind: 'text', name: 'text',
  side: 'text?', role: 'text?', party: 'text?', members: 'text?', noticePeriod: 'text?',
});

const BLANK = { side: null, role: null, party: null, members: null, noticePeriod: null };

export function projectParty(sql: Sql, { seq, claim, negotiation, fact, data }: ClaimOf<'party.joined'>): void {
  sql.insert(Participants, { ...BLANK, seq, claim, negotiation, fact, kind: 'party', name: data.name, side: data.side, members: data.members?.wording ?? null });
}

export function projectPerson(sql: Sql, { seq, claim, negotiation, fact, data }: ClaimOf<'person.named'>): void {
  sql.insert(Participants, { ...BLANK, seq, claim, negotiation, fact, kind: 'person', name: data.name, role: data.role ?? null, party: data.party ?? null });
}

export function projectGroup(sql: Sql, { seq, claim, negotiation, fact, data }: ClaimOf<'group.identified'>): void {
  sql.insert(Participants, {
    ...BLANK, seq, claim, negotiation, fact, kind: 'group', name: data.name,
    party: data.party ?? null, members: data.members?.wording ?? null, noticePeriod: data.noticePeriod ?? null,
  });
}
