import { LogUnavailable } from '../port.js';

/** What of a client's error is used: its classes are many, their messages often empty. */
interface ClientError {
  type?: string;
  message?: string;
  leader?: { address: string; port: number };
}

/** Errors after which the same call can not succeed by itself. */
const FINAL = new Set(['access-denied', 'stream-deleted', 'stream-tombstoned', 'maximum-append-size-exceeded', 'invalid-argument']);

export function isFinal(error: unknown): boolean {
  return FINAL.has((error as ClientError).type ?? '');
}

export function isType(error: unknown, type: string): boolean {
  return (error as ClientError).type === type;
}

/** The client's error as ours: what is wrong, and what helps. */
export function troubleOf(error: unknown, name: string): Error {
  if (error instanceof LogUnavailable) return error;
  return new LogUnavailable(`${name}: ${adviceOn(error as ClientError)}`, { cause: error });
}

function adviceOn({ type, message = '', leader }: ClientError): string {
  switch (type) {
    case 'access-denied':
      return 'the server denies access; check user and password, and that the user may read and write the stream and read its metadata';
    case 'not-leader':
      return `the node that was asked is not the leader${leader === undefined ? '' : `, which is ${leader.address}:${leader.port}`}; name all nodes, as in kurrentdb://ONE:2113,TWO:2113,THREE:2113, so that the leader is found`;
    case 'stream-deleted':
    case 'stream-tombstoned':
      return 'the stream was deleted for good, and its name can not be used again; put back a backup, or name another stream with stream=NAME';
    case 'maximum-append-size-exceeded':
      return 'the server takes less in one append than appendBytes says; leave appendBytes out, or raise the server\'s MaxAppendSize';
    case 'no-answer':
    case 'deadline-exceeded':
    case 'timeout':
      return `${message === '' ? 'no answer in time' : message}; whether the server is well is for its own health page to say`;
    default:
      if (/no leader/i.test(message)) return 'no node of the cluster leads; one does again once more than half of them are up, and have elected it';
      if (isAboutTls(message)) return `the TLS connection failed (${message}); name the authority's certificate with tlsCAFile=FILE, and the host as the certificate does`;
      return type === 'unknown'
        ? `the server answered with trouble of its own (${message === '' ? 'no cause given' : message}); its log says more, and its health page whether most of its nodes are up`
        : `the server can not be reached (${message === '' ? type ?? 'no cause given' : message}); is it running there, and does it speak TLS where tls=false is not given?`;
  }
}

function isAboutTls(message: string): boolean {
  return /certificate|self.signed|altname|\bSSL\b|\bTLS\b|wrong version number/i.test(message);
}
