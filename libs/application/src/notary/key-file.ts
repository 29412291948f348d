import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { isBadKey, type KeyUse, parseSigningKey, type SigningKey, signingKeyText } from '#libs/proof';
import { SettingsError } from '../settings.js';

/**
 * The keys of a log, or of a witness, one a line in a file that nobody but its owner can read. The newest is the last; as long as an older one is there, each
 * signs. All have one name: of a log its origin, for ever.
 *
 * @returns the keys, or undefined where there is no such file
 * @throws SettingsError where the file can't be used, saying what to do
 */
export async function readKeyFile(path: string, use: KeyUse = 'log'): Promise<SigningKey[] | undefined> {
  const text = await textOf(path);
  if (text === undefined) return undefined;
  const keys = text.split('\n').filter((line) => line !== '').map((line) => keyOf(line, path));
  if (keys.length === 0) throw new SettingsError([`${path} holds no key: put the right file back`]);
  const other = keys.find((key) => key.name !== keys[0]!.name || key.use !== use);
  if (other !== undefined) throw new SettingsError([`${path} holds a ${other.use} key of ${other.name}, not only ${use} keys of ${keys[0]!.name}: put the right file back`]);
  return keys;
}

/**
 * Writes the file anew, whole or not at all.
 * @param isNew refuse where there is one already
 * @returns false where there is
 */
export async function writeKeyFile(path: string, keys: readonly SigningKey[], { isNew }: { isNew: boolean }): Promise<boolean> {
  const written = `${path}.${process.pid}.new`;
  const file = await open(written, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(keys.map((key) => `${signingKeyText(key)}\n`).join(''));
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

function keyOf(line: string, path: string): SigningKey {
  try {
    return parseSigningKey(line);
  } catch (error) {
    if (!isBadKey(error)) throw error;
    throw new SettingsError([`${path} is no file of signing keys: ${error.message}. Put the right file back.`]);
  }
}
