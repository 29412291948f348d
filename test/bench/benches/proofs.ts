import { join } from 'node:path';
import { createLedgerTree } from '../../../libs/application/src/notary/ledger-tree.js';
import { emptyTree, grow, leafHash } from '../../../libs/proof/src/index.js';
import { migrate, openReader, openWriter } from '../../../libs/read-model/src/database.js';
import { keepNodes } from '../../../libs/read-model/src/models/tree-nodes.js';
import { createReadModel } from '../../../libs/read-model/src/reader.js';
import { sqlOf } from '../../../libs/read-model/src/sql.js';
import { randomOf } from '../../support/random.js';
import { realisticSteps } from '../../support/realistic.js';
import { eventsOf, SEED, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns, timed } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { writeRate } from '../support/writer.js';

const LEAVES = 1_000_000;
const PROOFS = 20_000;
const WRITTEN = 3_000;

const commands = [...realisticSteps(shape('talks', 2 * WRITTEN))].map(({ command }) => command);
const heads = eventsOf(shape('talks', WRITTEN)).map(({ head }) => head);

await inFolder(async (folder) => {
  const path = join(folder, 'index.db');
  const writer = await openWriter(path);
  await migrate(writer);
  const sql = sqlOf(writer);
  let tree = emptyTree();

  /** Hashes heads into the tree and keeps the nodes. Microseconds for each. */
  async function keep(from: readonly string[], count: number): Promise<number> {
    const taken = await timed(() => sql.transaction(() => {
      for (let at = 0; at < count; at += 1) {
        const grown = grow(tree, leafHash(from[at % from.length]!));
        keepNodes(sql, tree.size, grown.completed);
        tree = grown.tree;
      }
    }));
    return (taken / count) * 1_000;
  }

  for (let kept = 0; kept < LEAVES; kept += 50_000) await keep(heads, 50_000);
  const readModel = createReadModel(sqlOf(await openReader(path)), async () => undefined);
  const log = { read: () => Promise.reject(new Error('proofs read no events')) };
  const { inclusion, consistency, rootAt } = createLedgerTree(log, { nodes: (nodes) => readModel.nodes(nodes), position: async () => ({ seq: LEAVES, root: '' }) }, () => undefined);

  /** Microseconds for one, asked at random places. */
  async function perProof(prove: (at: number) => Promise<unknown>): Promise<number> {
    const random = randomOf(SEED);
    const places = Array.from({ length: PROOFS }, () => random.upTo(LEAVES));
    return (await timed(async () => {
      for (const at of places) await prove(at);
    }) / PROOFS) * 1_000;
  }

  const figures = await inTurns([
    { name: 'inclusion', run: () => perProof((at) => inclusion(at, LEAVES)) },
    { name: 'consistency', run: () => perProof((at) => consistency(at + 1, LEAVES)) },
    { name: 'root', run: () => perProof((at) => rootAt(at)) },
    { name: 'nodes of one event', run: () => keep(heads, WRITTEN) },
    { name: 'one fact at a time', run: () => inFolder(async (other) => 1_000_000 / (await writeRate(other, commands, { writers: 1, warmUp: WRITTEN }))) },
  ]);
  report({ bar: 11, what: 'inclusion proof at 1,000,000 leaves', unit: 'µs', ours: figures['inclusion']!, asked: { atMost: 100 } });
  report({ bar: 11, what: 'consistency proof at 1,000,000 leaves', unit: 'µs', ours: figures['consistency']!, asked: { atMost: 100 } });
  report({ bar: 11, what: 'root at any size below', unit: 'µs', ours: figures['root']! });
  report({ bar: 11, what: 'hashing an event into the tree and keeping its nodes', unit: 'µs', ours: figures['nodes of one event']! });
  report({ bar: 11, what: 'the same, as a part of one durable fact', unit: '%', ours: (figures['nodes of one event']! / figures['one fact at a time']!) * 100, asked: { atMost: 10 } });
  await readModel.close();
  await writer.destroy();
});
