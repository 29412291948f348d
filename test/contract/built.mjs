/**
 * Writes through the built program (`#libs` are the files of dist/ to plain Node.js) until ledger and index have their threads, then one fact more, which it asks for; prints what came out as one line of JSON.
 * Usage: built.mjs FOLDER
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { openParley, readSettings } from '#libs/application';

const parley = await openParley(readSettings({ PARLEY_DATA: process.argv[2] }), { threaded: true });
const record = (id) => ({ id, fact: id, negotiation: 'talks', op: 'record', type: 'milestone.reached', claims: [{ happened: '2011-05-05', data: { kind: 'talks-opened' } }] });
const opening = { ...record('opening'), type: 'negotiation.opened', claims: [{ happened: '2011-01-01', data: { title: 'Talks', zone: 'UTC' } }] };

/** One appends to the ledger, the other writes the index. The first word of each is that it is there; each other word of the index's says where it left the index. */
const there = [];
let left;
process.on('worker', (thread) => {
  there.push(once(thread, 'message'));
  thread.on('message', ({ value }) => (left = value?.seq ?? left));
});
await parley.submit([opening, ...Array.from({ length: 250 }, (_, n) => record(`f${n}`))], 'ann');
while (there.length < 2) await setTimeout(5);
await Promise.all(there);
await parley.submit([record('last')], 'ann');
const { body } = await parley.ask({ ask: 'fact', fact: 'last' });
await parley.close();
process.stdout.write(`${JSON.stringify({ shown: body.fact, left })}\n`);
