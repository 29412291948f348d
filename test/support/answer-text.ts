import type { Answer, Encoded } from '#libs/application';

/** An answer's body as JSON text. */
export async function answerText(answer: Answer): Promise<string> {
  return answer.members === undefined ? JSON.stringify(answer.body) : `${joined(await answer.members())}}`;
}

export function joined(pieces: Iterable<string | Encoded>): string {
  return [...pieces].map((piece) => (typeof piece === 'string' ? piece : piece.bytes.toString())).join('');
}
