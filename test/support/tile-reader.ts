import { type Hash, HASH_BYTES, nodeHash } from '../../libs/proof/src/merkle.js';
import { levelBelow, type NodeAt } from '../../libs/proof/src/nodes.js';
import type { NodeReader } from '../../libs/proof/src/proofs.js';
import { TILE_WIDTH, type TileAt } from '../../libs/proof/src/tiles.js';

/** Levels of the tree between two levels of tiles. */
const TILE_HEIGHT = 8;

/** All tiles of hashes in a tree of `size` leaves; the last of each level may be partial. */
export function tilesOf(size: number): TileAt[] {
  const tiles: TileAt[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < hashes; index += 1) tiles.push({ level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) });
  }
  return tiles;
}

/** The tile that a node's hash is in, or is computed from, in a tree of `size` leaves. */
function tileWith(node: NodeAt, size: number): TileAt {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const index = Math.floor(firstIn(node) / TILE_WIDTH);
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
}

/**
 * Reads nodes out of tiles, which somebody who holds no tree fetches: what lies between the levels of tiles is hashed.
 * @param bytesOf a tile's hashes one after another, 32 bytes each; throws where there is none
 */
export function nodesFromTiles(size: number, bytesOf: (tile: TileAt) => Uint8Array): NodeReader {
  return (nodes) =>
    nodes.map((node) => {
      const bytes = Buffer.from(bytesOf(tileWith(node, size)));
      const first = firstIn(node) % TILE_WIDTH;
      const width = 2 ** (node.level % TILE_HEIGHT);
      return foldPerfect(Array.from({ length: width }, (_, at) => bytes.subarray((first + at) * HASH_BYTES, (first + at + 1) * HASH_BYTES)));
    });
}

/** The position, in its tile's level, of the first hash below a node. */
function firstIn(node: NodeAt): number {
  return node.index * 2 ** (node.level % TILE_HEIGHT);
}

/** The root over 2^n hashes. */
function foldPerfect(hashes: Hash[]): Hash {
  let row = hashes;
  for (let height = levelBelow(hashes.length); height > 0; height -= 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at]!, row[2 * at + 1]!));
  }
  return row[0]!;
}
