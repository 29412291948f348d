// node scripts/verifier.mjs FILE: builds the program that checks bundles into one file without dependencies: from the same sources, the same bytes on every machine.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Modules of the libs do nothing by being loaded: those of which nothing is used are left out, with what they import. */
const pureLibs = {
  name: 'pure-libs',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(#libs\/|\.)/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'resolved' || !from.importer.includes('/libs/') && !path.startsWith('#libs/')) return undefined;
      const found = await resolve(path, { ...from, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

await build({
  absWorkingDir: dirname(dirname(fileURLToPath(import.meta.url))),
  entryPoints: ['apps/verify/src/main.ts'],
  outfile: process.argv[2],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  conditions: ['source'],
  minify: true,
  legalComments: 'none',
  plugins: [pureLibs],
  logLevel: 'warning',
  tsconfigRaw: { compilerOptions: { target: 'es2022' } },
});
