import { maskedUrl } from '../masked-url.js';

/** A `kurrentdb:` URL, read. */
export interface Address {
  /** What the client is given: with neither credentials, which its two halves read differently, nor our own parameters. */
  connection: string;
  /** Whether it names several nodes, or one name for all. */
  isCluster: boolean;
  credentials?: { username: string; password: string };
  stream: string;
  /** The most that one append may hold, in bytes. */
  appendBytes: number;
  /** For messages and health: the URL without its password. */
  name: string;
}

/** What every server takes in one append; from version 25.1 on it may be more. */
const MIB = 1_048_576;
/** Parameters that are handed on to the client. Deadlines, retries and the node that is asked are ours to choose. */
const CLIENTS = ['tls', 'tlsVerifyCert', 'tlsCAFile', 'userCertFile', 'userKeyFile', 'maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout', 'connectionName', 'keepAliveInterval', 'keepAliveTimeout'];

/**
 * Reads `kurrentdb://USER:PASSWORD@HOST:PORT,HOST…?stream=NAME&…`, or the same with `kurrentdb+discover:`.
 * @throws Error that says what is wrong with the URL, without its password
 */
export function readAddress(url: string): Address {
  const name = maskedUrl(url);
  const [, scheme, credentials, hosts, query = ''] = /^(kurrentdb(?:\+discover)?):\/\/(?:([^@/]*)@)?([^@/?]+)\/?(?:\?(.*))?$/s.exec(url) ?? [];
  if (scheme === undefined || hosts === undefined) throw new Error(`${name} is no address of a KurrentDB: write kurrentdb://HOST:2113?tls=true`);
  const parameters = new Map(query.split('&').filter((pair) => pair !== '').map((pair) => pair.split(/=(.*)/s).slice(0, 2).map((text) => decodeURIComponent(text ?? '')) as [string, string]));
  const stream = take(parameters, 'stream') ?? 'parley';
  const appendBytes = take(parameters, 'appendBytes') ?? String(MIB);
  const unknown = [...parameters.keys()].find((key) => !CLIENTS.includes(key));
  if (unknown !== undefined) throw new Error(`${name}: there is no parameter ${unknown}; there are stream, appendBytes, ${CLIENTS.join(', ')}`);
  if (!/^[^$\s][^\s]*$/.test(stream)) throw new Error(`${name}: stream=${stream} can't be the name of a stream: no spaces, and no $ at its beginning, which is the server's`);
  if (!/^\d+$/.test(appendBytes) || Number(appendBytes) < MIB) throw new Error(`${name}: appendBytes=${appendBytes} must be ${MIB} or more, which every server takes`);
  if (credentials !== undefined && parameters.get('tls') === 'false') {
    throw new Error(`${name}: with tls=false the client would send the password in the clear with each read, and not at all with writes: leave the credentials out, or use TLS`);
  }
  parameters.set('nodePreference', 'leader');
  // So long the client's reading half waits before it connects, too: by itself for half a second.
  if (!parameters.has('discoveryInterval')) parameters.set('discoveryInterval', '100');
  const rest = [...parameters].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return {
    connection: `${scheme}://${hosts}?${rest}`,
    isCluster: hosts.includes(',') || scheme.endsWith('+discover'),
    ...(credentials === undefined ? {} : { credentials: readCredentials(credentials, name) }),
    stream,
    appendBytes: Number(appendBytes),
    name,
  };
}

function readCredentials(text: string, name: string): { username: string; password: string } {
  const [, username, password] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (username === undefined || password === undefined) throw new Error(`${name}: credentials are USER:PASSWORD, with special characters percent-encoded`);
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function take(parameters: Map<string, string>, key: string): string | undefined {
  const value = parameters.get(key);
  parameters.delete(key);
  return value;
}
