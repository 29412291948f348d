import type { NodeAt } from './nodes.js';

/**
 * The tree as C2SP tlog-tiles publishes it: a tile is up to 256 neighbouring hashes of one level of every eight, 32 bytes each. Level 0 are the leaves' hashes,
 * level 1 the roots of full tiles of level 0, and so on.
 */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Where a tile stands. A bundle of entries lies as a tile of level 0 does. */
export interface TileAt {
  level: number | 'entries';
  index: number;
  /** How many it holds: 256, or fewer at the right edge. */
  width: number;
}

/** `tile/0/x001/x234/067`, or of one not full, `tile/0/x001/x234/067.p/12`. */
export function tilePath({ level, index, width }: TileAt): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g)!;
  const number = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${number}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** The tile of a path as `tilePath` writes it; undefined for any other text, such as one with digits too many. */
export function parseTilePath(path: string): TileAt | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const tile: TileAt = {
    level: match[1] === 'entries' ? 'entries' : Number(match[1]),
    index: Number(match[2]!.replaceAll(/[x/]/g, '')),
    width: match[3] === undefined ? TILE_WIDTH : Number(match[3]),
  };
  const isTile = (tile.level === 'entries' || tile.level < 64) && Number.isSafeInteger(tile.index) && tile.width > 0 && tile.width <= TILE_WIDTH;
  return isTile && tilePath(tile) === path ? tile : undefined;
}

/** Whether the tree of `size` leaves has this tile: full ones, and the partial one at the right edge with any number of what it holds. */
export function hasTile(size: number, { level, index, width }: TileAt): boolean {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return index * TILE_WIDTH + width <= hashes;
}

/** The nodes whose hashes a tile holds, from left to right. */
export function nodesOfTile({ level, index, width }: TileAt): NodeAt[] {
  return Array.from({ length: width }, (_, at) => ({ level: level === 'entries' ? 0 : level * TILE_HEIGHT, index: index * TILE_WIDTH + at }));
}
