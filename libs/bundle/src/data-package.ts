import type { Summed } from './checksums.js';
import { json } from './derive.js';
import { FACT_MEMBERS, type Meaning, RECONCILIATION_COLUMNS } from './dictionary.js';
import { FACT_COLUMNS, MISSING } from './facts-table.js';
import { FILES, folderOf } from './paths.js';

/** The bundle as a Data Package (v2): its tables, and what each of their columns means. */
export function dataPackageText(negotiations: readonly string[], at: string | null, files: readonly Summed[]): string {
  const sums = new Map(files.map((file) => [file.path, file]));
  const resource = (path: string, name: string, title: string, more: object): object => {
    const { bytes, sha256 } = sums.get(path)!;
    return { name, title, path, bytes, hash: `sha256:${sha256}`, encoding: 'utf-8', ...more };
  };
  return json({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'parley-bundle',
    title: 'The record of a ledger, with all that its counts rest on',
    ...(at === null ? {} : { created: at }),
    resources: [
      resource(FILES.events, 'events', 'Every event, as recorded', { format: 'jsonl', mediatype: 'application/jsonl' }),
      ...negotiations.flatMap((negotiation, index) => {
        const folder = folderOf(negotiation);
        const named = (kind: string): string => `${kind}-${index + 1}`;
        return [
          resource(`${folder}/facts.csv`, named('facts'), `The facts of ${negotiation}`, { type: 'table', format: 'csv', mediatype: 'text/csv', schema: FACTS }),
          resource(`${folder}/facts.jsonl`, named('facts-exact'), `The facts of ${negotiation} with their claims`, { type: 'table', format: 'jsonl', mediatype: 'application/jsonl', schema: EXACT_FACTS }),
          resource(`${folder}/reconciliation.csv`, named('reconciliation'), `Whether the counts of ${negotiation} add up`, { type: 'table', format: 'csv', mediatype: 'text/csv', schema: RECONCILIATION }),
          resource(`${folder}/reconciliation.json`, named('reconciliation-exact'), `Whether the counts of ${negotiation} add up, with facts and sources`, { format: 'json', mediatype: 'application/json' }),
          resource(`${folder}/totals.json`, named('totals'), `Where ${negotiation} stood`, { format: 'json', mediatype: 'application/json' }),
        ];
      }),
    ],
  });
}

const FACTS = { ...schemaOf(FACT_COLUMNS), primaryKey: ['fact'], missingValues: MISSING };
const EXACT_FACTS = { ...schemaOf(FACT_MEMBERS), primaryKey: ['fact'] };
const RECONCILIATION = { ...schemaOf(RECONCILIATION_COLUMNS), missingValues: [{ value: '', label: 'not stated, unbounded, or nothing to say' }] };

/** A Table Schema (Data Package v2). */
function schemaOf(meanings: readonly Meaning[]): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: meanings.map(({ name, type, says, required, categories }) => ({
      name,
      type,
      description: says,
      ...(type === 'datetime' ? { format: 'any' } : {}),
      ...(required ? { constraints: { required } } : {}),
      ...(categories === undefined ? {} : { categories }),
    })),
  };
}
