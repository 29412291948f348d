import { extname } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';

/** What a thread is asked for; each call is answered, in order. */
interface Call {
  name: string;
  values: unknown[];
}

/** An error loses its own members on the way between threads: they are sent beside its message. */
type Answer = { value: unknown } | { error: { name: string; message: string } & Told };

/** What callers ask errors for. */
type Told = Partial<Record<'code' | 'seq' | 'head' | 'takenId', unknown>>;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A program that runs in a thread of its own. Where that thread ends by itself, all that it is asked for fails. */
export interface Thread {
  call<Value>(name: string, ...values: unknown[]): Promise<Value>;
  end(): Promise<void>;
}

/**
 * Starts a program, which answers once it is there.
 * @param program its path from the module at `from`, without the extension: it is compiled, or run from its sources, as that module is
 */
export async function openThread(program: string, from: string, workerData: object): Promise<Thread> {
  const worker = new Worker(new URL(`${program}${extname(from)}`, from), { workerData });
  const waiting: Waiting[] = [];
  let ended: Error | undefined;

  worker.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.shift()!;
    if ('value' in answer) resolve(answer.value);
    else reject(Object.assign(new Error(answer.error.message), answer.error));
  });
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('error', end);
  worker.on('exit', () => end(new Error(`the thread ${program} has ended: restart to go on`)));

  const answered = (): Promise<unknown> => new Promise((resolve, reject) => (ended === undefined ? waiting.push({ resolve, reject }) : reject(ended)));
  await answered();
  return {
    call<Value>(name: string, ...values: unknown[]) {
      if (ended === undefined) worker.postMessage({ name, values } satisfies Call);
      return answered() as Promise<Value>;
    },
    end: async () => void (await worker.terminate()),
  };
}

/** In the thread: says that it is there, and does what it is asked for. */
export function serve(service: Record<string, (...values: never[]) => unknown>): void {
  const answer = (said: Answer): void => parentPort!.postMessage(said);
  parentPort!.on('message', async ({ name, values }: Call) => {
    try {
      answer({ value: await service[name]!(...(values as never[])) });
    } catch (error) {
      const { name: kind, message, code, seq, head, takenId } = error as Error & Told;
      answer({ error: { name: kind, message, code, seq, head, takenId } });
    }
  });
  answer({ value: undefined });
}
