import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONNECTICUT, parley, type Ran, withFolder } from './run.js';

const ID = 'connecticut-2011';
let data: string;

/** On the ledger that all these tests read. */
const onLedger = (...argv: string[]): Promise<Ran> => parley([...argv, '--data', data]);

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  expect(await onLedger('import', CONNECTICUT)).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('reading', () => {
  it('prints the state as a page, without any colour where there is no terminal', async () => {
    const { code, out, err } = await onLedger('state', ID, '--at', '2011-07-13');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]).toBe('Connecticut and its state employees, the concession talks of 2011');
    expect(out).toMatch(/^ {2}status +rejected$/m);
    expect(out).toContain('– 328, per the administration');
    expect(out).toMatch(/^ {2}July 18, 2011 .* 5 days left$/m);
    expect(out).toMatch(/\nhttp:\/\/127\.0\.0\.1:3000\/api\/v1\/negotiations\/connecticut-2011\/state\?\S+conventions=\S+\n$/);
    expect(out).not.toContain('\u001B');
  });
  it('gives the answer itself with --json, links and all', async () => {
    const { out } = await onLedger('state', ID, '--at', '2011-05-05', '--json');
    const { notices, deal, links } = JSON.parse(out) as { notices: { rounds: { issued: { itemised: { recorded: boolean } } }[] }; deal: { status: string }; links: { self: string } };
    expect(notices.rounds.map(({ issued }) => issued.itemised.recorded)).toEqual(notices.rounds.map(() => false));
    expect(deal.status).toBe('talking');
    expect(links.self).toBe('/api/v1/negotiations/connecticut-2011/state?at=2011-05-05');
  });
  it('answers as it was known, and as the ledger held it', async () => {
    const before = await onLedger('notices', ID, '--at', '2011-07-12', '--known', '2011-07-12');
    expect(before.out).not.toContain('328');
    expect((await onLedger('notices', ID, '--at', '2011-07-12', '--known', '2011-07-13')).out).toContain('328, per the administration');
    expect((await onLedger('timeline', ID, '--ledger', '1', '--json')).out).toContain('"total": 1,');
  });
  it('prints lists whole, page after page, and says on stderr how many there are', async () => {
    const { out, err } = await onLedger('timeline', ID);
    const { total } = JSON.parse((await onLedger('timeline', ID, '--json')).out) as { total: number };
    expect(total).toBeGreaterThan(100);
    expect(err).toMatch(new RegExp(`^${total} of ${total}; `));
    for (const key of ['M4', 'N8', 'Q1', 'V2']) expect(out).toMatch(new RegExp(`  ${key}  `));
  });
  it('prints so many as were asked for, and how to go on', async () => {
    const first = await onLedger('statements', ID, '--limit', '2', '--side', 'employer');
    const cursor = /--cursor (\S+?);/.exec(first.err)?.[1] ?? '';
    const second = await onLedger('statements', ID, '--limit', '2', '--side', 'employer', '--cursor', cursor);
    expect(second.code).toBe(0);
    expect(second.out).not.toBe(first.out);
    expect(second.out).toContain('(employer)');
  });
  it('tells a story of one kind of facts from either end, and how to go on', async () => {
    const told = async (...more: string[]): Promise<string[]> => (await onLedger('story', ID, '--kind', 'notices', ...more)).out.trimEnd().split('\n').filter((line) => /  N\d/.test(line)).map((line) => line.replaceAll(/ +/g, ' ').slice(0, 50));
    const [newest, oldest] = [await told(), await told('--order', 'oldest')];
    expect(newest.length).toBeGreaterThan(5);
    expect(oldest).toEqual([...newest].reverse());
    const { out, err } = await onLedger('story', ID, '--kind', 'notices', '--limit', '2', '--place', '3');
    expect(out.replaceAll(/ +/g, ' ')).toContain(newest[2]);
    expect(err).toMatch(/^2 of \d+; the next: --place 5; /);
  });
  it('pages through the facts that changed, and those behind a value', async () => {
    for (const command of [['diff', ID, '--from', '2011-05-01', '--to', '2011-07-13'], ['explain', ID, 'notices.all.issued']]) {
      const page = async (...more: string[]): Promise<{ facts: { fact: string }[]; factCount: number; next: string }> => JSON.parse((await onLedger(...command, '--limit', '1', '--json', ...more)).out);
      const first = await page();
      const second = await page('--cursor', first.next);
      expect([first.facts.length, second.facts.length, second.factCount]).toEqual([1, 1, first.factCount]);
      expect(second.facts[0]?.fact).not.toBe(first.facts[0]?.fact);
    }
  });
  it.each([
    ['list', [], 'connecticut-2011'],
    ['across', ['--by', 'month', '--at', '2011-05-31'], '2011-05'],
    ['story', [ID, '--at', '2011-07-13'], '– Dannel P. Malloy: With the tentative agreement'],
    ['story', [ID, '--kind', 'ballots', '--order', 'oldest'], 'The package passes if 14 of the 15 unions vote for it'],
    ['steps', [ID, '--at', '2011-07-13'], 'fact 8'],
    ['steps', [ID, '--index', '1'], 'fact 1 of '],
    ['course', [ID, '--at', '2011-07-13'], '[later] '],
    ['deadlines', [ID, '--at', '2011-07-13'], '    May 12, 2011, midday; passed 62 days ago, outcome not reported'],
    ['ballots', [ID, '--at', '2011-07-13'], '4 of 15 against, so at most 11 for; 14 needed: defeated'],
    ['figures', [ID], '81 agencies to 57 agencies'],
    ['statements', [ID, '--q', 'tenor'], 'Roy Occhiogrosso'],
    ['search', ['tenor talks', '--at', '2011-07-31'], 'connecticut-2011'],
    ['search', ['nothing like it'], 'No statement says so.'],
    ['explain', [ID, 'notices.rounds.july.issued'], '2 FACTS'],
    ['findings', [ID], 'not-contradicted · stated-total'],
    ['diff', [ID, '--from', '2011-07-11', '--to', '2011-07-13'], 'talking → rejected'],
    ['replay', [ID, '--to', '2011-05-10'], 'deal status: none → talking'],
    ['replay', [ID, '--clock', 'recorded', '--to', '5'], '5 steps'],
    ['facts', ['show', `${ID}.M4`], 'when: May 5, 2011 (S0 ¶9)'],
    ['facts', ['history', `${ID}.M4`], 'REVISION 1: RECORD'],
  ])('answers %s %j', async (command, args, told) => {
    const { code, out } = await onLedger(command, ...args);
    expect(code).toBe(0);
    expect(out).toContain(told);
    for (const line of out.split('\n').filter((each) => !each.startsWith('http'))) expect([...line].length).toBeLessThanOrEqual(100);
  });
  it('replays as JSON Lines with --json', async () => {
    const { out } = await onLedger('replay', ID, '--clock', 'recorded', '--to', '5', '--json');
    const steps = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { step: number; seq: number });
    expect(steps.map(({ step, seq }) => [step, seq])).toEqual([[1, 0], [2, 1], [3, 2], [4, 3], [5, 4]]);
  });
  it('exports the events as they were recorded', async () => {
    const lines = (await onLedger('export', ID, '--ledger', '3')).out.trimEnd().split('\n').map((line) => JSON.parse(line) as { head: { seq: number; bodyHash: string } });
    expect(lines.map(({ head }) => head.seq)).toEqual([0, 1, 2]);
    expect(lines[0]?.head.bodyHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('what is wrong', () => {
  it.each([
    [2, [], 'Usage: parley'],
    [2, ['stat', ID], "unknown command 'stat'\n(Did you mean state?)"],
    [2, ['state'], "missing required argument 'id'\n  parley help COMMAND says what it takes"],
    [2, ['state', ID, '--at', '13.7.2011'], 'expected the year first, in four digits, then month and day: 2011-07-12'],
    [2, ['state', ID, '--at', 'today'], 'it does not begin with a year (at and known are now where they are left out). Accepted: a date (2011-07-13, its end)'],
    [2, ['state', ID, '--frm', '2011'], "unknown option '--frm'"],
    [2, ['timeline', ID, '--type', 'notice'], 'Allowed choices are negotiation.opened'],
    [2, ['timeline', ID, '--limit', 'many'], 'It must be a whole number.'],
    [2, ['timeline', ID, '--limit', '0'], 'It must be a whole number from 1.'],
    [2, ['timeline', ID, '--limit', '1001'], 'It must be a whole number from 1 to 1000.'],
    [2, ['story', ID, '--place', '0'], 'It must be a whole number from 1.'],
    [2, ['audit', ID, '--since', '9', '--json'], "option '--since <size>' cannot be used with option '--json'"],
    [2, ['copy', '--from', 'ledger.db', '--to', 'memory:'], 'no log engine for "ledger.db": use'],
    [2, ['state', ID, '--at', '2011-02-30'], 'there is no day 30 in 2011-02'],
    [2, ['state', ID, '--ledger', '99999'], 'a size of 99999 is not there yet'],
    [2, ['timeline', ID, '--cursor', 'x'], 'start again without one'],
    [2, ['diff', ID], "required option '--from <when>' not specified"],
    [2, ['state', ID, '--url', 'here'], "cannot be used with option '--data <dir>'"],
    [3, ['state', 'nowhere'], 'parley list names the negotiations'],
    [3, ['facts', 'show', 'nothing'], 'there is no fact nothing'],
    [3, ['explain', ID, 'deal.mood'], 'one of: deal.status, deal.possible'],
    [3, ['import', '/nonexistent'], 'there is no /nonexistent'],
    [3, ['facts', 'mend', `${ID}.M4`, '/nonexistent.json'], 'there is no /nonexistent.json'],
    [3, ['export', '--bundle', '/nonexistent/x.zip'], "/nonexistent/x.zip can't be written"],
    [3, ['token', 'revoke', 'nobody'], 'no token has the name nobody'],
  ])('exits with %i for %j, and says what to do', async (code, argv, told) => {
    const ran = await onLedger(...argv);
    expect(ran.err).toContain(told);
    expect(ran).toMatchObject({ code, out: '' });
  });
  it('names a setting that is wrong', async () => {
    expect(await parley(['list'], { env: { PARLEY_PORT: 'x' } })).toMatchObject({ code: 2, err: expect.stringContaining('PARLEY_PORT=x') });
  });
  it('makes no ledger in a folder that is not there', () =>
    withFolder(async (folder) => {
      const data = join(folder, 'typing', 'mistake');
      expect(await parley(['state', ID, '--data', data])).toMatchObject({ code: 3, out: '', err: expect.stringMatching(/there is no folder .*mistake.*\n.*--data or PARLEY_DATA/) });
      expect(await parley(['facts', 'retract', `${ID}.N8`], { env: { PARLEY_DATA: data } })).toMatchObject({ code: 3, out: '' });
      expect(await parley(['token', 'list', '--data', data])).toMatchObject({ code: 3, out: '' });
      expect(existsSync(join(folder, 'typing'))).toBe(false);
    }));
  it('says what stands where the ledger should be', () =>
    withFolder(async (folder) => {
      const [file, ledger] = [join(folder, 'file'), join(folder, 'ledger.db')];
      writeFileSync(file, '');
      writeFileSync(ledger, 'a letter');
      const importTo = (data: string): Promise<Ran> => parley(['import', CONNECTICUT, '--data', data]);
      expect(await importTo(join(file, 'below'))).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/file.* can't be written to .*: set PARLEY_DATA to a folder that this user may write to\n$/) });
      expect(await importTo(file)).toEqual({ code: 2, out: '', err: `parley: ${file} is a file: set PARLEY_DATA to a folder\n` });
      expect(await importTo(ledger)).toEqual({ code: 2, out: '', err: `parley: ${ledger} is a file: set PARLEY_DATA to a folder, such as ${folder}, where it lies\n` });
      expect(await parley(['list', '--data', folder])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/is not a Parley ledger .* Move it away, or name another\.\n$/) });
      expect(readFileSync(ledger, 'utf8')).toBe('a letter');
    }));
  it('says what to name in place of a file, or of a folder that is no case', () =>
    withFolder(async (folder) => {
      const put = (...names: string[]): string => {
        const path = join(folder, ...names);
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(path, '');
        return path;
      };
      const [record, list, article, ledger] = [put('talks', 'case.yaml'), put('talks', 'notices.csv'), put('articles', 'S1.txt'), put('kept', 'ledger.db')];
      const aCase = 'a case is a folder with a case.yaml';
      const importing: [string, string][] = [
        [record, `is a file: name the folder of its case: parley import ${join(folder, 'talks')}`],
        [`${record}/`, `is a file: name the folder of its case: parley import ${join(folder, 'talks')}`],
        [list, `is a file: name the folder of its case: parley import ${join(folder, 'talks')}`],
        [put('notices.csv'), `is a file: ${aCase}; put the list there, name it in case.yaml, and import the folder`],
        [put('talks.yaml'), `is a file: ${aCase}; put this there under that name, and import the folder`],
        [put('ledger.zip'), `is a file: unpack a case that was sent so, and name the folder with its case.yaml; what parley export --bundle wrote is checked by parley verify ${join(folder, 'ledger.zip')}, and is not imported`],
        [put('talks.jsonl'), `is a file: ${aCase}; events that were exported are not imported, parley copy takes a whole ledger elsewhere`],
        [article, `is a file: ${aCase} and its lists: name that`],
      ];
      for (const [path, told] of importing) expect(await onLedger('import', path)).toEqual({ code: 5, out: '', err: `parley: ${path} ${told}\n` });
      const empty = 'a case is a folder that holds one';
      const folders: [string, string][] = [
        [folder, `${empty}; ${join(folder, 'talks')} does`],
        [join(folder, 'articles'), empty],
        [join(put('yml', 'case.yml'), '..'), `${empty}; case.yml has to be named case.yaml`],
      ];
      for (const [path, told] of folders) expect(await onLedger('import', path)).toEqual({ code: 3, out: '', err: `parley: there is no case.yaml in ${path}: ${told}\n` });

      expect((await onLedger('sources', 'check', ID, article)).err).toBe(`parley: ${article} is a file: name the folder with the articles: parley sources check ${ID} ${join(folder, 'articles')}\n`);
      expect(await parley(['witness', 'key', '--state', article])).toEqual({ code: 2, out: '', err: `parley: ${article} is a file: --state names a folder\n` });
      expect((await parley(['copy', '--from', `sqlite:${join(ledger, '..')}`, '--to', 'memory:'])).err).toContain(`is a folder: name the file in it, sqlite:${ledger}\n`);
    }));
  it('says that a server does not answer', async () => {
    expect(await parley(['list', '--url', 'http://127.0.0.1:1'])).toMatchObject({ code: 70, err: expect.stringContaining('http://127.0.0.1:1 does not answer') });
  });
  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await parley(['--version'])).toEqual({ code: 0, err: '', out: `${version}\n` });
  });
  it('shows help on stdout when it is asked for', async () => {
    expect(await parley(['help'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/\nExamples:\n {2}parley state /) });
    expect(await parley(['state', '--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--known <when>') });
  });
});

