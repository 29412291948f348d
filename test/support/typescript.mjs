/**
 * Runs a program in TypeScript without building it: `node --import ./test/support/typescript.mjs FILE.ts`.
 * Types are stripped as in the tests, and libs are found by their sources.
 */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import jest from '../../jest.config.js';

// Each thread loads this file to register it, and Node once more, in a thread of its own, to ask it.
if (!import.meta.url.endsWith('?hooks')) register(`${import.meta.url}?hooks`);

const [[, options]] = Object.values(jest.transform);

export function resolve(specifier, context, next) {
  const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, { ...context, conditions: ['source', ...context.conditions] });
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...options, filename, swcrc: false });
  return { format: 'module', source: code, shortCircuit: true };
}
