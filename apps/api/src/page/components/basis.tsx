import type { BasisView } from '../view/basis.js';
import { words } from '../words/en.js';

/** Below a view: what it rests on, where it is found for ever, and the same as data. */
export function Basis({ text, pinned, twins }: BasisView) {
  return (
    <footer class="foot">
      <p class="note"><bdi>{text}</bdi></p>
      <ul class="links on-screen"><li><a href={pinned}>{words.cite.link}</a></li><li><a href={twins.json}>{words.record.json}</a></li><li><a href={twins.csv}>{words.record.csv}</a></li></ul>
    </footer>
  );
}
