// Takes over records from files of another system, over HTTP. Without --commit it is a dry run, which waits on the page
// Imports of the console:
//   npm run import -- csv FILE [--subject NAME] --system NAME [--clinic NAME] [--map field=Heading …]
//   npm run import -- fhir FILE… --system NAME [--clinic NAME]
//   both: [--commit] [--report FILE] [--url http://127.0.0.1:4300] [--into-demo]
//         [--key-file FILE, or DAYSHEET_KEY: a service account's key, which no list of processes shows]
//         [--login NAME, with the password in DAYSHEET_PASSWORD; without any of them the demo's administrator]
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importLeftOutWords, importProblemWords } from '#contract/import-words';
import { importSubjects, type ImportMapping, type ImportSubject } from '#contract/import-fields';
import type { ImportProblem } from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import { httpConsole, httpProgram, type HttpCaller } from './http-console.ts';
import { allProblems, checkRun, mapColumns, reportOf, sendFiles, writeRun } from './import-run.ts';

const usage = `Usage: npm run import -- csv FILE [--subject ${importSubjects.join('|')}] --system NAME [--clinic NAME] [--map field=Heading …]
       npm run import -- fhir FILE… --system NAME [--clinic NAME]
       [--commit] [--report FILE] [--url http://127.0.0.1:4300] [--into-demo] [--key-file FILE | --login NAME]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    subject: { type: 'string' },
    system: { type: 'string' },
    clinic: { type: 'string' },
    map: { type: 'string', multiple: true, default: [] },
    commit: { type: 'boolean', default: false },
    report: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:4300' },
    'into-demo': { type: 'boolean', default: false },
    login: { type: 'string' },
    'key-file': { type: 'string' },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function subjectOf(name: string | undefined): ImportSubject | null {
  const subject = importSubjects.find((each) => each === name);
  if (subject === undefined && name !== undefined)
    throw new Error(`--subject is one of ${importSubjects.join(', ')}.`);
  return subject ?? null;
}

function chosenColumns(): ImportMapping {
  return Object.fromEntries(
    values.map.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
}

/** Who takes over, and where they could. */
interface Desk {
  caller: HttpCaller;
  clinics: readonly { id: string; name: string; shortName: string }[];
}

async function deskOf(): Promise<Desk> {
  const url = values.url.replace(/\/$/, '');
  const { login, 'key-file': keyFile } = values;
  const key =
    keyFile === undefined ? process.env['DAYSHEET_KEY'] : (await readFile(keyFile, 'utf8')).trim();
  if (key !== undefined && login === undefined) {
    const { account, ...caller } = await httpProgram(url, key);
    return { caller, clinics: account.clinics };
  }
  const who =
    login === undefined
      ? ('administrator' as const)
      : { login, password: process.env['DAYSHEET_PASSWORD'] ?? '' };
  const { me, ...caller } = await httpConsole(url, who);
  return { caller, clinics: me.clinics };
}

function clinicIdOf({ clinics }: Desk): string {
  const [only] = clinics;
  const named = clinics.filter(({ name, shortName }) =>
    [name, shortName].some((each) => each.toLowerCase() === values.clinic?.toLowerCase()),
  );
  const clinic = values.clinic === undefined && clinics.length === 1 ? only : named[0];
  if (clinic === undefined)
    throw new Error(`--clinic is one of ${clinics.map(({ name }) => name).join(', ')}.`);
  return clinic.id;
}

function progress({ done, unchanged, refused, total }: ImportRun): void {
  if (!process.stdout.isTTY || total === 0) return;
  const bar = '█'.repeat(Math.round(((done + unchanged + refused) / total) * 30)).padEnd(30, '·');
  process.stdout.write(`\r${bar} ${done} of ${total}`);
}

interface Found {
  subject: ImportSubject;
  problem: ImportProblem;
}

async function takeOver(desk: Desk, paths: readonly string[]): Promise<Found[]> {
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: await readFile(path) })),
  );
  const runs = await sendFiles(desk.caller, {
    clinicId: clinicIdOf(desk),
    system: values.system ?? '',
    files,
    subject: subjectOf(values.subject),
    intoDemo: values['into-demo'],
  });
  const found: Found[] = [];
  for (const run of runs) {
    const { subject } = run;
    const ended = await takeOverRun(desk.caller, run);
    if (process.stdout.isTTY) say('');
    say(
      `${subject}: ${ended.total} lines, ${ended.ready} ready, ${ended.done} written, ` +
        `${ended.unchanged} there already, ${ended.refused} refused, ${ended.warned} with a warning`,
    );
    for (const left of ended.leftOut) say(importLeftOutWords(left));
    for (const problem of await allProblems(desk.caller, run.id)) found.push({ subject, problem });
  }
  return found;
}

async function takeOverRun(caller: HttpCaller, run: ImportRun): Promise<ImportRun> {
  const chosen = chosenColumns();
  const mapped =
    Object.keys(chosen).length > 0 && run.format === 'csv'
      ? await mapColumns(caller, run, chosen)
      : run;
  for (const [field, heading] of Object.entries(mapped.mapping))
    say(`${field.padEnd(12)} ← ${heading}`);
  const checked = await checkRun(caller, mapped);
  return values.commit ? writeRun(caller, checked, progress) : checked;
}

async function takeOverAll(files: readonly string[]): Promise<boolean> {
  const desk = await deskOf();
  // FHIR files are one set; of CSV each is about something of its own.
  const sets = format === 'fhir' ? [files] : files.map((file) => [file]);
  const found: Found[] = [];
  for (const set of sets) found.push(...(await takeOver(desk, set)));
  if (values.report !== undefined) await writeFile(values.report, reportOf(found));
  else
    for (const { problem } of found)
      say(`${problem.line} ${problem.place} ${problem.field} ${importProblemWords(problem)}`);
  return found.every(({ problem }) => problem.weight === 'warned');
}

const [format, ...files] = positionals;
if ((format !== 'csv' && format !== 'fhir') || files.length === 0 || values.system === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  try {
    if (!(await takeOverAll(files))) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
