import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { DataExport } from '#contract/exports';
import { aGrant, aPerson, aProblem, FakeServer, FakeSocket } from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { standingClock } from '../../platform/work-queue/given-queue';
import { ExportsPage } from './exports-page';

const id = '018f0000-0000-7000-8000-000000000e01';
const list = 'GET /api/exports/runs';
const request = 'POST /api/exports/runs/request';
const postOf = (verb: string): string => `POST /api/exports/runs/${id}/${verb}`;

function anExport(over: Partial<DataExport> = {}): DataExport {
  return {
    id,
    reason: 'Yearly copy',
    requestedById: aPerson().staffId,
    requestedBy: 'Rivera, Sam',
    requestedAt: '2026-11-23T13:00:00.000Z',
    status: 'requested',
    filesDone: 0,
    files: 0,
    bytes: null,
    sha256: null,
    readyAt: null,
    expiresAt: null,
    failure: null,
    version: 1,
    ...over,
  };
}

const ready = anExport({
  status: 'ready',
  filesDone: 90,
  files: 90,
  bytes: 48_200_000,
  sha256: 'ab'.repeat(32),
  readyAt: '2026-11-23T13:05:00.000Z',
  expiresAt: '2026-11-26T13:05:00.000Z',
  version: 9,
});

async function visit(server: FakeServer) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([{ path: 'exports', component: ExportsPage }], withComponentInputBinding()),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('administrator')] }));
  const harness = await RouterTestingHarness.create('/exports');
  const element = harness.fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await harness.fixture.whenStable();
  };
  await settle();
  const buttons = () => [...element.querySelectorAll('button')];
  let seq = 0;
  return {
    settle,
    text: () => element.innerText.replace(/\s+/g, ' '),
    cells: () =>
      [...element.querySelectorAll<HTMLElement>('[data-export] td')].map((cell) =>
        cell.innerText.trim().replace(/\s+/g, ' '),
      ),
    has: (selector: string) => element.querySelector(selector) !== null,
    isDisabled: (words: string) => buttons().find((one) => one.innerText.includes(words))?.disabled,
    async type(words: string) {
      const field = element.querySelector<HTMLInputElement>('[name=reason]');
      if (!field) throw new Error('Nobody asks why.');
      field.value = words;
      await settle();
    },
    async press(words: string) {
      const wanted = buttons().findLast((button) => button.innerText.includes(words));
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await settle();
    },
    async hear(payload: DataExport) {
      seq += 1;
      const feed = 'exports:organization';
      const change = {
        feed,
        seq,
        type: 'exports.export-progressed',
        entityId: payload.id,
        version: payload.version,
        payload,
        actorId: null,
        commandId: null,
        at: '2026-11-23T14:00:00.000Z',
      };
      socket.says.changes({ feed, changes: [change] });
      await settle();
    },
  };
}

describe('ExportsPage', () => {
  afterEach(() => document.querySelectorAll('app-exports-page').forEach((one) => one.remove()));

  it('shows the one that is made, from the first moment to the archive', async () => {
    const page = await visit(new FakeServer().when(list, { items: [anExport()] }));
    expect(page.cells().slice(1, 5)).toEqual(['Rivera, Sam', 'Yearly copy', 'waiting', '']);
    expect(page.isDisabled('Export everything')).toBeTrue();
    await page.hear(anExport({ status: 'running', files: 90, filesDone: 30, version: 3 }));
    expect(page.cells().slice(3, 5)).toEqual(['being made', '30 of 90 files']);
    expect(page.has('mat-progress-bar')).toBeTrue();
    await page.hear(anExport({ status: 'running', files: 90, filesDone: 10, version: 2 }));
    expect(page.cells()[4]).toBe('30 of 90 files');
    await page.hear(ready);
    expect(page.cells().slice(3, 5)).toEqual(['ready', '48.2 MB']);
    expect(page.isDisabled('Export everything')).toBeFalse();
  });

  it('asks why before anything is made, and shows the refusal where it was asked', async () => {
    const server = new FakeServer().when(list, { items: [] });
    const page = await visit(server);
    expect(page.text()).toContain('Nothing was exported yet');
    await page.press('Export everything');
    await page.press('Make the archive');
    expect(page.text()).toContain('Say why');
    expect(server.callsOf(request)).toEqual([]);
    await page.type('  Yearly copy ');
    server.refuses(request, aProblem('rule-broken', 422, 'An archive is being made already.'));
    await page.press('Make the archive');
    expect(page.text()).toContain('An archive is being made already.');
    server.when(request, anExport());
    await page.press('Make the archive');
    expect(server.callsOf(request).at(-1)?.body).toEqual({ reason: 'Yearly copy' });
    expect(page.has('dialog[open]')).toBeFalse();
    expect(page.cells()[3]).toBe('waiting');
  });

  it('has the browser fetch an archive only after the server has said that it may', async () => {
    const server = new FakeServer().when(list, { items: [ready] });
    const fetched: string[] = [];
    spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
      fetched.push(this.getAttribute('href') ?? '');
    });
    const page = await visit(server);
    server.refuses(postOf('open'), aProblem('not-allowed', 403, 'Not yours to fetch.'));
    await page.press('Download');
    expect(page.text()).toContain('Not yours to fetch.');
    expect(fetched).toEqual([]);
    server.when(postOf('open'), ready);
    await page.press('Download');
    expect(fetched).toEqual([`/api/exports/runs/${id}/archive`]);
  });

  it('removes an archive, and says what became of those that are gone', async () => {
    const server = new FakeServer().when(list, { items: [ready] });
    server.when(postOf('withdraw'), anExport({ status: 'withdrawn', version: 10 }));
    const page = await visit(server);
    await page.press('Remove');
    expect(server.callsOf(postOf('withdraw'))[0]?.body).toEqual({ expectedVersion: 9 });
    expect(page.cells()[3]).toBe('withdrawn');
    await page.hear(anExport({ status: 'failed', failure: 'storage', version: 11 }));
    expect(page.cells().slice(3, 5)).toEqual(['failed', 'The store of files could not take it.']);
  });

  it('says plainly to whom it is closed', async () => {
    const server = new FakeServer().refuses(list, aProblem('not-allowed', 403, 'Not yours.'));
    const page = await visit(server);
    expect(page.text()).toContain('Only an administrator of every clinic exports everything');
  });
});
