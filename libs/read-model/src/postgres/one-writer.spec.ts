import { expect, it } from '@jest/globals';
import { PostgresError } from './connection.js';
import { letGo } from './one-writer.js';

it('who can do no more hears why, and not that the connection with the lock was lost, too', () => {
  const failing = (error: Error) => ({ get: () => { throw error; } }) as unknown as Parameters<typeof letGo>[0];
  expect(() => letGo(failing(new PostgresError('Connection terminated', 'lost', true)))).not.toThrow();
  expect(() => letGo(failing(new PostgresError('permission denied', '42501', false)))).toThrow('permission denied');
});
