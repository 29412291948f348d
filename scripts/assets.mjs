// Bundles what browsers load: one script, the style sheets of pages and of embeds, an icon and the fonts of pictures, in `dist/assets`. A few milliseconds, so that it is done before every test run too.
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGE = join(root, 'apps', 'api', 'src', 'page');
const ENTRIES = { 'page.js': join(PAGE, 'client', 'main.tsx'), 'page.css': join(PAGE, 'style', 'page.css'), 'embed.css': join(PAGE, 'style', 'embed.css') };

export function buildAssets() {
  const folder = join(root, 'dist', 'assets');
  mkdirSync(folder, { recursive: true });
  for (const [name, entry] of Object.entries(ENTRIES)) {
    const { outputFiles } = buildSync({
      entryPoints: [entry], bundle: true, minify: true, write: false, outfile: name, format: 'esm', target: ['es2022', 'safari16'],
      jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none', tsconfigRaw: {}, logLevel: 'warning',
    });
    writeFileSync(join(folder, name), outputFiles.find(({ path }) => path.endsWith(name)).contents);
  }
  copyFileSync(join(PAGE, 'icon.svg'), join(folder, 'icon.svg'));
  cpSync(join(PAGE, 'fonts'), join(folder, 'fonts'), { recursive: true });
}

/** For Jest: `globalSetup`. */
export default buildAssets;
