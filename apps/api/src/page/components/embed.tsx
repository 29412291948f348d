import type { EmbedSnippet } from '../view/embed-snippets.js';
import { words } from '../words/en.js';

/** What to paste into an article, ready to copy. */
export function Embed({ snippets }: { snippets: readonly EmbedSnippet[] }) {
  return (
    <details class="cite" id="embed">
      <summary class="button">{words.embed.open}</summary>
      <div class="cite__body">
        <p class="note">{words.embed.note}</p>
        {snippets.map(({ id, name, html }) => (
          <div key={id}>
            <p class="row"><strong>{name}</strong> <button type="button" class="needs-script on-screen" data-copy={id} aria-label={`${words.embed.copy}: ${name}`}>{words.embed.copy}</button> <span class="note" role="status"></span></p>
            <pre class="copied" tabIndex={0} aria-label={name}><code id={id}>{html}</code></pre>
          </div>
        ))}
        <p class="note">{words.embed.follows}</p>
      </div>
    </details>
  );
}
