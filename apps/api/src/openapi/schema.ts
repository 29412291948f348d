/** JSON Schema (2020-12) as OpenAPI 3.1 takes it, in a shorthand that reads like the TypeScript types it describes. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };
export const anything: Schema = {};
/** An instant: RFC 3339 in UTC. */
export const instant: Schema = { type: 'string', description: 'RFC 3339, UTC.' };

/** Members may be added by later versions: a client ignores those that it does not know. */
export function object(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required) };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

/** An object whose members are all of one kind. */
export function record(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}
