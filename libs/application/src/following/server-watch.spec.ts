import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, expect, it, jest } from '@jest/globals';
import { createServerWatch } from './server-watch.js';

afterEach(() => void jest.useRealTimers());
const now = () => '2011-05-10T08:00:00Z';

it('asks no more often than it is to be fresh, whoever wants to know, and whether it answers or not', async () => {
  jest.useFakeTimers();
  let asked = 0;
  let isThere = true;
  const lines: string[] = [];
  const ask = async (): Promise<void> => {
    asked += 1;
    if (!isThere) throw new Error('it has gone');
  };
  const watch = createServerWatch({ name: 'the index', ask, now, tell: (line) => void lines.push(line), fresh: 200 });
  const many = () => Promise.all(Array.from({ length: 100 }, () => watch.told()));

  expect(new Set([...(await many()), ...(await many())])).toEqual(new Set([undefined]));
  isThere = false;
  expect([await watch.told(), asked]).toEqual([undefined, 1]);
  await jest.advanceTimersByTimeAsync(220);
  const away = { since: now(), reason: 'it has gone' };
  expect([await watch.told(), await watch.told(), asked]).toEqual([away, away, 2]);
  isThere = true;
  await jest.advanceTimersByTimeAsync(220);
  expect([await watch.told(), asked]).toEqual([undefined, 3]);
  expect(lines).toEqual(['the index does not answer: it has gone', 'the index answers again, after it had not since 2011-05-10T08:00:00Z']);
});

it('takes an answer that is there, though this process was too busy to look at it in time', async () => {
  const server = createServer((socket) =>
    socket.on('data', (asked) => {
      socket.write(asked);
      for (const until = performance.now() + 100; performance.now() < until; );
    }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const ask = async (): Promise<void> => {
    socket.write('?');
    await once(socket, 'data');
  };
  const lines: string[] = [];
  const watch = createServerWatch({ name: 'the index', ask, now, tell: (line) => void lines.push(line), patience: 50 });
  expect([await watch.told(), lines]).toEqual([undefined, []]);
  socket.destroy();
  server.close();
});
