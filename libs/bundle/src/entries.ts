import { TILE_WIDTH, tilePath } from '#libs/proof';

/** A file of entries (C2SP tlog-tiles): its place in a bundle, its first event, and how many it holds. */
export interface EntryBundle {
  path: string;
  from: number;
  width: number;
}

/** The bundles of entries of a log of `size` events. */
export function* entryBundles(size: number): Generator<EntryBundle> {
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    yield { path: tilePath({ level: 'entries', index, width }), from: index * TILE_WIDTH, width };
  }
}
