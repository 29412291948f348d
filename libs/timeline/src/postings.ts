import type { Pages } from './pages.js';
import type { Fact } from './records.js';
import { createRows } from './rows.js';

/** The number of a list. */
export type List = number;

/** Lists of facts, each in the order in which they came; a fact may come twice. */
export interface Postings {
  list(): List;
  add(list: List, fact: Fact): void;
  size(list: List): number;
  /** What is added meanwhile comes, too. */
  each(list: List): Iterator<Fact, undefined> & Iterable<Fact>;
}

const LIST = { words: 2, first: 0, last: 1, size: 2 };
const POSTING = { words: 1, fact: 0, next: 1 };

/** Linked, for they grow side by side. Numbers of postings count from 1; 0 is none. */
export function createPostings(pages: Pages): Postings {
  const lists = createRows(LIST.words, pages);
  const postings = createRows(POSTING.words, pages);
  return {
    list: lists.add,
    add(list, fact) {
      const number = postings.add() + 1;
      postings.setInteger(number - 1, POSTING.fact, fact);
      const last = lists.integer(list, LIST.last);
      if (last === 0) lists.setInteger(list, LIST.first, number);
      else postings.setInteger(last - 1, POSTING.next, number);
      lists.setInteger(list, LIST.last, number);
      lists.setInteger(list, LIST.size, lists.integer(list, LIST.size) + 1);
    },
    size: (list) => lists.integer(list, LIST.size),
    *each(list) {
      for (let next = lists.integer(list, LIST.first); next !== 0; next = postings.integer(next - 1, POSTING.next)) yield postings.integer(next - 1, POSTING.fact);
      return undefined;
    },
  };
}
