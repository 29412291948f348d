import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Metadata, Server, ServerCredentials, type ServerInterceptor, ServerInterceptingCall, type ServerWritableStream } from '@grpc/grpc-js';
import type { Users } from './access.js';
import { append, batchAppend } from './append.js';
import { type Faults, noFaults } from './faults.js';
import { features, featuresService, gossip, gossipService, type streams, streamsService } from './protocol.js';
import { read } from './read.js';
import { createStore, type Store, type StoreOptions } from './store.js';
import { unimplemented, unavailable } from './replies.js';

export interface DoubleOptions extends StoreOptions {
  /** Whether the server says that it takes appends in one long call. Default false: each append is a call of its own. */
  batchAppend?: boolean;
  tls?: boolean;
  users?: Users;
  /** Default: any free one. */
  port?: number;
}

/** A protocol double of a KurrentDB server on this machine: no KurrentDB, but what speaks to KurrentDB's client like one. */
export interface KurrentDouble {
  readonly port: number;
  /** `kurrentdb://localhost:PORT?…`, without credentials. */
  readonly url: string;
  readonly store: Store;
  readonly faults: Faults;
  /** How many subscriptions are open. */
  subscriptions(): number;
  /** Ends all subscriptions: without an error, or as when a server goes. */
  endSubscriptions(how: 'cleanly' | 'with-error'): void;
  /** Cuts all connections and leaves the port; what is stored stays. */
  stop(): Promise<void>;
  /** Comes back on the same port, with what is stored. */
  start(): Promise<void>;
}

/** The authority that signed the double's certificate: for tests only, its key is in this repository's history for all to read. */
export const TEST_AUTHORITY = beside('test-only-authority.pem');

export async function startKurrentDouble({ batchAppend: takesBatches = false, tls = false, users, port: asked = 0, ...storing }: DoubleOptions = {}): Promise<KurrentDouble> {
  const store = createStore(storing);
  const faults = noFaults();
  const subscriptions = new Set<ServerWritableStream<streams.ReadReq, streams.ReadResp>>();
  const behind = { store, faults, users, subscriptions };
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ cert_chain: readFileSync(beside('test-only-certificate.pem')), private_key: readFileSync(beside('test-only-key.pem')) }])
    : ServerCredentials.createInsecure();
  let server: Server | undefined;
  let port = asked;

  async function start(): Promise<void> {
    server = new Server({ 'grpc.max_receive_message_length': -1, interceptors: [answeringHeaders(faults)] });
    server.addService(streamsService.StreamsService, {
      append: (call: Parameters<typeof append>[1], callback: Parameters<typeof append>[2]) => append(behind, call, callback),
      batchAppend: (call: Parameters<typeof batchAppend>[1]) => batchAppend(behind, call),
      read: (call: Parameters<typeof read>[1]) => void read(behind, call),
      delete: (_: unknown, callback: (failure: object) => void) => callback(unimplemented('deletion over the wire')),
      tombstone: (_: unknown, callback: (failure: object) => void) => callback(unimplemented('deletion over the wire')),
    });
    server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, callback: (error: null, methods: features.SupportedMethods) => void) => {
        if (!faults.mute) callback(null, methodsOf(takesBatches));
      },
    });
    server.addService(gossipService.GossipService, {
      read: (_: unknown, callback: (error: null, info: gossip.ClusterInfo) => void) => {
        if (!faults.mute) callback(null, clusterOf(port));
      },
    });
    port = await new Promise<number>((resolve, reject) => {
      server!.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
    });
  }

  await start();
  return {
    get port() {
      return port;
    },
    get url() {
      return `kurrentdb://localhost:${port}?${tls ? `tls=true&tlsCAFile=${encodeURIComponent(TEST_AUTHORITY)}` : 'tls=false'}`;
    },
    store,
    faults,
    subscriptions: () => subscriptions.size,
    endSubscriptions(how) {
      for (const call of subscriptions) {
        if (how === 'cleanly') call.end();
        else call.emit('error', unavailable());
      }
    },
    async stop() {
      server?.forceShutdown();
      server = undefined;
      subscriptions.clear();
    },
    start,
  };
}

function methodsOf(takesBatches: boolean): features.SupportedMethods {
  const service = 'event_store.client.streams.streams';
  const names = ['append', 'read', ...(takesBatches ? ['batchappend'] : [])];
  const methods = new features.SupportedMethods().setEventStoreServerVersion('24.10.0');
  for (const name of names) methods.addMethods(new features.SupportedMethod().setServiceName(service).setMethodName(name));
  return methods;
}

/** A cluster of one, which leads. */
function clusterOf(port: number): gossip.ClusterInfo {
  const member = new gossip.MemberInfo().setIsAlive(true).setState(gossip.MemberInfo.VNodeState.LEADER);
  return new gossip.ClusterInfo().setMembersList([member.setHttpEndPoint(new gossip.EndPoint().setAddress('localhost').setPort(port))]);
}

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/**
 * Sends a read's headers back before its request is there. The client's reading half sends headers and request apart, and the second, as TCP has it, only when the first is acknowledged: by an
 * answer at once, else by the system after 40 ms.
 */
function answeringHeaders(faults: Faults): ServerInterceptor {
  return ({ path }, call) => new ServerInterceptingCall(call, {
    start(next) {
      next();
      if (path.endsWith('/Read') && !faults.mute) call.sendMetadata(new Metadata());
    },
  });
}
