import type { ClientBase } from 'pg';
import { NotALedger } from '../port.js';

export const SCHEMA_VERSION = 1;
/** "Prly": the advisory lock of whoever appends, or makes the schema. */
export const WRITER_LOCK = 0x50726c79;

const MARK = 'Parley ledger, schema ';

/**
 * The tables of the SQLite engine, in a schema of their own. An insert waits for its turn, which is that of one transaction after another in the order in which they came;
 * so position n + 1 is written only where n can be seen. What the triggers refuse, they refuse the owner, too. Run on a ledger that an earlier release made, it replaces functions
 * and triggers, and leaves the rest.
 */
export const SCHEMA = `
DO $$
BEGIN
  IF to_regnamespace('parley') IS NOT NULL AND obj_description(to_regnamespace('parley'), 'pg_namespace') IS DISTINCT FROM '${MARK}${SCHEMA_VERSION}' THEN
    RAISE EXCEPTION 'the schema parley is of another kind or version';
  END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS parley;
COMMENT ON SCHEMA parley IS '${MARK}${SCHEMA_VERSION}';

CREATE TABLE IF NOT EXISTS parley.heads (
  seq  bigint PRIMARY KEY CHECK (seq >= 0),
  id   text COLLATE "C" NOT NULL UNIQUE,
  head text NOT NULL
);
CREATE INDEX IF NOT EXISTS redactions ON parley.heads (seq) WHERE head LIKE '%"op":"redact"%';

CREATE TABLE IF NOT EXISTS parley.bodies (
  seq  bigint PRIMARY KEY,
  body text NOT NULL
);

CREATE OR REPLACE FUNCTION parley.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE FUNCTION parley.wait_for_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.pg_advisory_xact_lock(${WRITER_LOCK});
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION parley.check_appended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first bigint;
  size  bigint;
BEGIN
  SELECT min(seq), max(seq) + 1 INTO first, size FROM added;
  IF first IS NULL THEN
    RETURN NULL;
  END IF;
  IF (SELECT count(*) FROM added) <> size - first OR (first > 0 AND NOT EXISTS (SELECT FROM parley.heads WHERE seq = first - 1)) THEN
    RAISE EXCEPTION 'a head is appended at the next position' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION parley.check_bodies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Not a join: its plan is made while the ledger is small and kept by the session, and reads the whole ledger at every append from then on.
  IF EXISTS (SELECT FROM added WHERE (SELECT xmin FROM parley.heads WHERE heads.seq = added.seq) IS DISTINCT FROM pg_catalog.pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a body is written once, with its head' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION parley.check_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM parley.heads JOIN parley.bodies AS redacting USING (seq)
      WHERE seq > OLD.seq AND head LIKE '%"op":"redact"%' AND redacting.body::json ->> 'redacts' = OLD.seq::text
  ) THEN
    RAISE EXCEPTION 'a body is erased only after an event has redacted it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER heads_wait_for_their_turn BEFORE INSERT ON parley.heads EXECUTE FUNCTION parley.wait_for_turn();
CREATE OR REPLACE TRIGGER bodies_wait_for_their_turn BEFORE INSERT ON parley.bodies EXECUTE FUNCTION parley.wait_for_turn();
CREATE OR REPLACE TRIGGER heads_are_appended AFTER INSERT ON parley.heads REFERENCING NEW TABLE AS added EXECUTE FUNCTION parley.check_appended();
CREATE OR REPLACE TRIGGER heads_are_for_ever BEFORE UPDATE OR DELETE OR TRUNCATE ON parley.heads EXECUTE FUNCTION parley.refuse('a head is never changed or deleted');
CREATE OR REPLACE TRIGGER bodies_are_written_once AFTER INSERT ON parley.bodies REFERENCING NEW TABLE AS added EXECUTE FUNCTION parley.check_bodies();
CREATE OR REPLACE TRIGGER bodies_are_never_changed BEFORE UPDATE OR TRUNCATE ON parley.bodies EXECUTE FUNCTION parley.refuse('a body is never changed, but for being erased after an event has redacted it');
CREATE OR REPLACE TRIGGER bodies_are_only_erased BEFORE DELETE ON parley.bodies FOR EACH ROW EXECUTE FUNCTION parley.check_erased();

CREATE OR REPLACE FUNCTION parley.erase(seqs bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM parley.bodies WHERE seq = ANY (seqs)
$$;
REVOKE EXECUTE ON FUNCTION parley.erase FROM PUBLIC;
`;

/** What a role needs to keep the ledger, and no more: it can neither change nor delete. */
export function grantsTo(role: string): string {
  const name = `"${role.replaceAll('"', '""')}"`;
  return `
GRANT USAGE ON SCHEMA parley TO ${name};
GRANT SELECT, INSERT ON parley.heads, parley.bodies TO ${name};
GRANT EXECUTE ON FUNCTION parley.erase TO ${name};
`;
}

/**
 * Makes the schema where the database has none, and checks that it is one that this release knows, before anything is written.
 * @throws NotALedger
 */
export async function prepare(client: ClientBase, name: string): Promise<void> {
  if ((await markOf(client)) === undefined) {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(${WRITER_LOCK})`);
    // Another process may have been first.
    if ((await markOf(client)) === undefined) await client.query(SCHEMA);
    await client.query('COMMIT');
  }
  const mark = await markOf(client);
  if (mark === null || mark === undefined || !mark.startsWith(MARK)) throw new NotALedger(name, 'its schema parley is of another kind');
  if (mark !== `${MARK}${SCHEMA_VERSION}`) throw new NotALedger(name, `its schema is version ${mark.slice(MARK.length)}, this release knows ${SCHEMA_VERSION}`);
}

/** What the schema says it is; undefined where there is none. @throws NotALedger where the database does not keep Unicode */
async function markOf(client: ClientBase): Promise<string | null | undefined> {
  // Asked of the table: to_regnamespace may remember, behind a lock, what was there before it.
  const { rows } = await client.query<{ encoding: string; schema: string | null; mark: string | null }>(
    "SELECT current_setting('server_encoding') AS encoding, nspname AS schema, obj_description(pg_namespace.oid, 'pg_namespace') AS mark FROM (SELECT) AS one LEFT JOIN pg_namespace ON nspname = 'parley'",
  );
  const { encoding, schema, mark } = rows[0]!;
  if (encoding !== 'UTF8') throw new NotALedger('the database', `it keeps text as ${encoding}: create one with ENCODING 'UTF8'`);
  return schema === null ? undefined : mark;
}
