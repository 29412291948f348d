/** A work as reference managers know it: a record at one version, which never changes. */
export interface Citation {
  /** Of this version alone. */
  id: string;
  title: string;
  publisher: string;
  url: string;
  /** ISO 8601 day on which the version came to be. */
  issued: string;
  version: string;
  abstract: string;
  note: string;
}

/** CSL-JSON, the input of the Citation Style Language's processors (schema csl-data.json, 1.0.2): one item of type `dataset`. */
export function toCslJson({ id, title, publisher, url, issued, version, abstract, note }: Citation): string {
  const item = { id, type: 'dataset', title, publisher, URL: url, issued: { 'date-parts': [issued.split('-').map(Number)] }, version, abstract, note };
  return `${JSON.stringify([item], null, 2)}\n`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** BibTeX (btxdoc, 1988; `url` as in natbib and biblatex): one entry of type `misc`, in UTF-8. The title keeps its capitals. */
export function toBibtex({ id, title, publisher, url, issued, version, abstract, note }: Citation): string {
  const [year = '', month = ''] = issued.split('-');
  const fields = { title: `{${tex(title)}}`, publisher: tex(publisher), year, url, edition: tex(version), abstract: tex(abstract), note: tex(note) };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@misc{${id.replaceAll(/[^A-Za-z0-9:.-]+/g, '-')},\n${lines.join('')}  month = ${MONTHS[Number(month) - 1]}\n}\n`;
}

const TEX: Readonly<Record<string, string>> = {
  // BibTeX counts braces even after a backslash: as commands they can not leave the field.
  '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
  '$': '\\$', '&': '\\&', '#': '\\#', '%': '\\%', '_': '\\_',
};

function tex(text: string): string {
  return inOneLine(text).replaceAll(/[\\{}~^$&#%_]/g, (character) => TEX[character]!);
}

/** RIS (Research Information Systems; the tags as Zotero and EndNote read them): one reference of type DATA, each tag on a line ended by CR LF. */
export function toRis({ title, publisher, url, issued, version, abstract, note }: Citation): string {
  const tags = [
    ['TY', 'DATA'], ['TI', title], ['PB', publisher], ['PY', issued.slice(0, 4)], ['DA', `${issued.replaceAll('-', '/')}/`],
    ['ET', version], ['UR', url], ['AB', abstract], ['N1', note], ['ER', ''],
  ] as const;
  return tags.map(([tag, text]) => `${tag}  - ${inOneLine(text)}\r\n`).join('');
}

/** Line breaks and controls would end a field, or begin another. */
function inOneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
