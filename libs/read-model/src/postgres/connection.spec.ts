import { MessageChannel, Worker } from 'node:worker_threads';
import { expect, it } from '@jest/globals';
import { awaitMessage } from './connection.js';

it('who waits for an answer is not taken in by the late notice of the one before', async () => {
  const { port1, port2 } = new MessageChannel();
  const told = new Int32Array(new SharedArrayBuffer(4));
  port2.postMessage('first');
  expect(awaitMessage(port1, told)).toBe('first');
  Atomics.store(told, 0, 1);
  const program = `
    const { port, told } = require('node:worker_threads').workerData;
    setTimeout(() => {
      port.postMessage('second');
      Atomics.store(told, 0, 1);
      Atomics.notify(told, 0);
      port.close();
    }, 20);`;
  const other = new Worker(program, { eval: true, workerData: { port: port2, told }, transferList: [port2] });
  expect(awaitMessage(port1, told)).toBe('second');
  await other.terminate();
});
