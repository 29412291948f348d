import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { BadKey, type KeyUse, parseSigningKey, parseVerifierKey, type SigningKey, signingKeyText, type VerifierKey, verifierKeyText } from '#libs/proof';
import { SettingsError } from '../settings.js';

/** The keys of a log, or of a witness. All have one name: of a log its origin, for ever. */
export interface KeyRing {
  /** At least one; each signs. The newest is the last. */
  signing: readonly SigningKey[];
  /** Those that signed before, and are needed to believe what they signed. */
  retired: readonly VerifierKey[];
}

/** The verifier keys of all that ever signed, oldest first. */
export function verifiersOf({ signing, retired }: KeyRing): string[] {
  return [...retired, ...signing].map(verifierKeyText);
}

/**
 * Reads a file that nobody but its owner can read: a key a line, signing keys with their secret, retired ones without.
 *
 * @returns the keys, or undefined where there is no such file
 * @throws SettingsError where the file can't be used, saying what to do
 */
export async function readKeyFile(path: string, use: KeyUse = 'log'): Promise<KeyRing | undefined> {
  const text = await textOf(path);
  if (text === undefined) return undefined;
  const [secret, published] = [[] as string[], [] as string[]];
  for (const line of text.split('\n')) if (line !== '') (line.startsWith('PRIVATE+') ? secret : published).push(line);
  const signing = secret.map((line) => keyOf(line, parseSigningKey, path));
  const retired = published.map((line) => keyOf(line, parseVerifierKey, path));
  const [first] = signing;
  if (first === undefined) throw new SettingsError([`${path} holds no signing key: put the right file back`]);
  const other = [...signing, ...retired].find((key) => key.name !== first.name || key.use !== use);
  if (other !== undefined) throw new SettingsError([`${path} holds a ${other.use} key of ${other.name}, not only ${use} keys of ${first.name}: put the right file back`]);
  return { signing, retired };
}

/**
 * Writes the file anew, whole or not at all.
 * @param isNew refuse where there is one already
 * @returns false where there is
 */
export async function writeKeyFile(path: string, { signing, retired }: KeyRing, { isNew }: { isNew: boolean }): Promise<boolean> {
  const written = `${path}.${process.pid}.new`;
  const file = await open(written, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile([...retired.map(verifierKeyText), ...signing.map(signingKeyText)].map((line) => `${line}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  if (!isNew) {
    await rename(written, path);
    return true;
  }
  try {
    await link(written, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await unlink(written);
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(path);
    const open = process.platform === 'win32' ? 0 : mode & 0o077;
    if (open !== 0) throw new SettingsError([`${path} can be read by others (mode ${(mode & 0o777).toString(8)}): whoever reads it can sign in its owner's name. chmod 600 it; if others may have seen it, change it (a ledger's: parley keys rotate).`]);
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([`the signing key ${path} can't be read: ${(error as Error).message}`]);
  }
}

function keyOf<Key>(line: string, parse: (line: string) => Key, path: string): Key {
  try {
    return parse(line);
  } catch (error) {
    if (!(error instanceof BadKey)) throw error;
    throw new SettingsError([`${path} is no file of signing keys: ${error.message}. Put the right file back.`]);
  }
}
