import type { CaseFile } from '#libs/formats';
import { openScratch } from './scratch.js';

/** A file of a case, or some of a long one; its pieces come one after another. */
export interface FilePiece {
  path: string;
  text: string;
}

/** Files of a case that were sent. */
export interface Upload {
  files: CaseFile[];
  /** Deletes them. */
  close(): void;
}

/** Takes in the files of a case as they come; they wait in a temporary file, not in memory. */
export async function receiveFiles(pieces: AsyncIterable<FilePiece>): Promise<Upload> {
  const { db, close } = openScratch('CREATE TABLE pieces (path TEXT NOT NULL, text TEXT NOT NULL); CREATE INDEX pieces_by_path ON pieces (path)');
  const keep = db.prepare('INSERT INTO pieces VALUES (?, ?)');
  const paths = db.prepare<[], string>('SELECT path FROM pieces GROUP BY path ORDER BY min(rowid)').pluck();
  const next = db.prepare<[string, number], { place: number; text: string }>('SELECT rowid AS place, text FROM pieces WHERE path = ? AND rowid > ? ORDER BY rowid LIMIT 1');
  function* piecesOf(path: string): Generator<string, void> {
    for (let piece = next.get(path, 0); piece !== undefined; piece = next.get(path, piece.place)) yield piece.text;
  }
  try {
    for await (const { path, text } of pieces) keep.run(path, text);
    return { files: paths.all().map((path) => ({ path, text: piecesOf(path) })), close };
  } catch (error) {
    close();
    throw error;
  }
}
