import type { ComponentChild } from 'preact';
import type { Place } from '../view/explain.js';
import type { RecordView } from '../view/record.js';
import { Ballots } from './ballots.js';
import { Deadlines } from './deadlines.js';
import { Figures } from './figures.js';

/** All that is recorded beside the notices. @param whyAt the explanation of a value of that part, where one is asked for */
export function Record({ deadlines, ballots, figures, whyAt }: RecordView & { whyAt: (place: Place) => ComponentChild }) {
  return (
    <div class="page">
      <Deadlines {...deadlines}>{whyAt('deadlines')}</Deadlines>
      <Ballots {...ballots}>{whyAt('ballots')}</Ballots>
      <Figures {...figures}>{whyAt('figures')}</Figures>
    </div>
  );
}
