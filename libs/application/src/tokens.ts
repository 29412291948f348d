import { createHash, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** A bearer token as it is kept: never in clear. */
const tokenFile = z.array(z.strictObject({ name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), createdAt: z.string() }));

/** Who may write. Tokens are random 256-bit values, so a plain hash of them can't be reversed or guessed. */
export interface TokenStore {
  /** Makes a token for a name (its earlier ones stay valid) and returns it; it can't be read again. */
  create(name: string): Promise<string>;
  /** The name behind a token, or undefined. */
  nameOf(token: string): Promise<string | undefined>;
  list(): Promise<{ name: string; createdAt: string }[]>;
  /** Makes all tokens of a name invalid; the number of them. */
  revoke(name: string): Promise<number>;
}

/**
 * Tokens in a JSON file (mode 600), read at every use so that one made by another process counts at once.
 * @param random gives 32 random bytes
 * @param now RFC 3339
 */
export function fileTokens(path: string, random: () => Buffer, now: () => string): TokenStore {
  const read = async (): Promise<z.output<typeof tokenFile>> => {
    try {
      return tokenFile.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new Error(`${path} is not a file of tokens: ${(error as Error).message}`, { cause: error });
    }
  };
  const write = async (tokens: z.output<typeof tokenFile>): Promise<void> => {
    const next = `${path}.${process.pid}.new`;
    await writeFile(next, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
    await chmod(next, 0o600);
    await rename(next, path);
  };
  return {
    async create(name) {
      if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u.test(name)) throw new RangeError('a token is named by 1 to 64 letters, digits, spaces or . _ @ -');
      const token = `parley_${random().toString('base64url')}`;
      await write([...(await read()), { name, sha256: hash(token), createdAt: now() }]);
      return token;
    },
    async nameOf(token) {
      const given = Buffer.from(hash(token), 'hex');
      return (await read()).find(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'hex'), given))?.name;
    },
    async list() {
      return (await read()).map(({ name, createdAt }) => ({ name, createdAt }));
    },
    async revoke(name) {
      const tokens = await read();
      const kept = tokens.filter((token) => token.name !== name);
      if (kept.length < tokens.length) await write(kept);
      return tokens.length - kept.length;
    },
  };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
