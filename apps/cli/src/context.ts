import type { Door, DoorOptions } from './door.js';
import { openDoor } from './open-door.js';
import { type Screen, screenOf } from './screen.js';

/** The streams and variables of a process, or of a test. */
export interface Io {
  stdin: NodeJS.ReadStream | NodeJS.ReadableStream;
  stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  stderr: NodeJS.WritableStream;
  env: NodeJS.ProcessEnv;
}

/** What commands work with. Data goes to `print`, talk to `say`. */
export interface Context extends Io {
  options: DoorOptions;
  screen: Screen;
  /** The record, opened when a command first needs it and closed after it. @param mayBegin whether a ledger is made where there is none */
  door(mayBegin?: boolean): Promise<Door>;
  /** Writes to stdout, as fast as its reader takes it. */
  print(text: string): Promise<void>;
  printLines(lines: readonly string[]): Promise<void>;
  /** One line to stderr. */
  say(line: string): void;
  close(): Promise<void>;
}

export function createContext(io: Io, options: DoorOptions): Context {
  let opened: Promise<Door> | undefined;
  const say = (line: string): void => void io.stderr.write(`${line}\n`);
  const print = async (text: string): Promise<void> => {
    if (!io.stdout.write(text)) await new Promise((resolve) => void io.stdout.once('drain', resolve));
  };
  return {
    ...io,
    options,
    screen: screenOf(io.stdout, io.env),
    door: (mayBegin = false) => (opened ??= openDoor(options, io.env, io.stderr, mayBegin)),
    print,
    printLines: (lines) => print(lines.map((line) => `${line}\n`).join('')),
    say,
    async close() {
      await opened?.then((door) => door.close(), () => undefined);
    },
  };
}
