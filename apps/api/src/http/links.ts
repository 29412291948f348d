import type { Links } from '#libs/application';

/** One Link header (RFC 8288): `cite-as` (RFC 8574) is the pinned form; a checkpoint is related as its specification names it. */
export function linkHeader({ self, pinned, checkpoint, next, csv, jsonl }: Links): string {
  const links: [string, string, string?][] = [
    [self, 'self'],
    [pinned, 'cite-as'],
    [checkpoint, 'https://c2sp.org/tlog-checkpoint', 'text/plain'],
    ...(next === undefined ? [] : [[next, 'next'] as [string, string]]),
    ...(csv === undefined ? [] : [[csv, 'alternate', 'text/csv'] as [string, string, string]]),
    ...(jsonl === undefined ? [] : [[jsonl, 'alternate', 'application/jsonl'] as [string, string, string]]),
    ['/openapi.json', 'describedby', 'application/vnd.oai.openapi+json'],
  ];
  return links.map(([address, rel, type]) => `<${address}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`).join(', ');
}