describe('writing', () => {
  it('imports twice, and writes nothing the second time', () =>
    withFolder(async (folder) => {
      const at = ['--data', folder];
      const planned = await parley(['import', CONNECTICUT, '--dry-run', ...at]);
      expect(planned.out).toMatch(/connecticut-2011: would be \d+ recorded; 0 unchanged\n$/);
      expect((await parley(['list', ...at])).out).toBe('No negotiation fits.\n');
      expect((await parley(['import', CONNECTICUT, ...at])).out).toMatch(/connecticut-2011: \d+ recorded; 0 unchanged\n$/);
      expect((await parley(['import', CONNECTICUT, ...at])).out).toMatch(/connecticut-2011: nothing to write; \d+ unchanged\n$/);
    }));
  it('names the CSV files beside a case that it does not read, and what to write in case.yaml', () =>
    withFolder(async (folder) => {
      const dir = join(folder, 'case');
      mkdirSync(dir);
      writeFileSync(join(dir, 'case.yaml'), 'negotiation: { id: talks, title: The talks, zone: UTC }\nlists: { may.csv: { type: issued } }\n');
      for (const month of ['june', 'may']) writeFileSync(join(dir, `${month}.csv`), `id,when,count\n${month}-1,2011-05-01,10\n`);
      const hint = '? 1 beside case.yaml but not read, for want of a line such as "june.csv: { type: issued }" below its "lists:": june.csv';
      expect(await parley(['import', dir, '--data', folder])).toMatchObject({ code: 0, out: expect.stringContaining(`+ 2 new: talks, talks.may-1\n${hint}\n= 0 unchanged\n`) });
      writeFileSync(join(dir, 'case.yaml'), 'negotiation: { id: talks, title: The talks, zone: UTC }\nlists:\n  may.csv: { type: issued }\n  june.csv: { type: issued }\n');
      expect((await parley(['import', dir, '--data', folder])).out).toContain('+ 1 new: talks.june-1\n= 2 unchanged\n');
    }));
  it('names every problem of a case by file, line and column, and writes nothing', () =>
    withFolder(async (folder) => {
      const dir = join(folder, 'case');
      mkdirSync(dir);
      writeFileSync(join(dir, 'case.yaml'), 'negotiation:\n  id: talks\n  title: The talks\n  zone: America/New_York\nmilestones:\n  M1: { when: 2011-02-30, kind: talks-opened }\n  M2: { when: 2011-03-01, kind: talks-opend }\n');
      const { code, err } = await parley(['import', dir, '--data', folder]);
      expect(code).toBe(5);
      expect(err).toMatch(new RegExp(`^${dir}/case\\.yaml:6:15: .*2011-02`, 'm'));
      expect(err).toMatch(new RegExp(`^${dir}/case\\.yaml:7:33: .*did you mean "talks-opened"`, 'm'));
      expect((await parley(['list', '--data', folder])).out).toBe('No negotiation fits.\n');
    }));
  it('revises, mends, retracts and reinstates a fact, each as its next revision', () =>
    withFolder(async (folder) => {
      const fact = `${ID}.M1`;
      const at = ['--data', folder];
      const claims = '- { happened: "2009", data: { kind: earlier-agreement, what: An earlier agreement } }';
      await parley(['import', CONNECTICUT, ...at]);
      const receipts = [
        await parley(['facts', 'mend', fact, '--reason', 'typing', ...at], { stdin: claims }),
        await parley(['facts', 'revise', fact, '-', '--reported', '2011-08-01', ...at], { stdin: JSON.stringify([{ happened: '2009', data: { kind: 'earlier-agreement', what: 'Another' } }]) }),
        await parley(['facts', 'retract', fact, '--revision', '3', ...at]),
        await parley(['facts', 'reinstate', fact, ...at]),
      ];
      expect(receipts.map(({ out }) => / revision (\d) recorded /.exec(out)?.[1])).toEqual(['2', '3', '4', '5']);
      const { out } = await parley(['facts', 'history', fact, ...at]);
      expect(out).toMatch(/REVISION 2: MEND[^]*reason: typing[^]*REVISION 3: REVISE[^]*REVISION 4: RETRACT[^]*REVISION 5: REINSTATE/);
    }));
  it('writes the same event once', () =>
    withFolder(async (folder) => {
      const at = ['--data', folder];
      await parley(['import', CONNECTICUT, ...at]);
      const retract = (): Promise<Ran> => parley(['facts', 'retract', `${ID}.M1`, '--id', 'once', '--json', ...at]);
      const [first, again] = [JSON.parse((await retract()).out), JSON.parse((await retract()).out)] as [object, object];
      expect(again).toEqual({ ...first, repeated: true });
    }));
  it.each([
    [4, ['retract', `${ID}.M4`, '--revision', '7'], '', 'revision 7 was expected'],
    [5, ['mend', `${ID}.M4`], '[{ "happened": "2011-05-40", "data": { "kind": "budget-signed", "x": 1 } }]', '/claims/0/data/x: unknown member "x"'],
    [5, ['mend', `${ID}.M4`], '{ "happened": ', 'stdin:1:'],
    [5, ['mend', `${ID}.M4`], '['.repeat(20_000), 'stdin:1:101: here lists and mappings lie more than 100 deep in each other (no fact needs that: '],
    [5, ['mend', `${ID}.M4`], '[1]', 'stdin holds no claims'],
    [4, ['reinstate', `${ID}.M4`], '', `${ID}.M4`],
  ])('exits with %i for facts %j, and writes nothing', async (code, argv, stdin, told) => {
    const ran = await parley(['facts', ...argv, '--data', data], { stdin });
    expect(ran.err).toContain(told);
    expect(ran).toMatchObject({ code, out: '' });
    expect((await onLedger('facts', 'show', `${ID}.M4`)).out).toContain('revision 1');
  });
});

