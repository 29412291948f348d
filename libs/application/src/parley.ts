import type { FileHandle } from 'node:fs/promises';
import type { Command, Receipt } from '#libs/domain';
import type { CaseFile, ExistingFact } from '#libs/formats';
import type { Unreachable } from './following/server-watch.js';
import type { Vitals } from './meter.js';
import type { LedgerTree } from './notary/ledger-tree.js';
import type { Notary } from './notary/notary.js';
import type { Proofs } from './notary/proofs.js';
import type { Answer, BetweenQuestion, Question } from './asking/questions.js';
import type { Redaction } from './writing/redaction.js';
import type { TokenStore } from './tokens.js';

export interface ImportOptions {
  dryRun?: boolean;
  /** Facts of the case that its files no longer have are retracted as errors; otherwise they are only reported. */
  retractMissing?: boolean;
  /** How many facts are read, then how many of the commands are written: only then with their total. */
  onProgress?: (done: number, total?: number) => void;
}

export interface ImportReport {
  negotiation: string;
  dryRun: boolean;
  /** The plan in lines for people: "+ record connecticut-2011.N8 notices.issued". */
  plan: string[];
  /** What its source withdrew, or was redacted, is left alone, and counts as none of these: the plan names it. */
  counts: { recorded: number; mended: number; revised: number; retracted: number; reinstated: number; unchanged: number; missing: number };
  /** Facts that the ledger has and the files don't: the first 1,000. */
  missing: string[];
  /** How many events were written now. */
  written: number;
  /** The first 1,000. */
  receipts: Receipt[];
}

export interface WitnessReadiness {
  name: string;
  url: string;
  /** The largest checkpoint that it cosigned, and when it did so by its own clock. */
  cosigned?: { size: number; at: string };
  /** Why it has not cosigned the newest. */
  trouble?: string;
}

export interface Readiness {
  ready: boolean;
  /** `unreachable`: since when its server has not answered, and why; the size is then what was last heard of. */
  ledger: { engine: string; size: number; unreachable?: Unreachable };
  /** `unreachable`: as the ledger's, where the index lies on a server; the position is then what was last read. `rebuilt`: it was of another ledger when it was opened; where the two first differed. */
  index: { position: number; lag: number; status: 'current' | 'catching-up' | 'rebuilding' | 'halted'; unreachable?: Unreachable; halted?: { seq: number; reason: string }; rebuilt?: { seq: number; reason: string } };
  /** Whether the ledger is what it was, as far as it was checked since it was opened, and the first event that is not. Nothing is written as long as it is not. */
  record: { sound: boolean; reason?: string; seq?: number };
  /** Whoever is to cosign checkpoints; that one of them is away keeps nobody from anything. */
  witnesses: WitnessReadiness[];
}

/** The application: what HTTP and the CLI both speak to. */
export interface Parley {
  ask(question: Question): Promise<Answer>;
  /** One step a fact, in the order of a clock: the fact and what it changed. */
  replay(question: BetweenQuestion<'replay'>): AsyncIterable<object>;
  /** The events of a negotiation, one line of JSON each (head and body as recorded), below a ledger size. */
  exportLines(negotiation: string, ledger?: string): AsyncIterable<string>;
  /**
   * Writes the whole ledger below a size as an archive that can be checked without a server.
   * @param file empty, open for writing
   * @returns the ledger size
   * @throws QuestionError, LedgerForked, LedgerDamaged, BundleTooLarge
   */
  writeBundle(file: FileHandle, ledger?: string): Promise<number>;
  /** Records commands: all or none. @throws Rejection, LogBusy, LedgerForked, LedgerDamaged */
  submit(commands: readonly Command[], by: string): Promise<Receipt[]>;
  /**
   * Removes what a fact says, or one of its events, from the ledger and the index for ever; their heads stay.
   * @throws Rejection; NotErased where another program keeps the text in a file
   */
  redact(redaction: Redaction, by: string): Promise<Receipt[]>;
  /** A fact's newest version as it is kept, to be revised; undefined where there is no such fact. */
  newest(fact: string): Promise<(ExistingFact & { negotiation: string }) | undefined>;
  /** Imports a case. Nothing is written unless all of it is valid. @throws CaseInvalid with every problem's file, line and column */
  importCase(files: readonly CaseFile[], by: string, options?: ImportOptions): Promise<ImportReport>;
  /** The Merkle root of the events that answers rest on by now: another one with every event. */
  root(): Promise<string>;
  /** The first ids of negotiations, in order, with nothing said of them. */
  negotiationIds(limit: number): Promise<string[]>;
  /**
   * Resolves when answers rest on the event at `seq`, too, whichever process wrote it.
   * @throws QuestionError ledger-beyond-head, IndexBehind, IndexHalted
   */
  reach(seq: number): Promise<void>;
  readiness(): Promise<Readiness>;
  vitals(): Promise<Vitals>;
  /** Deletes the index's contents and builds them again from the log. */
  rebuild(onProgress?: (done: number, total: number) => void): Promise<void>;
  /** The ledger as a transparency log: its tree, its signed checkpoints, its proofs. */
  tree: LedgerTree;
  notary: Notary;
  proofs: Proofs;
  tokens: TokenStore;
  close(): Promise<void>;
}
