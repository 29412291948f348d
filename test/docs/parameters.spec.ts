import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi, type Reply } from '../../apps/api/test/api.js';
import { openApi as documentOf } from '../../apps/api/src/openapi/document.js';

/** A parameter as the document tells of it. */
interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  example?: string;
  schema: { type: string; minimum?: number; maximum?: number; maxLength?: number; enum?: string[]; pattern?: string };
}

interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
}

/** What no schema can say: points on the clocks, what an earlier answer gave, and what goes with something else only. */
const UNREADABLE: Readonly<Record<string, string>> = { at: '2011-02-29', known: 'yesterday', ledger: '-1', from: '2011-13', to: '24:00', cursor: '!', conventions: 'rules-0', size: '100000', covers: '100000' };
const IN_PATH: Readonly<Record<string, string>> = { size: '165', seq: '4', path: '0/000.p/165', code: 'internal' };

const { paths, components } = documentOf();
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [] }]): Operation => ({ method: method.toUpperCase(), path, parameters: (parameters as (Parameter & { $ref?: string })[]).map(resolved) })));

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true, env: { PARLEY_RATE_LIMIT: '0' } });
});
afterAll(() => api?.close());

describe('a value just outside what the document allows', () => {
  const having = (place: Parameter['in']) => operations.filter(({ parameters }) => parameters.some((parameter) => parameter.in === place));

  it.each(having('query'))('$method $path: is a problem that names the query parameter', async (operation) => {
    expect(await replies(operation, 'query')).toEqual(outside(operation, 'query').map(([parameter, value]) =>
      ({ value, status: 400, type: PROBLEM, json: expect.objectContaining({ errors: [expect.objectContaining({ parameter })] }) })));
  });

  it.each(having('path'))('$method $path: is a problem where it stands in the address', async (operation) => {
    for (const { value, status, type } of await replies(operation, 'path')) {
      expect([value, type]).toEqual([value, PROBLEM]);
      expect([400, 404]).toContain(status);
    }
  });

  it.each(having('header'))('$method $path: is a problem that names the header', async (operation) => {
    expect(await replies(operation, 'header')).toEqual(outside(operation, 'header').map(([parameter, value]) =>
      ({ value, status: 400, type: PROBLEM, json: expect.objectContaining({ detail: expect.stringContaining(parameter) }) })));
  });
});

const PROBLEM = 'application/problem+json; charset=utf-8';

interface Told {
  value: string;
  status: number;
  type: string | undefined;
  json: unknown;
}

/** What each value outside is answered with, all asked at once. */
function replies(operation: Operation, place: Parameter['in']): Promise<Told[]> {
  return Promise.all(outside(operation, place).map(async ([parameter, value]) => {
    const { status, headers, json } = await send(operation, { [place]: { [place === 'header' ? parameter.toLowerCase() : parameter]: value } });
    return { value, status, type: headers['content-type'], json };
  }));
}

function resolved(parameter: Parameter & { $ref?: string }): Parameter {
  return parameter.$ref === undefined ? parameter : (components['parameters'] as Record<string, Parameter>)[parameter.$ref.split('/').at(-1)!]!;
}

/** Values that a schema does not allow, as near to it as can be. */
function outside({ parameters }: Operation, place: Parameter['in']): [string, string][] {
  return parameters.filter((parameter) => parameter.in === place).flatMap(({ name, schema }) => {
    const { type, minimum, maximum, maxLength, enum: values, pattern } = schema;
    const found = [
      ...(type === 'integer' ? ['one', '1.5', '1e1', '9'.repeat(20)] : []),
      ...(minimum === undefined ? [] : [String(minimum - 1)]),
      ...(maximum === undefined ? [] : [String(maximum + 1)]),
      ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
      ...(values === undefined ? [] : [`${values[0]}x`, values[0]!.toUpperCase()].filter((value) => !values.includes(value))),
      ...(pattern === undefined ? [] : ['-']),
      ...(place === 'query' && UNREADABLE[name] !== undefined ? [UNREADABLE[name]] : []),
    ];
    return found.map((value): [string, string] => [name, value]);
  });
}

/** Sends a request that would be answered but for what is given. */
function send({ method, path, parameters }: Operation, { query = {}, path: places = {}, header = {} }: Partial<Record<Parameter['in'], Record<string, string>>>): Promise<Reply> {
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true).map(({ name, example = '1' }) => [name, example] as const);
  const id = path.includes('/facts/') ? 'connecticut-2011.M4' : 'connecticut-2011';
  const format = parameters.find(({ name }) => name === 'format')?.schema.enum?.[0] ?? '';
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ({ id, format, ...IN_PATH, ...places })[name]!);
  const address = `${filled}?${new URLSearchParams({ ...Object.fromEntries(needed), ...query })}`;
  return method === 'GET' ? api.get(address, header) : api.post(address, {}, header);
}
