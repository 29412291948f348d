import { type Answer, pathOf, type Question } from './questions.js';

/** Where else an answer can be had. Addresses without a host stay the same behind every name that a server has. */
export interface Links {
  self: string;
  /** The same answer for ever: every clock an instant, the ledger a size. */
  pinned: string;
  /** A signed checkpoint that has all events that the answer rests on. */
  checkpoint: string;
  next?: string;
  csv?: string;
  jsonl?: string;
}

/** @param suffix of the address that was asked, such as `.csv`: the next page and the pinned form come in the same format */
export function linksOf(question: Question, answer: Answer, suffix = '', publicUrl = ''): Links {
  const base = publicUrl.replace(/\/+$/, '');
  const address = (asked: Question, as: string): string => base + pathOf(asked, as);
  const hasTable = answer.table !== undefined;
  return {
    self: address(question, suffix),
    pinned: address(answer.pinned, suffix),
    checkpoint: `${base}/checkpoint?covers=${answer.basis.ledger.size}`,
    ...(answer.next === undefined ? {} : { next: address(answer.next, suffix) }),
    ...(hasTable ? { csv: address(question, '.csv'), jsonl: address(question, '.jsonl') } : {}),
  };
}
