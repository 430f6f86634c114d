// Takes over patients and future visits from files of another system, over HTTP. Without --commit it is a dry run:
//   npm run import -- csv FILE --subject patients|visits --system NAME [--clinic NAME] [--map field=Heading …]
//   npm run import -- fhir FILE… --system NAME [--clinic NAME]
//   both: [--commit] [--report FILE] [--url http://127.0.0.1:4300] [--into-demo]
//         [--login NAME, with the password in DAYSHEET_PASSWORD; without it the demo's administrator]
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importSubjects, type ImportRun, type ImportSubject } from '#contract/imports';
import { httpConsole, type HttpConsole } from './http-console.ts';
import { fhirLines } from './import-fhir-lines.ts';
import { csvLines, type ImportLine } from './import-lines.ts';
import { allProblems, checkLines, problemRow, reportOf, writeLines } from './import-run.ts';

const usage = `Usage: npm run import -- csv FILE --subject patients|visits --system NAME [--clinic NAME] [--map field=Heading …]
       npm run import -- fhir FILE… --system NAME [--clinic NAME]
       [--commit] [--report FILE] [--url http://127.0.0.1:4300] [--into-demo] [--login NAME]`;

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
  },
});

interface Plan {
  subject: ImportSubject;
  lines: readonly ImportLine[];
}

interface Source {
  plans: Plan[];
  unread: { place: string; field: string; reason: string }[];
  places: ReadonlyMap<number, string>;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function readSource(format: string, files: readonly string[]): Promise<Source> {
  return format === 'csv' ? readCsvSource(files[0] ?? '') : readFhirSource(files);
}

async function readCsvSource(file: string): Promise<Source> {
  const subject = importSubjects.find((each) => each === values.subject);
  if (subject === undefined) throw new Error(`--subject is one of ${importSubjects.join(', ')}.`);
  const chosen = Object.fromEntries(
    values.map.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
  const { lines, mapping, unread } = csvLines(await readFile(file), { subject, chosen });
  for (const [field, heading] of Object.entries(mapping)) say(`${field.padEnd(12)} ← ${heading}`);
  return {
    plans: [{ subject, lines }],
    unread: unread.map(({ line, reason }) => ({ place: String(line), field: '', reason })),
    places: new Map(),
  };
}

async function readFhirSource(files: readonly string[]): Promise<Source> {
  const contents = files.map(async (name) => ({
    name: basename(name),
    bytes: await readFile(name),
  }));
  const { lines, places, unread, leftOut } = fhirLines(await Promise.all(contents));
  if (leftOut > 0) say(`${leftOut} resources are neither patients nor booked visits: left out`);
  return {
    plans: importSubjects.map((subject) => ({ subject, lines: lines[subject] })),
    unread: unread.map((each) => ({ ...each, field: '' })),
    places,
  };
}

function clinicIdOf({ me }: HttpConsole): string {
  const [only] = me.clinics;
  const named = me.clinics.filter(({ name, shortName }) =>
    [name, shortName].some((each) => each.toLowerCase() === values.clinic?.toLowerCase()),
  );
  const clinic = values.clinic === undefined && me.clinics.length === 1 ? only : named[0];
  if (clinic === undefined)
    throw new Error(`--clinic is one of ${me.clinics.map(({ name }) => name).join(', ')}.`);
  return clinic.id;
}

function progress({ done, unchanged, refused, total, ready }: ImportRun): void {
  if (!process.stdout.isTTY || total === 0) return;
  const part = ready === 0 && done === 0 ? 0 : (done + unchanged + refused) / total;
  const bar = '█'.repeat(Math.round(part * 30)).padEnd(30, '·');
  process.stdout.write(`\r${bar} ${done} of ${total}`);
}

async function takeOver(format: string, files: readonly string[]): Promise<boolean> {
  const source = await readSource(format, files);
  const login = values.login;
  const who =
    login === undefined
      ? ('administrator' as const)
      : { login, password: process.env['DAYSHEET_PASSWORD'] ?? '' };
  const desk = await httpConsole(values.url.replace(/\/$/, ''), who);
  const clinicId = clinicIdOf(desk);
  const report = [...source.unread];
  for (const { subject, lines } of source.plans.filter((plan) => plan.lines.length > 0)) {
    const fileName = files
      .map((file) => basename(file))
      .join(', ')
      .slice(0, 200);
    const system = values.system ?? '';
    const wanted = { clinicId, subject, system, fileName, intoDemo: values['into-demo'], lines };
    const { run, problems } = await checkLines(desk, wanted, progress);
    const ended = values.commit ? await writeLines(desk, run, progress) : run;
    const found = values.commit ? await allProblems(desk, run.id) : problems;
    report.push(...found.map((problem) => problemRow(problem, source.places.get(problem.line))));
    if (process.stdout.isTTY) say('');
    say(
      `${subject}: ${ended.total} lines, ${ended.ready} ready, ${ended.done} written, ` +
        `${ended.unchanged} there already, ${ended.refused} refused`,
    );
  }
  if (values.report !== undefined) await writeFile(values.report, reportOf(report));
  else for (const { place, field, reason } of report) say(`${place} ${field} ${reason}`);
  return report.length === 0;
}

const [format, ...files] = positionals;
if ((format !== 'csv' && format !== 'fhir') || files.length === 0 || values.system === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  try {
    if (!(await takeOver(format, files))) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
