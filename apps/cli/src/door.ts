import type { BetweenQuestion, CaseFile, ImportOptions, ImportReport, Links, Question, Redaction } from '#libs/application';
import type { Command, Receipt } from '#libs/domain';

/** An answer, or a page of one, as it goes over HTTP; `next` asks for the page after it. */
export interface Reply {
  body: object & { links: Links };
  next?: Question;
}

/** A change to a fact that is there. */
export type FactChange = Extract<Command, { op: 'revise' | 'mend' | 'retract' | 'reinstate' }>;

/** The one way from the commands to a record: the ledger on this machine, or a server. Both throw `Failure` with the same codes. */
export interface Door {
  /** Where permanent links lead, scheme and host, unless they say so themselves. */
  readonly base: string;
  ask(question: Question): Promise<Reply>;
  /** One step a fact, in the order of a clock. */
  replay(question: BetweenQuestion<'replay'>): AsyncIterable<object>;
  /** The events of a negotiation below a ledger size, one line of JSON each, ended by LF. */
  exportLines(negotiation: string, ledger?: string): AsyncIterable<string>;
  /** The whole ledger below a size, as an archive in a file, which is written anew. */
  exportBundle(file: string, ledger?: string): Promise<void>;
  /** @param options to a server `onProgress` tells how many lines of the files are sent, and `onSent` that all are: it tells nothing until it has done the rest */
  importCase(files: readonly CaseFile[], options: ImportOptions & { onSent?: () => void }): Promise<ImportReport>;
  change(command: FactChange): Promise<Receipt>;
  /** Removes what a fact says for ever; one receipt for each event that was redacted. */
  redact(redaction: Redaction): Promise<Receipt[]>;
  /** A signed checkpoint: the newest, or the first that has so many events. */
  checkpoint(covers?: number): Promise<string>;
  /** The keys that ever signed, one a line. */
  keys(): Promise<string>;
  /** A proof of one event, as a file. */
  proof(of: EventOf): Promise<string>;
  close(): Promise<void>;
}

/** An event by its position, or one of a fact: its newest where no revision is named. */
export type EventOf = { seq: number } | { fact: string; revision?: number | undefined };

export interface DoorOptions {
  /** A server; without it the ledger is opened. */
  url?: string | undefined;
  /** For writing to a server. */
  token?: string | undefined;
  /** Folder of the ledger; default `PARLEY_DATA`. */
  data?: string | undefined;
}
