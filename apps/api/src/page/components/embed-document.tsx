import type { EmbedView } from '../view/embed.js';
import { words } from '../words/en.js';
import { Embedded } from './embedded.js';

/** The whole document of a frame. Search engines are to find the page, not this. */
export function EmbedDocument({ view, styleSheet }: { view: EmbedView; styleSheet: string }) {
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{view.title}</title>
        <link rel="stylesheet" href={styleSheet} />
        <link rel="icon" href="data:," />
      </head>
      <body><Embedded view={view} /></body>
    </html>
  );
}
