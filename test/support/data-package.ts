import { parse } from 'csv-parse/sync';

/** What of a data package the rules below look at. */
export interface DataPackage {
  $schema?: string;
  created?: string;
  resources: Resource[];
}

export interface Resource {
  name: string;
  path: string;
  type?: string;
  format?: string;
  bytes?: number;
  hash?: string;
  schema?: { fields: Field[]; primaryKey?: string[]; missingValues?: (string | { value: string; label?: string })[] };
}

interface Field {
  name: string;
  type: string;
  constraints?: { required?: boolean };
  categories?: string[];
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'list', 'datetime', 'date', 'time', 'year', 'yearmonth', 'duration', 'geopoint', 'geojson', 'any'];
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Where a package breaks the rules of Data Package v2 (datapackage.org/standard): what is required of the package, of a resource, and of a table's schema. */
export function breachesOf(told: DataPackage): string[] {
  const names = new Set<string>();
  return [
    ...(told.$schema === 'https://datapackage.org/profiles/2.0/datapackage.json' ? [] : [`$schema is ${told.$schema}`]),
    ...(told.created === undefined || RFC_3339.test(told.created) ? [] : [`created is ${told.created}`]),
    ...(Array.isArray(told.resources) && told.resources.length > 0 ? [] : ['there are no resources']),
    ...told.resources.flatMap((resource) => {
      const found = breachesIn(resource, names).map((what) => `${resource.name}: ${what}`);
      names.add(resource.name);
      return found;
    }),
  ];
}

function breachesIn({ name, path, type, bytes, hash, schema }: Resource, names: ReadonlySet<string>): string[] {
  const leaves = typeof path !== 'string' || path === '' || path.startsWith('/') || path.startsWith('.') || path.split('/').includes('..');
  return [
    ...(typeof name === 'string' && name !== '' ? [] : ['it has no name']),
    ...(names.has(name) ? ['the name is taken'] : []),
    ...(leaves ? [`the path ${path} leaves the package`] : []),
    ...(bytes === undefined || Number.isInteger(bytes) ? [] : [`bytes are ${bytes}`]),
    ...(hash === undefined || /^sha256:[0-9a-f]{64}$/.test(hash) ? [] : [`the hash is ${hash}`]),
    ...(type === undefined || type === 'table' ? [] : [`it is of the type ${type}`]),
    ...(schema === undefined ? [] : breachesInSchema(schema)),
  ];
}

function breachesInSchema({ fields, primaryKey = [], missingValues = [] }: NonNullable<Resource['schema']>): string[] {
  const names = fields.map(({ name }) => name);
  return [
    ...(fields.length > 0 ? [] : ['it has no fields']),
    ...names.filter((name, place) => names.indexOf(name) !== place).map((name) => `the field ${name} is there twice`),
    ...fields.filter(({ type }) => !TYPES.includes(type)).map(({ name, type }) => `${name} is of the type ${type}, which there is not`),
    ...fields.filter(({ type, categories }) => categories !== undefined && type !== 'string' && type !== 'integer').map(({ name }) => `${name} has categories, which only strings and integers have`),
    ...primaryKey.filter((key) => !names.includes(key)).map((key) => `the key ${key} is no field`),
    ...missingValues.filter((missing) => typeof missing !== 'string' && typeof missing.value !== 'string').map((missing) => `${JSON.stringify(missing)} is no missing value`),
  ];
}

/** Where the rows of a table (CSV or JSON Lines) don't keep to its schema: other columns, and values that are not of their type. */
export function misfitsIn({ format, schema }: Resource, text: string): string[] {
  const { fields, primaryKey = [] } = schema!;
  const { columns, rows } = format === 'csv' ? rowsOf(text) : { columns: undefined, rows: text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>) };
  const names = fields.map(({ name }) => name);
  if (columns !== undefined && columns.join() !== names.join()) return [`the columns are ${columns.join(', ')}; the schema has ${names.join(', ')}`];
  const keys = rows.map((row) => JSON.stringify(primaryKey.map((key) => row[key])));
  return [
    ...(primaryKey.length > 0 && new Set(keys).size < keys.length ? ['a key is there twice'] : []),
    ...rows.flatMap((row, place) => [
      ...Object.keys(row).filter((name) => !names.includes(name)).map((name) => `row ${place + 1}: nothing is said of ${name}`),
      ...fields.filter((field) => !fits(field, row[field.name])).map(({ name, type }) => `row ${place + 1}: ${name} is no ${type}: ${String(row[name])}`),
    ]),
  ];
}

function rowsOf(text: string): { columns: string[]; rows: Record<string, unknown>[] } {
  const [columns = [], ...records] = parse(text) as string[][];
  const rows = records.map((record) => Object.fromEntries(record.flatMap((cell, place) => (cell === '' ? [] : [[columns[place]!, cell]]))));
  return { columns, rows };
}

function fits({ type, constraints, categories }: Field, value: unknown): boolean {
  if (value === undefined || value === null) return constraints?.required !== true;
  if (categories !== undefined && !categories.includes(String(value))) return false;
  switch (type) {
    case 'integer':
      return /^-?\d+$/.test(String(value));
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(String(value));
    case 'boolean':
      return ['true', 'false'].includes(String(value));
    case 'datetime':
      return RFC_3339.test(String(value));
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === 'string';
  }
}
