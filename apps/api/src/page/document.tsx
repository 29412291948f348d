import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Assets } from './assets.js';
import { Foot } from './components/foot.js';
import { Patterns } from './components/patterns.js';
import { Site } from './components/site.js';
import { words } from './words/en.js';

/** What the head of a page says. */
export interface DocumentHead {
  title: string;
  description: string;
  /** Which entry of the site's navigation this page is. */
  here?: 'list' | 'negotiation' | 'audit';
  /** Addresses of the same view in other forms (RFC 8288): "alternate", "canonical", … */
  links?: readonly { rel: string; href: string; type?: string; title?: string }[];
  /** What is told once above the page. */
  notice?: string | undefined;
  /** Where the browser gets the same view as JSON, to go on from there; absent: the page stands still. */
  view?: string;
}

/** A whole HTML document. It runs no inline script and has no inline style. */
export function renderDocument(head: DocumentHead, content: ComponentChildren, assets: Assets): string {
  const page = (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        <meta name="description" content={head.description} />
        <link rel="stylesheet" href={assets['page.css'].path} />
        <link rel="icon" type="image/svg+xml" href={assets['icon.svg'].path} />
        {head.links?.map((link) => <link key={link.rel + link.href} {...link} />)}
        <script type="module" src={assets['page.js'].path}></script>
      </head>
      <body>
        <a class="skip" href="#main">{words.site.skip}</a>
        <Patterns />
        <Site here={head.here} />
        {head.notice === undefined ? null : <p class="receipt" role="status"><span class="page">{head.notice}</span></p>}
        <main id="main" data-view={head.view}>{content}</main>
        <Foot />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}
