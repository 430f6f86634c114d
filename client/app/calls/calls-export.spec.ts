import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { aPerson, aProblem, riverside } from '../platform/given-session';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { aCall, idOf, nine, queueServer, standingClock } from '../platform/work-queue/given-queue';
import { callsPrintRoutes } from './calls-print-routes';
import { visitCalls } from './given-calls-page';

const path = 'POST /api/calls/items/export';

/** What the page hands to the browser to save. */
function watchFiles(): { name: string; text: Promise<string> }[] {
  const files: { name: string; text: Promise<string> }[] = [];
  let last: Blob | null = null;
  spyOn(URL, 'createObjectURL').and.callFake((blob) => {
    last = blob as Blob;
    return 'blob:list';
  });
  spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
    files.push({ name: this.download, text: last!.text() });
  });
  return files;
}

async function settled(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 200 && !isSo(); turns++)
    await new Promise((done) => setTimeout(done, 5));
}

describe('the calls list as a file', () => {
  const all = Array.from({ length: 3 }, (_, n) => aCall({}, { id: idOf(1 + n) }));

  async function save(prepare: Parameters<typeof visitCalls>[0] = {}) {
    const files = watchFiles();
    const visit = await visitCalls({ url: '/calls?level=late', calls: all, ...prepare });
    await visit.page.click('button[aria-label="Save or print this list"]');
    const items = [...document.querySelectorAll<HTMLElement>('[mat-menu-item]')];
    items.find((item) => item.textContent.includes('CSV'))!.click();
    return { ...visit, files };
  }

  it('holds every part of the list on show, by the columns on show', async () => {
    const parts = [
      { items: all.slice(0, 2), next: 'Wmore', at: nine },
      { items: all.slice(2), next: null, at: nine },
    ];
    const { files, server } = await save({
      prepare: (server) => server.answers.set(path, () => ({ body: parts.shift() })),
    });
    await settled(() => files.length > 0);
    expect(files.map(({ name }) => name)).toEqual(['calls-2026-11-23.csv']);
    const text = await files[0]!.text;
    expect(text).toContain('Open, late · 3 rows');
    for (const { patient } of all) expect(text).toContain(`"${patient.family}, Ana`);
    const [first, second] = server.callsOf(path).map(({ body }) => body);
    const wanted = { clinicId: riverside, filter: { show: 'open', level: 'late' }, target: 'csv' };
    expect(first).toEqual(jasmine.objectContaining(wanted));
    expect(second).toEqual(jasmine.objectContaining({ ...wanted, after: 'Wmore' }));
    expect(TestBed.inject(Toasts).current()?.message).toBe('3 calls saved as calls-2026-11-23.csv');
  });

  it('is not saved when the server refuses, and the page says why', async () => {
    const { files } = await save({
      prepare: (server) => server.refuses(path, aProblem('not-allowed', 403, 'Not yours.')),
    });
    await settled(() => TestBed.inject(Toasts).current() !== null);
    expect(TestBed.inject(Toasts).current()?.message).toBe('Not yours.');
    expect(files).toEqual([]);
  });
});

describe('the calls list on paper', () => {
  async function visit(url: string, prepare: (server: ReturnType<typeof queueServer>) => void) {
    const print = spyOn(window, 'print');
    const server = queueServer();
    prepare(server);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'print/calls', children: callsPrintRoutes }]),
        server.provider,
        standingClock().provider,
      ],
    });
    TestBed.inject(Session).begin(aPerson());
    const harness = await RouterTestingHarness.create(url);
    await harness.fixture.whenStable();
    return { print, server, element: harness.fixture.nativeElement as HTMLElement };
  }

  it('is a plain table of the columns in the address, under what it is, and goes to the printer', async () => {
    const one = aCall();
    const { print, element, server } = await visit(
      '/print/calls?owner=me&columns=patient,due,nonsense',
      (server) => server.when(path, { items: [one], next: null, at: nine }),
    );
    const cells = (selector: string) =>
      [...element.querySelectorAll(selector)].map((cell) => cell.textContent.trim());
    expect(cells('th')).toEqual(['Patient', 'Due']);
    expect(cells('td')[0]).toContain(one.patient.family);
    expect(element.textContent).toContain('Open, mine · 1 call');
    expect(element.textContent).toContain('Riverside Family Clinic');
    expect(print).toHaveBeenCalledTimes(1);
    expect(server.callsOf(path)[0]?.body).toEqual(
      jasmine.objectContaining({ target: 'print', columns: ['patient', 'due'] }),
    );
  });

  it('says what went wrong instead of printing nothing', async () => {
    const { print, element } = await visit('/print/calls', (server) =>
      server.refuses(path, aProblem('not-allowed', 403, 'Not yours.')),
    );
    expect(element.textContent).toContain('Not yours.');
    expect(print).not.toHaveBeenCalled();
  });
});
