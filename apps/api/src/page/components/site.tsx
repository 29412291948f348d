import { words } from '../words/en.js';

/** The head of every page: the name, and where else to go. */
export function Site({ here }: { here?: string | undefined }) {
  return (
    <header class="site">
      <div class="page">
        <a class="site__name" href="/">{words.site.name}</a>
        <span class="muted tablet-up">{words.site.subtitle}</span>
        <nav aria-label={words.site.navigation}>
          <ul>
            <li><a href="/" aria-current={here === 'list' ? 'page' : undefined}>{words.site.negotiations}</a></li>
            <li><a href="/docs">{words.site.api}</a></li>
          </ul>
        </nav>
      </div>
    </header>
  );
}
