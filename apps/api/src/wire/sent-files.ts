import type { Readable } from 'node:stream';
import type { FilePiece } from '#libs/application';
import { Problem } from '../http/problem.js';
import { filePiece, MOST_FILES } from './bodies.js';
import { readBody } from './read.js';

/**
 * The files of a case that are sent as JSON Lines, piece by piece as they come.
 * @param longest characters of a line
 * @throws Problem malformed-json, invalid-body, body-too-large
 */
export async function* sentFiles(body: Readable, longest: number): AsyncGenerator<FilePiece, void> {
  const paths = new Set<string>();
  let number = 0;
  for await (const line of linesOf(body, longest)) {
    number += 1;
    if (line.trim() === '') continue;
    const piece = readBody(filePiece, parsed(line, number));
    paths.add(piece.path);
    if (paths.size > MOST_FILES) throw new Problem('invalid-body', `line ${number}: a case has at most ${MOST_FILES} files`);
    yield piece;
  }
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Problem('malformed-json', `line ${number}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function* linesOf(body: Readable, longest: number): AsyncGenerator<string, void> {
  let rest = '';
  for await (const text of body.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > longest) throw new Problem('body-too-large', `a line has more than ${longest} characters: send a long file in several`);
  }
  yield rest;
}
