import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openParley, readSettings, verifierFile } from '../../../libs/application/src/index.js';
import { realisticSteps, type Step } from '../../support/realistic.js';
import { ledgerOf, SEED, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns, timed } from '../support/measure.js';
import { inFolder } from '../support/places.js';

/** In negotiations of a thousand events each, as a docket of many disputes has them. */
const NEGOTIATIONS = Number(process.env['BENCH_BUNDLE_NEGOTIATIONS'] ?? 100);
const EACH = 1_000;

function* steps(): Generator<Step> {
  for (let number = 0; number < NEGOTIATIONS; number += 1) yield* realisticSteps({ ...shape(`talks-${number}`, EACH), seed: SEED + number });
}

/** Has the process say at its end how much memory it took at most, in kB. */
const TELL_MEMORY = 'data:text/javascript,process.on("exit",()=>console.error(`peak ${process.resourceUsage().maxRSS}`))';

async function verifyAlone(bundle: string): Promise<number> {
  const child = spawn(process.execPath, ['--import', TELL_MEMORY, verifierFile(), bundle], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  if (code !== 0) throw new Error(`${out}${err}`);
  return Number(/peak (\d+)/.exec(err)![1]) / 1_024;
}

await inFolder(async (folder) => {
  const ledger = await ledgerOf(`many-${NEGOTIATIONS}-${SEED}`, steps);
  const parley = await openParley(readSettings({ PARLEY_DATA: folder, PARLEY_LOG: `sqlite:${ledger}` }));
  const bundle = join(folder, 'bundle.zip');
  const file = await open(bundle, 'w');
  const exported = await timed(() => parley.writeBundle(file));
  await file.close();
  await parley.close();
  process.stderr.write(`  ${Math.round(exported)} ms to write it, ${Math.round(statSync(bundle).size / 1e6)} MB\n`);
  let peak = 0;
  const { seconds } = await inTurns([
    {
      name: 'seconds',
      run: async () => (await timed(async () => (peak = Math.max(peak, await verifyAlone(bundle))))) / 1_000,
    },
  ]);
  const what = `a bundle of ${(NEGOTIATIONS * EACH).toLocaleString('en')} events in ${NEGOTIATIONS} negotiations, checked by verify.mjs`;
  report({ bar: 12, what, unit: 's', ours: seconds!, asked: { atMost: 10 } });
  report({ bar: 12, what: 'the same, memory at most', unit: 'MB', ours: peak, asked: { atMost: 500 } });
});
