import type { CiteView } from '../view/cite.js';
import { words } from '../words/en.js';

/** How to cite what is shown. Copying needs the script; all else is there without it. */
export function Cite({ work, text, files }: CiteView) {
  return (
    <details class="cite" id="cite">
      <summary class="button">{words.cite.open}</summary>
      <div class="cite__body">
        <dl class="stack">
          <div>
            <dt>{words.cite.sentence}</dt>
            <dd><blockquote class="quote" id="cite-sentence"><bdi>{work.abstract}</bdi></blockquote></dd>
          </div>
          <div>
            <dt>{words.cite.link}</dt>
            <dd class="cite__link"><a id="cite-link" href={work.url}>{work.url}</a></dd>
          </div>
          <div>
            <dt>{words.cite.citation}</dt>
            <dd id="cite-text"><bdi>{text}</bdi></dd>
          </div>
        </dl>
        <p class="row needs-script on-screen">
          <button type="button" class="button--main" data-copy="cite-sentence cite-link">{words.cite.copySentence}</button>
          <button type="button" data-copy="cite-link">{words.cite.copyLink}</button>
          <button type="button" data-copy="cite-text">{words.cite.copyText}</button>
          <span class="note" role="status"></span>
        </p>
        <ul class="links on-screen" aria-label={words.cite.save}>{files.map((file) => <li key={file.href}><a href={file.href} download>{file.text}</a></li>)}</ul>
        <p class="note">{words.cite.note}</p>
      </div>
    </details>
  );
}
