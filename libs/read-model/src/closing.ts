import { readFile, rm, stat, writeFile } from 'node:fs/promises';

/** Beside the index while nobody has it open: what the file was like when it was closed in good order. */
const NOTE = '-closed';

/** Notes that the index was closed, its pages being sound. */
export async function noteClosing(path: string): Promise<void> {
  await writeFile(path + NOTE, await stateOf(path));
}

/** Whether the file is as it was closed, untouched since. The note is taken away: whoever ends without closing leaves none. */
export async function wasClosed(path: string): Promise<boolean> {
  const noted = await readFile(path + NOTE, 'utf8').catch(() => undefined);
  await rm(path + NOTE, { force: true });
  return noted !== undefined && noted === (await stateOf(path).catch(() => undefined));
}

async function stateOf(path: string): Promise<string> {
  const { size, mtimeNs } = await stat(path, { bigint: true });
  return `${size} ${mtimeNs}\n`;
}
