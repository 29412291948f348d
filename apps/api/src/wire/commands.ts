import { createHash, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { type Command, pointerTo } from '#libs/domain';
import { Problem } from '../http/problem.js';
import type { Redaction } from '#libs/application';
import { factBody, factsBody, openingBody, redactBody, stepBody } from './bodies.js';
import { readBody } from './read.js';

/** Commands read from a body, and the way back from what is wrong with them to where that stands in the body. */
export interface Writing {
  commands: Command[];
  pointerOf(command: number, pointer: string): string;
}

/** Gives the id of the event with some index in a request. */
export type EventIds = (index: number) => string;

/**
 * Ids of the events of a request that names none: with an Idempotency-Key the same for ever, for the same writer and key, so that
 * sending the request again writes nothing new; random without one.
 * @throws Problem invalid-header for a key that is empty or longer than 255 characters
 */
export function eventIds(headers: IncomingHttpHeaders, writer: string): EventIds {
  const key = headers['idempotency-key'];
  if (key === undefined) return () => randomUUID();
  if (typeof key !== 'string' || key.trim() === '' || key.length > 255) throw new Problem('invalid-header', 'Idempotency-Key has 1 to 255 characters');
  return (index) => createHash('sha256').update(JSON.stringify([writer, key, index])).digest('hex');
}

/** POST /negotiations */
export function openingOf(body: unknown, ids: EventIds): Writing & { negotiation: string } {
  const { id, facts = [], ...data } = readBody(openingBody, body);
  const opening: Command = { op: 'record', id: ids(0), negotiation: id, fact: id, type: 'negotiation.opened', claims: [{ data }] };
  return {
    negotiation: id,
    commands: [opening, ...facts.map((fact, index) => recordOf(id, fact, ids(index + 1)))],
    pointerOf: (command, pointer) => (command === 0 ? pointer.replace(/^\/claims\/0\/data/, '').replace(/^\/(fact|negotiation)$/, '/id') : `/facts/${command - 1}${pointer}`),
  };
}

/** POST /negotiations/{id}/facts: one fact, or `{ facts: [...] }`; all are recorded or none. */
export function factsOf(negotiation: string, body: unknown, ids: EventIds): Writing {
  const many = typeof body === 'object' && body !== null && 'facts' in body;
  const facts = many ? readBody(factsBody, body).facts : [readBody(factBody, body)];
  return {
    commands: facts.map((fact, index) => recordOf(negotiation, fact, ids(index))),
    pointerOf: (command, pointer) => (many ? `${pointerTo(['facts', command])}${pointer}` : pointer),
  };
}

/** POST /facts/{id}/events. The revision that the author saw stands in the body or in If-Match. */
export function stepOf(fact: string, body: unknown, ids: EventIds, headers: IncomingHttpHeaders): Writing {
  const { id = ids(0), ...step } = readBody(stepBody, body);
  const command: Command = { ...step, ...revisionSeen(step, headers), id, fact };
  return { commands: [command], pointerOf: (_command, pointer) => pointer };
}

/** POST /facts/{id}/events where the step is a redaction; undefined where it is another. */
export function redactionOf(fact: string, body: unknown, ids: EventIds, headers: IncomingHttpHeaders): Redaction | undefined {
  if ((body as { op?: unknown } | null)?.op !== 'redact') return undefined;
  const { op: _, id = ids(0), reasonMayRepeat, ...redaction } = readBody(redactBody, body);
  return { ...redaction, ...revisionSeen(redaction, headers), id, fact, mayRepeat: reasonMayRepeat };
}

function revisionSeen({ expectedRevision }: { expectedRevision?: number | undefined }, headers: IncomingHttpHeaders): { expectedRevision?: number } {
  const seen = revisionIn(headers['if-match']);
  if (seen !== undefined && expectedRevision !== undefined && seen !== expectedRevision) {
    throw new Problem('invalid-header', `If-Match says revision ${seen}, the body ${expectedRevision}`);
  }
  return seen === undefined ? {} : { expectedRevision: seen };
}

/** The revision in an If-Match header: `"3"`; `*` names none. */
function revisionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, revision] = /^\s*"(\d{1,9})"\s*$/.exec(ifMatch) ?? [];
  if (revision === undefined) throw new Problem('invalid-header', 'If-Match takes the revision of the fact in quotes, such as "3"');
  return Number(revision);
}

function recordOf(negotiation: string, { id, ...rest }: z.output<typeof factBody>, given: string): Command {
  return { op: 'record', id: id ?? given, negotiation, ...rest };
}
