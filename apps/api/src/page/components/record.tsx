import type { RecordView } from '../view/record.js';
import { Ballots } from './ballots.js';
import { Deadlines } from './deadlines.js';
import { Figures } from './figures.js';

/** All that is recorded beside the notices. */
export function Record({ deadlines, ballots, figures }: RecordView) {
  return (
    <div class="page">
      <Deadlines {...deadlines} />
      <Ballots {...ballots} />
      <Figures {...figures} />
    </div>
  );
}
