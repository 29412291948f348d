/** How many bytes HTML takes for a text: in UTF-8, with what is escaped. */
export function htmlBytes(text: string): number {
  const escaped = text.match(/[&<>"]/g)?.length ?? 0;
  return Buffer.byteLength(text) + 5 * escaped;
}

/** A text cut so that it takes at most so many bytes of HTML. */
export function cutTo(bytes: number, text: string): string {
  if (htmlBytes(text) <= bytes) return text;
  let room = bytes - htmlBytes('…');
  let kept = '';
  for (const letter of text) {
    room -= htmlBytes(letter);
    if (room < 0) break;
    kept += letter;
  }
  return `${kept}…`;
}
