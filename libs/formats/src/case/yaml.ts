import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, type Pair, Parser } from 'yaml';
import { finished, type Slices } from '#libs/domain';
import { problem, type CaseProblem, type Located, type Place } from './located.js';

/** Reads YAML 1.2 and keeps where each value stands. All problems of form are reported; what can be read is. */
export function* readingYaml(file: string, text: string): Slices<{ root: Located | null; problems: CaseProblem[] }> {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const { tokens, tooDeep } = yield* tokensOf(text, lines);
  if (tooDeep !== undefined) return { root: null, problems: [problem(placeAt(tooDeep), `here lists and mappings lie more than ${DEEPEST} deep in each other`, 'no fact needs that: close brackets that stay open, and put text that holds brackets in quotes')] };
  const [document, second] = new Composer().compose(tokens, true, text.length) as Iterable<Document.Parsed>;
  yield;
  const problems = [...document!.errors, ...document!.warnings].map((error) => problem(placeAt(error.pos[0]), error.message, adviceOn(error.code)));
  if (second !== undefined) problems.push(problem(placeAt(second.range[0]), 'a second document begins here', 'write one, without "---" in between'));
  if (problems.length > 0 || document!.contents === null) return { root: null, problems };
  const root = locate(document!.contents as Node, { document: document!, placeAt, problems });
  return { root, problems };
}

/** As `readingYaml`, at once and as plain JSON: null where nothing is written. */
export function readYaml(file: string, text: string): { value: unknown; problems: CaseProblem[] } {
  const { root, problems } = finished(readingYaml(file, text));
  return { value: root?.value ?? null, problems };
}

/** Lexemes that are read at a time, in some milliseconds. */
const STRETCH = 500;

/** What lies deeper is not read: making a document of it takes the call stack, which ends somewhere. */
const DEEPEST = 100;

/** The syntax of a text, which takes longer to read than all that is made of it; or where it becomes too deep. */
function* tokensOf(text: string, lines: LineCounter): Slices<{ tokens: CST.Token[]; tooDeep?: number }> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return { tokens, tooDeep: parser.offset };
    if ((lexemes += 1) % STRETCH === 0) yield;
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** What people most often meant where YAML itself can't be read. */
function adviceOn(code: string): string | undefined {
  if (code === 'DUPLICATE_KEY') return 'an id or key stands only once in its section; give one of the two another id';
  if (code === 'TAB_AS_INDENT') return 'indent with spaces';
  if (code === 'UNEXPECTED_TOKEN') return 'text that follows a bracket, or that holds ": ", stands in quotes';
  return undefined;
}

interface Reading {
  document: Document.Parsed;
  placeAt: (offset: number) => Place;
  problems: CaseProblem[];
}

function locate(node: Node | null, reading: Reading, key?: Place): Located {
  const place = node?.range ? reading.placeAt(node.range[0]) : (key ?? reading.placeAt(0));
  const here = { place, key: key ?? place };
  if (isAlias(node)) {
    const target = node.resolve(reading.document);
    if (isScalar(target)) return { ...here, value: target.value, text: scalarText(target) };
    reading.problems.push(problem(place, `the alias *${node.source} stands for a list or a mapping`, 'an alias may stand for one value; write the list or mapping out'));
    return { ...here, value: null };
  }
  if (isMap(node)) {
    const members = new Map(node.items.map((pair) => member(pair as Pair<Node, Node | null>, reading)));
    return { ...here, value: Object.fromEntries([...members].map(([name, { value }]) => [name, value])), members };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => locate(item as Node, reading));
    return { ...here, value: items.map(({ value }) => value), items };
  }
  if (isScalar(node)) return { ...here, value: node.value, text: scalarText(node) };
  return { ...here, value: null };
}

function member({ key, value }: Pair<Node, Node | null>, reading: Reading): [string, Located] {
  const located = locate(key, reading);
  return [located.text ?? String(located.value), locate(value, reading, located.place)];
}

/** A plain scalar keeps what is written ("2011-05", "0.10"), whatever type YAML makes of it. */
function scalarText({ value, source }: { value: unknown; source?: string }): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}
