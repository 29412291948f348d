/** Names of the files in a bundle, in the order in which they stand. */
export const FILES = {
  readme: 'README.txt',
  manifest: 'bundle.json',
  verifier: 'verify.mjs',
  policy: 'policy',
  checkpoint: 'checkpoint',
  consistency: 'consistency.json',
  checkpoints: 'checkpoints.jsonl',
  redactions: 'redactions',
  events: 'events.jsonl',
  dataPackage: 'datapackage.json',
  checksums: 'SHA256SUMS',
} as const;

/** The proof that an event was redacted. */
export function redactionPath(seq: number): string {
  return `${FILES.redactions}/${seq}.tlog-proof`;
}

/**
 * The folder of a negotiation. Ids are told apart by case, and some names are devices to some systems: what is not safe everywhere is written as its bytes in hex
 * behind a percent sign.
 */
export function folderOf(negotiation: string): string {
  const escaped = negotiation.replace(/[^a-z0-9._-]|^\.|\.$/gu, hex).replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/, (name) => hex(name[0]!) + name.slice(1));
  return `negotiations/${escaped}`;
}

function hex(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