describe('long work', () => {
  it.each([
    ['importing', ['import', CONNECTICUT]],
    ['exporting', ['export', ID]],
    ['replaying', ['replay', ID]],
    ['replaying', ['replay', ID, '--json']],
    ['building the index', ['rebuild']],
    ['verifying', ['verify']],
  ])('tells how far %s is to who watches, on stderr alone', async (what, words) => {
    const { code, out, err } = await parley([...words, '--data', data], { watched: true });
    expect([code, err.split('\r\u001B[K')[1]]).toEqual([0, expect.stringMatching(`^${what}(: 0| \\[)`)]);
    expect(out).not.toContain(what);
  });
});

describe('checking and keeping', () => {
  it('checks that each article has its hash, and each cited paragraph is there', () =>
    withFolder(async (folder) => {
      const [dir, articles] = [join(folder, 'case'), join(folder, 'articles')];
      mkdirSync(dir);
      mkdirSync(articles);
      const article = 'The talks open.\n\nThey go on.\n';
      const sha256 = createHash('sha256').update(article).digest('hex');
      const source = (key: string, hash: string): string => `  ${key}: { published: 2011-05-01, file: ${key}.txt, sha256: ${hash} }\n`;
      const facts = 'milestones:\n  M1: { when: 2011-05-01, kind: talks-opened, source: [S1 ¶2, S2 ¶1] }\n  M2: { when: 2011-05-02, kind: talks-continued, source: S1 ¶3 }\n';
      writeFileSync(join(dir, 'case.yaml'), `negotiation: { id: talks, title: The talks, zone: UTC }\nsources:\n${source('S1', sha256)}${source('S2', sha256)}${facts}`);
      for (const name of ['S1', 'S2']) writeFileSync(join(articles, `${name}.txt`), article);
      await parley(['import', dir, '--data', folder]);
      const check = (): Promise<Ran> => parley(['sources', 'check', 'talks', articles, '--data', folder]);

      const beyond = await check();
      expect(beyond).toMatchObject({ code: 1, out: expect.stringMatching(/^missing +talks\.S1 +¶3: the file has 2 paragraphs \(cited by talks\.M2\)$/m) });
      expect(beyond.out).toMatch(/^ok +talks\.S2 +the hash, 1 cited place$/m);

      writeFileSync(join(articles, 'S2.txt'), `${article} `);
      expect((await check()).out).toMatch(/^altered +talks\.S2 /m);
    }));
  it('makes, lists and revokes tokens; the token alone is on stdout', () =>
    withFolder(async (folder) => {
      const at = ['--data', folder];
      const made = await parley(['token', 'create', 'desk', ...at]);
      expect(made.out).toMatch(/^parley_[\w-]{43}\n$/);
      expect(readFileSync(join(folder, 'tokens.json'), 'utf8')).not.toContain(made.out.trim());
      expect((await parley(['token', 'list', ...at])).out).toMatch(/^desk {2}since \d{4}-/);
      expect(await parley(['token', 'revoke', 'desk', ...at])).toMatchObject({ code: 0, out: '' });
      expect((await parley(['token', 'list', '--json', ...at])).out).toBe('[]\n');
    }));
  it('rebuilds the index', async () => {
    expect(await onLedger('rebuild')).toMatchObject({ code: 0, out: expect.stringMatching(/^the index holds (\d+) of \1 events\n$/) });
  });
  it('keeps a ledger where it is, and not over the wire', async () => {
    expect(await parley(['token', 'list', '--url', 'http://127.0.0.1:1'])).toMatchObject({ code: 2, err: expect.stringContaining('where the ledger is') });
  });
});
