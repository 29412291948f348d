import type { Question } from '#libs/application';
import type { Basis } from '#libs/domain';
import { stillWords as words } from '../words/still.js';
import { sayNumber } from './numbers.js';
import { twinsOf, type Twins } from './twins.js';

/** What a view rests on, and where else it is found. */
export interface BasisView {
  text: string;
  /** For ever. */
  pinned: string;
  twins: Twins;
}

/** @param question whose answer the view shows */
export function basisView({ ledger, conventions }: Basis, pinned: string, question: Question): BasisView {
  return { text: words.audited.basis(sayNumber(ledger.size), ledger.root, conventions.join(', ')), pinned, twins: twinsOf(question) };
}
