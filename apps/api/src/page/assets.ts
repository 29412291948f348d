import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file that browsers load. Its name says what is in it, so that it may be kept for ever. */
export interface Asset {
  path: string;
  type: string;
  bytes: Buffer;
}

const TYPES = { 'page.js': 'text/javascript; charset=utf-8', 'page.css': 'text/css; charset=utf-8', 'embed.css': 'text/css; charset=utf-8', 'icon.svg': 'image/svg+xml' } as const;
export type AssetName = keyof typeof TYPES;
export type Assets = Readonly<Record<AssetName, Asset>>;

export const ASSETS = Symbol('assets');

/** The script, the style sheets and the icon, as bundled into `dist/assets`. @throws Error where they were not built */
export function readAssets(): Assets {
  const folder = assetsFolder();
  const read = (name: AssetName): Asset => {
    const bytes = readFileSync(join(folder, name));
    const [stem, ending] = name.split('.');
    return { path: `/assets/${stem}.${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${ending}`, type: TYPES[name], bytes };
  };
  return { 'page.js': read('page.js'), 'page.css': read('page.css'), 'embed.css': read('embed.css'), 'icon.svg': read('icon.svg') };
}

/** Where the bundled files lie: in `dist`, above this file where it is built, beside its root where it is not. @throws Error where they were not built */
export function assetsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const found of [join(folder, 'assets'), join(folder, 'dist', 'assets')]) if (existsSync(join(found, 'page.js'))) return found;
    if (folder === dirname(folder)) throw new Error('the files of the page are missing: run "npm run build"');
  }
}
