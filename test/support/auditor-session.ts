import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parley as cli } from '../../apps/cli/test/run.js';
import { openParley, type Parley, readSettings } from '#libs/application';
import { connecticut, unzip } from './bundles.js';
import { run } from './shell.js';
import { tamperWith } from './tampered.js';

/** A step of the session: what is said of it, the commands as they are typed, and what they print. */
interface Step {
  says: string;
  typed?: string;
  printed?: string;
}

const LATER = {
  op: 'record', id: 'count-of-july-20', fact: 'connecticut-2011.late-count', negotiation: 'connecticut-2011', type: 'notices.issued',
  claims: [{ happened: '2011-07-20', data: { round: 'july', count: '12', what: 'twelve more notices' }, sources: [] }],
} as const;
const DEARER = `UPDATE bodies SET body = replace(body, '"wording":"12"', '"wording":"21"')`;

/** An auditor's whole session, run: on a ledger whose key, salts and times are always the same, so that it prints the same. */
export async function auditorSession(): Promise<Step[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-auditor-'));
  try {
    return await sessionIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sessionIn(folder: string): Promise<Step[]> {
  const at = (name: string): string => join(folder, name);
  const newsroom = keeper(at('ledger'));
  const steps: Step[] = [];

  /** Runs what is typed: `> FILE` keeps the output, `$KEY` is the key; paths are those of the folder. */
  async function step(says: string, ...typed: string[]): Promise<void> {
    const printed: string[] = [];
    for (const line of typed) printed.push(...(await ran(line)));
    steps.push({ says, typed: typed.join('\n'), printed: printed.join('') });
  }
  let key = '';
  async function ran(line: string): Promise<string[]> {
    const [command = '', kept] = line.split(' > ');
    const words = command.replace('"$KEY"', key).split(' ').slice(1).map((word) => (/^(kept|\S+\.(zip|mjs|tlog-proof)|home\/\S+)$/.test(word) ? at(word) : word));
    const { code, out, err } = command.startsWith('node ') ? await run(process.execPath, words, {}) : await cli(words, { env: { PARLEY_DATA: at('ledger'), NO_COLOR: '1' } });
    if (kept !== undefined) writeFileSync(at(kept), out);
    const shown = (kept === undefined ? out + err : err).replaceAll(`${folder}/`, '');
    return [shown, ...(code === 0 ? [] : [`(exit code ${code})\n`])];
  }

  await newsroom(async (record) => {
    await record.importCase(connecticut(), 'archivist');
    key = record.notary.keys()[0]!;
  });
  await step('A newsroom keeps the record. On the first day the auditor writes its key down, and compares it with the one that the newsroom prints.', 'parley keys list');
  await step('She takes a checkpoint: a few lines of text, signed, that stand for every event so far. Nobody can take it back.', 'parley checkpoint', 'parley checkpoint > kept');
  copyFileSync(at('ledger/ledger.db'), at('backup.db'));
  await newsroom((record) => record.submit([LATER as never], 'archivist'));
  await step('Weeks later the record has grown. She takes all of it home. Does it begin with what she was shown then? The same file answers, without the newsroom\'s server.',
    'parley export --bundle later.zip', 'parley verify later.zip --key "$KEY" --checkpoint kept');
  unzip(at('later.zip'), at('home'));
  await step('At home there is no Parley. The bundle, unzipped to `home`, brings its own verifier.', 'node home/verify.mjs --key "$KEY" --checkpoint kept');
  await step('One fact is in dispute. A proof of it fits into a mail.', 'parley proof connecticut-2011.late-count > count.tlog-proof', 'parley verify proof count.tlog-proof --key "$KEY"');
  copyFileSync(at('ledger/ledger.db'), at('right.db'));
  tamperWith(at('ledger/ledger.db'), DEARER);
  steps.push({ says: 'One night somebody who can write to the ledger\'s file makes 12 notices 21, past all triggers:', typed: `sqlite3 ledger/ledger.db "… ${DEARER}"`, printed: '' });
  await step('The ledger no longer agrees with itself.', 'parley verify');
  copyFileSync(at('backup.db'), at('ledger/ledger.db'));
  for (const name of ['ledger.db-wal', 'ledger.db-shm', 'index.db', 'index.db-wal', 'index.db-shm']) rmSync(at(`ledger/${name}`), { force: true });
  await step('The newsroom restores a backup, `cp backup.db ledger/ledger.db`, and goes on as if nothing had been. But the backup is older than what was signed, and the signer refuses to tell a second story.',
    'parley facts retract connecticut-2011.N8 --reason mistyped --id slip');
  copyFileSync(at('right.db'), at('ledger/ledger.db'));
  for (const name of ['ledger.db-wal', 'ledger.db-shm', 'index.db', 'index.db-wal', 'index.db-shm']) rmSync(at(`ledger/${name}`), { force: true });
  await step('Only the right ledger continues what was signed.', 'parley verify');
  return steps;
}

/** Opens the ledger in a folder as its keeper does; clock and randomness go on from one time to the next. */
function keeper(data: string): (work: (record: Parley) => Promise<unknown>) => Promise<void> {
  let [now, drawn] = [1_700_000_000_000_000n, 0];
  return async (work) => {
    const record = await openParley(readSettings({ PARLEY_DATA: data, PARLEY_ORIGIN: 'newsroom.example/docket' }), {
      clock: () => (now += 1_000n),
      random: (bytes) => Buffer.alloc(bytes, String((drawn += 1)).padStart(8, '0')),
    });
    await work(record);
    await record.close();
  };
}

/** The session as a page of Markdown. */
export function transcript(steps: readonly Step[]): string {
  const blocks = steps.map(({ says, typed, printed }) => {
    const shown = printed === undefined || printed === '' ? '' : `\n\`\`\`text\n${printed.trimEnd()}\n\`\`\`\n`;
    return `${says}\n${typed === undefined ? '' : `\n\`\`\`sh\n${typed}\n\`\`\`\n`}${shown}`;
  });
  return `# An auditor's session\n\nThis page was made by running it (\`test/docs/auditing.spec.ts\`). What the words mean is told in [proof.md](proof.md), what a bundle holds in [bundle.md](bundle.md).\n\n${blocks.join('\n')}`;
}
