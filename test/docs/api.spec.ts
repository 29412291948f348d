import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Api, linesOf, openApi } from '../../apps/api/test/api.js';
import { Routes } from '../../apps/api/src/http/routes.js';
import { PROBLEM_CODES, PROBLEMS } from '../../apps/api/src/http/problems.js';
import { openApi as documentOf } from '../../apps/api/src/openapi/document.js';
import { PARAMETERS } from '../../apps/api/src/openapi/parameters.js';
import { type Read, READS } from '../../apps/api/src/openapi/reads.js';
import { shippedCases } from '../../apps/api/src/shipped-cases.js';
import { isLoaded, loadCase } from '../support/loaded-case.js';

const EXAMPLES = new URL('../../apps/api/src/openapi/examples.json', import.meta.url);
const PROSE = new URL('../../docs/api.md', import.meta.url);

const document = documentOf();
let api: Api;

beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api?.close());

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect(result).toEqual({ valid: true });
  });

  it('has every route of the server but the pages, and no other', () => {
    const served = api.app.get(Routes).all().filter(({ method, url }) => method !== 'HEAD' && !/^\/(docs|n|embed|assets|sign-in|sign-out|new|import|robots\.txt)(\/|\*|$)/.test(url)).map(({ method, url }) => `${method} ${url.replace(/:([A-Za-z]+)/g, '{$1}').replace('*', '{path}')}`);
    const told = Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`));
    expect(told.sort()).toEqual([...new Set(served)].sort());
  });

  it.each(READS.map((read) => [read.id, read] as const))('%s: names every parameter that the server takes', async (_id, { path, parameters }) => {
    const { status, json } = await api.get(`/api/v1${path.replace('{id}', 'connecticut-2011')}?nonsense=1`);
    expect(status).toBe(400);
    const [, accepted] = /accepted: (.*)$/.exec(json.detail as string) ?? [];
    expect((accepted ?? '').split(', ').sort()).toEqual(parameters.map((key) => PARAMETERS[key]?.['name']).sort());
  });

  it.each(READS.map((read) => [read.id, read] as const))('%s: real answers have every member that is told of, and no other', async (_id, read) => {
    const validate = strictly(read.schema);
    for (const answer of await answersTo(read)) expectValid(validate, answer);
  });

  it.each(['2009-12-31', '2011-05-05', '2011-05-10', '2011-06-15', '2011-07-27'])('the state of %s is as told', async (at) => {
    expectValid(strictly('State'), (await api.get(`/api/v1/negotiations/connecticut-2011/state?at=${at}`)).json);
    expectValid(strictly('Findings'), (await api.get(`/api/v1/negotiations/connecticut-2011/findings?at=${at}`)).json);
  });

  it('tells of problems and readiness as they are', async () => {
    expectValid(strictly('Problem'), (await api.get('/api/v1/negotiations?at=2011-02-30')).json);
    expectValid(strictly('Problem'), (await api.post('/api/v1/negotiations', { zone: 1, x: 1 })).json);
    expectValid(strictly('Readiness'), (await api.get('/health/ready')).json);
    for (const code of PROBLEM_CODES) expectValid(strictly('ProblemKind'), (await api.get(`/problems/${code}`)).json);
  });

  it('shows examples that are true', async () => {
    const real = await realExamples();
    if (process.env['WRITE_EXAMPLES'] === '1') await writeFile(EXAMPLES, `{\n${Object.entries(real).map(([id, example]) => `${JSON.stringify(id)}: ${JSON.stringify(example)}`).join(',\n')}\n}\n`);
    // Where this fails because answers have changed: WRITE_EXAMPLES=1 writes them anew.
    expect(JSON.parse(await readFile(EXAMPLES, 'utf8'))).toEqual(real);
  });

  it('shows bodies that can be sent', async () => {
    const { openNegotiation, recordFacts, changeFact, importCase } = JSON.parse(await readFile(EXAMPLES, 'utf8')) as Record<string, { id: string; fact: string }>;
    const fresh = await openApi();
    try {
      const sent = [
        await fresh.post('/api/v1/negotiations', openNegotiation),
        await fresh.post(`/api/v1/negotiations/${openNegotiation?.id}/facts`, recordFacts),
        await fresh.post(`/api/v1/facts/${recordFacts?.fact}/events`, changeFact),
        await fresh.post('/api/v1/imports?dryRun=true', importCase),
      ];
      expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 200]);
      expectValid(strictly('Receipts'), sent[0]?.json);
      expectValid(strictly('ImportReport'), sent[3]?.json);
    } finally {
      await fresh.close();
    }
    const bodies = { OpeningInput: openNegotiation, FactsInput: recordFacts, StepInput: changeFact, ImportInput: importCase };
    for (const [name, body] of Object.entries(bodies)) expectValid(strictly(name), body);
  });
});

describe('docs/api.md', () => {
  it('names every address and every problem', async () => {
    const prose = await readFile(PROSE, 'utf8');
    const addresses = Object.keys(document.paths).filter((path) => !path.endsWith('.{format}'));
    const missing = addresses.filter((name) => !prose.includes(`${name}\``));
    expect(missing).toEqual([]);
    const [, table = ''] = prose.split('## Problems');
    const listed = [...table.matchAll(/^\| `[a-z-]+` \| \d+ \| .* \|$/gm)].map(([row]) => row);
    expect(listed).toEqual(PROBLEM_CODES.map((code) => `| \`${code}\` | ${PROBLEMS[code].status} | ${PROBLEMS[code].title} |`));
  });
});

async function answersTo({ example, form }: Read): Promise<unknown[]> {
  const reply = await api.get(`/api/v1${example}`);
  expect(reply.status).toBe(200);
  return form === 'lines' ? linesOf(reply) : [reply.json];
}

/** Examples of answers, cut to the first two items of every list, and of bodies, as the record's own facts would be sent. */
async function realExamples(): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const read of READS) answers[read.id] = cut((await answersTo(read))[0]);
  const [shipped] = await shippedCases();
  const loaded = loadCase(shipped?.files ?? []);
  if (!isLoaded(loaded)) throw new Error('the shipped record is not valid');
  const bodyOf = (id: string) => {
    const { type, claims } = loaded.facts.find((fact) => fact.id === `${loaded.negotiation}${id}`) ?? { type: '', claims: [] };
    return { fact: `${loaded.negotiation}${id}`, type, claims: claims.map(({ data, ...claim }) => ({ ...claim, data })) };
  };
  const opening = bodyOf('');
  const batch = bodyOf('.N8');
  const { text } = await readFile(new URL('../../cases/connecticut-2011/case.yaml', import.meta.url), 'utf8').then((whole) => ({ text: whole.slice(0, whole.indexOf('\nparties:')) }));
  return {
    ...answers,
    openNegotiation: { id: opening.fact, ...(opening.claims[0]?.data as object), facts: ['.S0', '.S4', '.P1'].map(bodyOf) },
    recordFacts: batch,
    changeFact: { op: 'mend', claims: batch.claims, reason: 'typed from the article again', expectedRevision: 1 },
    importCase: { files: [{ path: 'case.yaml', text }] },
  };
}

function cut(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member)]));
}

const compiled = new Map<string, ValidateFunction>();

/** The schema of a name, made to refuse members that it does not tell of. */
function strictly(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'api', components: { schemas: closed(document.components.schemas) } });
  const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
  compiled.set(name, validate);
  return validate;
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, closed(member)]));
  return inner['type'] === 'object' && inner['properties'] !== undefined && inner['additionalProperties'] === undefined ? { ...inner, additionalProperties: false } : inner;
}

function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect((validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)).toEqual([]);
}
