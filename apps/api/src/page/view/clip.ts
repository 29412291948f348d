/** The beginning of a text that is too long to print; the data has all of it. @param most UTF-16 units */
export function clip(text: string, most = 600): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
