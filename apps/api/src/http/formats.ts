import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** What an answer can be represented as. */
export const FORMATS = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  feed: 'application/feed+json; charset=utf-8',
} as const;
export type Format = keyof typeof FORMATS;

/** A format, and whether the address named it (`/timeline.csv`) or the Accept header did. */
export interface Wanted {
  format: Format;
  bySuffix: boolean;
}

/**
 * The format that a request wants: its suffix decides, then the Accept header (RFC 9110 §12.5.1), then `offered` in their order.
 * @throws Problem unknown-route for a suffix that is not offered, not-acceptable where Accept rules out all that are
 */
export function formatWanted(request: FastifyRequest, offered: readonly Format[]): Wanted {
  const { format: suffix } = request.params as { format?: string };
  if (suffix !== undefined) {
    const named = offered.find((format) => format === suffix);
    if (named === undefined) throw new Problem('unknown-route', `this comes as ${offered.map((format) => `.${format}`).join(', ')}, not as .${suffix}`);
    return { format: named, bySuffix: true };
  }
  const accept = request.headers.accept ?? '*/*';
  const [best] = offered.map((format) => ({ format, quality: qualityOf(mediaType(format), accept) })).sort((a, b) => b.quality - a.quality);
  if (best === undefined || best.quality === 0) throw new Problem('not-acceptable', `${accept} is none of ${offered.map(mediaType).join(', ')}`);
  return { format: best.format, bySuffix: false };
}

export function mediaType(format: Format): string {
  return FORMATS[format].split(';')[0] ?? '';
}

/** The weight that an Accept header gives to a media type: that of its most specific range. */
function qualityOf(type: string, accept: string): number {
  const ranges = accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(/\s*;\s*/);
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return { range, quality: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
  });
  const specific = [type, `${type.split('/')[0]}/*`, '*/*'];
  for (const wanted of specific) {
    const found = ranges.find(({ range }) => range === wanted);
    if (found !== undefined) return found.quality;
  }
  return 0;
}

/** The two addresses of an answer: plain, and with the format as a suffix. */
export function withSuffix(path: string): string[] {
  return [path, `${path}.:format`];
}
