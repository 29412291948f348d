import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server as SocketServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Metadata, Server, ServerCredentials, type ServerInterceptor, ServerInterceptingCall, type ServerWritableStream } from '@grpc/grpc-js';
import type { Users } from './access.js';
import { append, batchAppend } from './append.js';
import { type Cluster, elsewhere, HOST } from './cluster.js';
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

/** Several nodes of one database. */
export interface KurrentClusterDouble {
  /** `kurrentdb://localhost:PORT,localhost:PORT,…?…`, without credentials. */
  readonly url: string;
  readonly store: Store;
  /** The first leads at first. */
  readonly nodes: readonly KurrentDouble[];
  /** From now on this node leads, or none. One that led and is up stays, and says that it does not lead. */
  elect(node: KurrentDouble | undefined): void;
  stop(): Promise<void>;
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

export async function startKurrentCluster({ nodes: count = 3, ...options }: Omit<DoubleOptions, 'port'> & { nodes?: number } = {}): Promise<KurrentClusterDouble> {
  const cluster: Cluster = { store: createStore(options), nodes: new Map(), leader: undefined };
  const nodes: KurrentDouble[] = [];
  while (nodes.length < count) nodes.push(await startKurrentDouble(options, cluster));
  return {
    url: nodes[0]!.url.replace(/localhost:\d+/, nodes.map(({ port }) => `${HOST}:${port}`).join(',')),
    store: cluster.store,
    nodes,
    elect: (node) => void (cluster.leader = node?.port),
    async stop() {
      for (const node of nodes) await node.stop();
    },
  };
}

export async function startKurrentDouble(
  { batchAppend: takesBatches = false, tls = false, users, port: asked = 0, ...storing }: DoubleOptions = {},
  cluster: Cluster = { store: createStore(storing), nodes: new Map(), leader: undefined },
): Promise<KurrentDouble> {
  const { store } = cluster;
  const faults = noFaults();
  const subscriptions = new Set<ServerWritableStream<streams.ReadReq, streams.ReadResp>>();
  const behind = { store, faults, users, subscriptions, elsewhere: (metadata: Metadata) => elsewhere(cluster, port, metadata) };
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ cert_chain: readFileSync(beside('test-only-certificate.pem')), private_key: readFileSync(beside('test-only-key.pem')) }])
    : ServerCredentials.createInsecure();
  let server: Server | undefined;
  let listener: SocketServer | undefined;
  /** The server itself would leave alone a connection that has not got as far as being one over TLS. */
  const sockets = new Set<Socket>();
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
        if (faults.mute) faults.unanswered();
        else callback(null, methodsOf(takesBatches));
      },
    });
    server.addService(gossipService.GossipService, {
      read: (_: unknown, callback: (error: null, info: gossip.ClusterInfo) => void) => {
        if (faults.mute) faults.unanswered();
        else callback(null, gossipOf(cluster));
      },
    });
    const injector = server.createConnectionInjector(credentials);
    listener = createServer((socket) => {
      sockets.add(socket.on('close', () => sockets.delete(socket)));
      injector.injectConnection(socket);
    });
    await new Promise<void>((resolve, reject) => listener!.once('error', reject).listen(port, '127.0.0.1', resolve));
    port = (listener.address() as AddressInfo).port;
    cluster.nodes.set(port, true);
    if (cluster.nodes.size === 1) cluster.leader = port;
  }

  await start();
  return {
    get port() {
      return port;
    },
    get url() {
      return `kurrentdb://${HOST}:${port}?${tls ? `tls=true&tlsCAFile=${encodeURIComponent(TEST_AUTHORITY)}` : 'tls=false'}`;
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
      cluster.nodes.set(port, false);
      if (cluster.leader === port) cluster.leader = undefined;
      server?.forceShutdown();
      listener?.close();
      for (const socket of sockets) socket.destroy();
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

/** Who is up, and who leads. */
function gossipOf({ nodes, leader }: Cluster): gossip.ClusterInfo {
  const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
  const members = [...nodes].map(([port, isUp]) =>
    new gossip.MemberInfo().setIsAlive(isUp).setState(port === leader ? LEADER : FOLLOWER).setHttpEndPoint(new gossip.EndPoint().setAddress(HOST).setPort(port)));
  return new gossip.ClusterInfo().setMembersList(members);
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
