// Builders for specs: imports as the server answers them, and the pages with them.
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ImportProblem } from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { standingClock } from '../platform/work-queue/given-queue';
import { importsRoutes } from './imports-routes';

export const runId = '018f0000-0000-7000-8000-000000000a01';
const ofRun = `/api/imports/runs/${runId}`;
export const calls = {
  list: 'GET /api/imports/runs',
  read: 'POST /api/imports/files/read',
  get: `GET ${ofRun}`,
  preview: `GET ${ofRun}/preview`,
  problems: `GET ${ofRun}/problems`,
  counts: `GET ${ofRun}/problems/count`,
  post: (verb: string): string => `POST ${ofRun}/${verb}`,
};

export function aRun(over: Partial<ImportRun> = {}): ImportRun {
  return {
    id: runId,
    clinicId: riverside,
    subject: 'patients',
    system: 'old-emr',
    fileName: 'people.csv',
    format: 'csv',
    headings: ['MRN', 'Last', 'First', 'Born', 'Tel'],
    mapping: { identifier: 'MRN', family: 'Last', given: 'First', phone: 'Tel' },
    leftOut: [],
    startedById: aPerson().staffId,
    startedAt: '2026-11-23T13:00:00.000Z',
    endedAt: null,
    status: 'staging',
    total: 1200,
    ready: 0,
    unchanged: 0,
    refused: 0,
    done: 0,
    warned: 0,
    version: 2,
    ...over,
  };
}

export function aCheckedRun(over: Partial<ImportRun> = {}): ImportRun {
  const mapping = { ...aRun().mapping, birthOn: 'Born' };
  const figures = { total: 1200, ready: 1190, unchanged: 3, refused: 7, warned: 2 };
  return aRun({ status: 'checked', mapping, ...figures, version: 4, ...over });
}

export function aProblemOf(line: number, over: Partial<ImportProblem> = {}): ImportProblem {
  return {
    line,
    place: '',
    field: 'birthOn',
    code: 'bad-value',
    detail: '',
    weight: 'refused',
    ...over,
  };
}

export function importsServer(run: ImportRun, ...problems: ImportProblem[]): FakeServer {
  const counts = new Map<string, { count: number }>();
  for (const { code, field, weight } of problems) {
    const key = JSON.stringify({ code, field, weight });
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const counted = [...counts].map(([key, { count }]) => ({
    ...(JSON.parse(key) as object),
    count,
  }));
  return new FakeServer()
    .when(calls.list, { items: [run] })
    .when(calls.get, run)
    .when(calls.preview, {
      items: [{ line: 2, cells: ['P-1', 'Quill', 'Ada', '1970-02-28', '617 555 0123'] }],
    })
    .when(calls.problems, { items: problems, next: null })
    .when(calls.counts, { items: counted });
}

export async function visitImports(
  server: FakeServer,
  { url = '/imports', isDemo = false }: { url?: string; isDemo?: boolean } = {},
) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([{ path: 'imports', children: importsRoutes }], withComponentInputBinding()),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  const { organization } = aPerson();
  TestBed.inject(Session).begin(
    aPerson({ grants: [aGrant('administrator')], organization: { ...organization, isDemo } }),
  );
  const harness = await RouterTestingHarness.create(url);
  const element = harness.fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await harness.fixture.whenStable();
  };
  await settle();
  const textOf = (one: HTMLElement): string => one.innerText.trim().replace(/\s+/g, ' ');
  const one = (selector: string): HTMLElement => {
    const found = element.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`Nothing is ${selector}.`);
    return found;
  };
  // A field of any kind: each has a value.
  const field = (selector: string) => one(selector) as HTMLInputElement;
  let seq = 0;
  return {
    settle,
    url: () => TestBed.inject(Router).url,
    text: () => textOf(element),
    dialog: () => textOf(one('dialog[open]')),
    has: (selector: string) => element.querySelector(selector) !== null,
    one,
    field,
    cells: (selector: string) =>
      [...element.querySelectorAll<HTMLElement>(selector)].map((row) =>
        [...row.querySelectorAll<HTMLElement>('th, td')].map(textOf),
      ),
    async press(words: string) {
      const wanted = [...element.querySelectorAll('button')].findLast((button) =>
        button.textContent.includes(words),
      );
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await settle();
    },
    async choose(selector: string, value: string) {
      const box = field(selector);
      box.value = value;
      box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input'));
      await settle();
    },
    async giveFile(file: File) {
      const box = field('input[type=file]');
      const held = new DataTransfer();
      held.items.add(file);
      box.files = held.files;
      box.dispatchEvent(new Event('change'));
      await settle();
    },
    async drop(...files: File[]) {
      const held = new DataTransfer();
      for (const file of files) held.items.add(file);
      for (const type of ['dragover', 'drop'])
        document.dispatchEvent(new DragEvent(type, { dataTransfer: held, cancelable: true }));
      await settle();
    },
    async hear(run: ImportRun) {
      seq += 1;
      const feed = `imports:${riverside}`;
      socket.says.changes({
        feed,
        changes: [
          {
            feed,
            seq,
            type: 'imports.import-progressed',
            entityId: run.id,
            version: run.version,
            payload: run,
            actorId: null,
            commandId: null,
            at: '2026-11-23T14:00:00.000Z',
          },
        ],
      });
      await settle();
    },
  };
}
