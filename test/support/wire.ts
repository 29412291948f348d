import { connect, createServer, type Socket } from 'node:net';

/** A way to a server of PostgreSQL, in which answers can be lost, and which can lead to another server: as a proxy's, or a floating address. */
export interface Wire {
  port: number;
  /** What is asked with this text in it is done, but whoever asked is cut off before hearing so; `instead` is all there is to hear. */
  loseNextAnswerTo(text: string, instead?: Buffer): void;
  /** How many answers were lost. */
  lost(): number;
  /** Cuts all connections; new ones lead there. */
  leadTo(port: number): void;
  close(): void;
}

export async function openWire(port: number): Promise<Wire> {
  let to = port;
  let losing: { text: string; instead: Buffer } | undefined;
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    let instead: Buffer | undefined;
    near.on('data', (data) => {
      if (losing !== undefined && data.includes(losing.text)) {
        ({ instead } = losing);
        losing = undefined;
      }
      far.write(data);
    });
    far.on('data', (data) => {
      if (instead === undefined) return void near.write(data);
      lost += 1;
      near.end(instead);
      far.destroy();
    });
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.on('error', () => undefined).on('close', () => {
        sockets.delete(one);
        other.destroySoon();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as { port: number }).port,
    loseNextAnswerTo: (text, instead = Buffer.alloc(0)) => (losing = { text, instead }),
    lost: () => lost,
    leadTo(other) {
      to = other;
      cut();
    },
    close() {
      cut();
      server.close();
    },
  };
}

/** The same address by another port. */
export function byPort(url: string, port: number): string {
  return Object.assign(new URL(url), { port: String(port) }).href;
}

/** An ErrorResponse of the wire protocol: fields of a letter and a text each. */
export function errorResponse(severity: 'FATAL' | 'PANIC', code: string, message: string): Buffer {
  const fields = Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${message}\0\0`);
  const length = Buffer.alloc(5);
  length.write('E');
  length.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([length, fields]);
}
