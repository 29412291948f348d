import { describe, expect, it } from '@jest/globals';
import { createKeptAnswers, type Representation } from './kept-answers.js';

const answer = (text: string): Representation => ({ bytes: Buffer.from(text), etag: `"${text}"`, link: '', cacheControl: '', fileName: '' });

describe('kept answers', () => {
  it('are given again while the ledger has the same root, and no longer', () => {
    const kept = createKeptAnswers();
    kept.keep('/a', '7', answer('one'));
    expect([kept.get('/a', '7'), kept.get('/b', '7')]).toEqual([answer('one'), undefined]);
    expect([kept.get('/a', '8'), kept.get('/a', '7')]).toEqual([undefined, undefined]);
  });

  it('make room for newer ones, oldest first; one that is too large is not kept', () => {
    const kept = createKeptAnswers(10);
    for (const key of ['/a', '/b', '/c']) kept.keep(key, '1', answer(`four${key}`.slice(0, 4)));
    expect(['/a', '/b', '/c'].map((key) => kept.get(key, '1') !== undefined)).toEqual([false, true, true]);
    kept.keep('/d', '1', answer('x'.repeat(11)));
    expect(['/b', '/d'].map((key) => kept.get(key, '1') !== undefined)).toEqual([true, false]);
  });
});
