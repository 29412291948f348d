import { stillWords as words } from '../words/still.js';

/** The foot of every page: the same for everybody, so that a page may be kept. */
export function Foot() {
  return (
    <footer class="site-foot on-screen">
      <ul class="links page">
        <li><a href="/sign-in">{words.session.title}</a></li>
        <li><a href="/new">{words.opening.title}</a></li>
        <li><a href="/import">{words.importing.title}</a></li>
      </ul>
    </footer>
  );
}
