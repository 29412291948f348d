import { expect, it } from '@jest/globals';
import { PostgresError } from './connection.js';
import { askedAgain } from './open-reader.js';

/** A question that finds no server so many times. */
function lostFor(times: number, error = new PostgresError('connect ECONNREFUSED', 'ECONNREFUSED', true)) {
  let asked = 0;
  return { size: async () => ((asked += 1) > times ? 7 : Promise.reject(error)), asked: async () => asked };
}

it('a question is asked again while the server is away; where that stays, it says so and what to do', async () => {
  expect(await askedAgain(lostFor(1)).size()).toBe(7);
  await expect(askedAgain(lostFor(Infinity), 150).size()).rejects.toMatchObject({ code: 'index-unavailable', message: expect.stringMatching(/ECONNREFUSED.*PARLEY_INDEX/) });
});

it('a question that the server refuses is not asked again', async () => {
  const questions = lostFor(1, new PostgresError('no such column', '42703', false));
  await expect(askedAgain(questions).size()).rejects.toThrow('no such column');
  expect(await questions.asked()).toBe(1);
});
