import { createIndexWriter, type IndexWriter } from '../index-writer.js';
import type { Sql } from '../sql.js';
import { connect } from './connection.js';
import { oneAtATime } from './one-writer.js';
import { postgresSql } from './sql.js';

/** Emptying the tables for a rebuild takes a while. Milliseconds. */
const WRITING = 600_000;

export function openWriterSql(url: string): Sql {
  return postgresSql(connect(url, WRITING));
}

export function openWriter(url: string): IndexWriter {
  const sql = openWriterSql(url);
  return oneAtATime(createIndexWriter(sql), sql);
}
