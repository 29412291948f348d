import { LedgerDamaged, LedgerForked, type Parley, type SignedCheckpoint, signersOf } from '#libs/application';
import { instantText } from '#libs/domain';
import { stillWords as words } from '../../words/still.js';
import { saidInstant } from '../dates.js';
import { sayNumber } from '../numbers.js';

/** The signed checkpoint that has all events that the page rests on, and how to check them without this server. */
export interface ProofView {
  checkpoint: CheckpointView | { note: null; refusal: string };
  commands: { what: string; command: string }[];
  links: { text: string; href: string }[];
}

export interface CheckpointView {
  /** As it was signed. */
  note: string;
  lines: { label: string; text: string }[];
  /** Who else saw it, or that nobody did. */
  witnesses: string[];
}

interface Place {
  /** How many events the page rests on. */
  size: number;
  zone: string;
  /** Where readers reach the server: `https://talks.example`. */
  url: string;
}

/** Signs a checkpoint where the ledger has grown since the last one. */
export async function proofView({ notary, tree }: Pick<Parley, 'notary' | 'tree'>, { size, zone, url }: Place): Promise<ProofView> {
  const key = notary.keys().at(-1) ?? '';
  const file = `parley_ledger-${size}.zip`;
  return {
    checkpoint: await checkpointView({ notary, tree }, size, zone),
    commands: [
      { what: words.audited.steps.key, command: `curl ${url}/checkpoint/key` },
      { what: words.audited.steps.download, command: `curl -o ${file} '${url}/api/v1/export.zip?ledger=${size}'` },
      { what: words.audited.steps.verify, command: `parley verify ${file} --key '${key}'` },
      { what: words.audited.steps.alone, command: `unzip -p ${file} verify.mjs > verify.mjs\nnode verify.mjs ${file} --key '${key}'` },
      { what: words.audited.steps.keep, command: `curl ${url}/checkpoint > kept\nparley verify later.zip --key '${key}' --checkpoint kept` },
    ],
    links: [
      { text: words.audited.links.bundle, href: `/api/v1/export.zip?ledger=${size}` },
      { text: words.audited.links.checkpoint, href: `/checkpoint?covers=${size}` },
      { text: words.audited.links.checkpoints, href: '/checkpoints' },
      { text: words.audited.links.key, href: '/checkpoint/key' },
      { text: words.audited.links.docs, href: '/docs' },
    ],
  };
}

async function checkpointView({ notary, tree }: Pick<Parley, 'notary' | 'tree'>, size: number, zone: string): Promise<ProofView['checkpoint']> {
  const refusal = notary.refusal();
  if (refusal !== undefined) return { note: null, refusal: refusal.message };
  try {
    const signed = await notary.covering(size);
    const [newest] = signed.size === 0 ? [] : await tree.events(signed.size - 1, 1);
    return told(signed, notary, newest === undefined ? null : (JSON.parse(newest.head) as { recordedAt: string }).recordedAt, zone);
  } catch (error) {
    if (!(error instanceof LedgerForked) && !(error instanceof LedgerDamaged)) throw error;
    return { note: null, refusal: error.message };
  }
}

function told({ size, root, note }: SignedCheckpoint, notary: Pick<Parley['notary'], 'origin' | 'witnesses'>, recordedAt: string | null, zone: string): CheckpointView {
  const signers = signersOf(note);
  const own = signers.filter(({ time }) => time === undefined);
  const cosigned = signers.flatMap(({ name, time }) => (time === undefined ? [] : [words.audited.cosigned(name, saidInstant(instantText(time * 1_000), zone))]));
  const away = notary.witnesses().flatMap(({ name, cosigned: last }) => (signers.some((signer) => signer.name === name) ? [] : [words.audited.notCosigned(name, last === undefined ? null : sayNumber(last.size))]));
  const { size: sized, root: rooted, origin, signed, recorded } = words.audited.lines;
  return {
    note,
    lines: [
      { label: sized, text: words.audited.events(sayNumber(size), size) },
      { label: rooted, text: root },
      { label: origin, text: notary.origin },
      { label: signed, text: own.map(({ name, id }) => words.audited.signature(name, id)).join(', ') },
      { label: recorded, text: recordedAt === null ? words.audited.noEvent : words.audited.recordedAt(saidInstant(recordedAt, zone)) },
    ],
    witnesses: cosigned.length + away.length === 0 ? [words.audited.noWitness] : [...cosigned, ...away],
  };
}
