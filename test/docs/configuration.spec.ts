import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readSettings, settingsSchema } from '#libs/application';

const PROSE = new URL('../../docs/configuration.md', import.meta.url);

/** The row that the document must have for a setting: name, default, meaning. */
function rowOf([name, setting]: [string, (typeof settingsSchema.shape)[keyof typeof settingsSchema.shape]]): string {
  const defaults: Record<string, unknown> = readSettings({});
  const value = defaults[name];
  return `| \`${name}\` | ${value === undefined ? '–' : `\`${String(value)}\``} | ${setting.description} |`;
}

describe('docs/configuration.md', () => {
  it('lists every setting, its default and its meaning, and no other', async () => {
    const rows = (await readFile(PROSE, 'utf8')).split('\n').filter((line) => line.startsWith('| `PARLEY_'));
    expect(rows).toEqual(Object.entries(settingsSchema.shape).map(rowOf));
  });
});
