/** How to check the bundle, for whoever opens it. */
export function readmeText({ size, at }: { size: number; at: string | null }): string {
  return `${[
    `A Parley ledger of ${size} events${at === null ? '' : `, the last recorded at ${at}`}, to be checked without the server it came from.`,
    '1. Check everything, with Node.js 20.15 or newer: node verify.mjs (in this folder), or node verify.mjs BUNDLE.zip. It asks no network.',
    '   Exit code 0: nothing was altered. 1: it names the first event, total or file that differs. 2: it could not begin.',
    '2. Whose record is it? Compare the key in "policy" with the one that the publisher prints, or give that one: node verify.mjs --key KEY.',
    '   Whoever alters the record and signs it with another key is found by that comparison alone. Best run a verify.mjs that you got elsewhere.',
    '3. Keep "checkpoint". Any later bundle of the same ledger must begin with these events: node verify.mjs LATER.zip --checkpoint FILE.',
    'events.jsonl: every event, head and body as recorded; body null where it was redacted. tile/entries: the heads as C2SP tlog-tiles has them.',
    'negotiations/*/: facts.csv, facts.jsonl (exact), reconciliation.csv, reconciliation.json, totals.json, as of the last event on all clocks.',
    'datapackage.json: what each column means (Data Package v2). Empty cells: not recorded. Cells that a spreadsheet would run begin with \'.',
    'Without Node.js: sha256sum -c SHA256SUMS finds damage, though not a forger; checkpoint and entries are C2SP tlog-checkpoint and tlog-tiles.',
  ].join('\n')}\n`;
}
