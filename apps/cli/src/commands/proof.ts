import { type CheckedProof, checkProofFile } from '#libs/application';
import { instantText } from '#libs/domain';
import type { Context } from '../context.js';
import { failureOf } from '../direct.js';
import { usage } from '../failure.js';
import { textOf } from '../input.js';
import { printable } from '../layout.js';

export async function checkpoint(context: Context, { covers }: { covers?: number }): Promise<void> {
  await context.print(await (await context.door()).checkpoint(covers));
}

/** @param of a fact's id; digits alone are an event's position */
export async function proof(context: Context, of: string, { revision }: { revision?: number }): Promise<void> {
  const asked = /^\d+$/.test(of) ? { seq: Number(of) } : { fact: of, revision };
  await context.print(await (await context.door()).proof(asked));
}

/** Asks no ledger and no server: whoever has the file and the key can do it. */
export async function verifyProof(context: Context, file: string, { key, witness = [], quorum = 0, json }: { key?: string[]; witness?: string[]; quorum?: number; json?: boolean }): Promise<void> {
  if (key === undefined) throw usage('a proof is checked with the log\'s key: give it with --key, as parley keys list shows it');
  const text = await textOf(file);
  let checked: CheckedProof;
  try {
    checked = checkProofFile(text, key, witness, quorum);
  } catch (error) {
    throw failureOf(error);
  }
  await (json === true ? context.print(`${JSON.stringify(checked, null, 2)}\n`) : context.printLines(proofPage(checked)));
}

function proofPage(checked: CheckedProof): string[] {
  const { head, body, origin, size, signedBy, witnesses } = printable(checked);
  const { salt: _, ...said } = body ?? { salt: '' };
  return [
    `${head.fact}, revision ${head.revision} (${head.op}, ${head.type}), is event ${head.seq} of the ${size} in ${origin}.`,
    `Recorded at ${head.recordedAt} by ${head.recordedBy}.`,
    ...signedBy.map(({ name, id, time }) => (time === undefined ? `Signed by ${name} (${id}).` : `Seen by ${name} (${id}) at ${instantText(time * 1_000)}.`)),
    ...(witnesses.known === 0 ? [] : [`Cosigned by ${witnesses.cosigned} of ${witnesses.known} ${witnesses.known === 1 ? 'witness' : 'witnesses'}; ${witnesses.quorum === 0 ? 'none was needed' : `${witnesses.quorum} had to`}.`]),
    ...(body === null ? ['The file does not hold what it says.'] : ['It says:', ...JSON.stringify(said, null, 2).split('\n')]),
  ];
}
