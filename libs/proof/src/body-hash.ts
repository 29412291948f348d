import { createHash } from 'node:crypto';

/** The hash by which an event's head names its body: SHA-256 of the body's text in UTF-8, in hex. */
export function bodyHashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** What is wrong with a body that is not the one that its head names; one that was removed may have been any. */
export function wrongBody({ bodyHash }: { bodyHash?: unknown }, body: string | null): string | undefined {
  return body === null || bodyHashOf(body) === bodyHash ? undefined : 'its body is not the one that its head names';
}
