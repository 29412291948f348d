import type { z } from 'zod';
import { BadKey, parseVerifierKey, type VerifierKey, verifierKeyText } from '#libs/proof';

/** A witness that this server sends its checkpoints to. */
export interface KnownWitness {
  /** Without a slash at the end; the requests of C2SP tlog-witness are below it. */
  url: string;
  key: VerifierKey;
}

/** Reads a setting of the form `URL KEY URL KEY …`. */
export function readWitnesses(text: string, context: z.RefinementCtx): KnownWitness[] {
  const words = text.trim().split(/\s+/);
  const witnesses: KnownWitness[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [url = '', key = ''] = words.slice(at, at + 2);
    const problem = problemOf(url, key) ?? (witnesses.some((other) => verifierKeyText(other.key) === key) ? `the witness ${key} stands there twice` : undefined);
    if (problem === undefined) witnesses.push({ url: url.replace(/\/+$/, ''), key: parseVerifierKey(key) });
    else context.addIssue({ code: 'custom', message: `${problem}; write of each witness its address and then its verifier key, as parley witness prints them when it starts` });
  }
  return witnesses;
}

function problemOf(url: string, key: string): string | undefined {
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) return `${url} is no http or https address`;
  try {
    return parseVerifierKey(key).use === 'witness' ? undefined : `${key} is the key of a log, not of a witness`;
  } catch (error) {
    if (!(error instanceof BadKey)) throw error;
    return `after ${url} there is no key of a witness: ${error.message}`;
  }
}
