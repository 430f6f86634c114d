import { aProblem } from '../../platform/given-session';
import { aCheckedRun, aRun, calls, importsServer, runId, visitImports } from '../given-imports';

const file = (): File => new File(['MRN,Last\n1,Quill\n'], 'Müller people.csv');

describe('ImportsPage', () => {
  it('lists imports with what became of their lines, and follows those that run', async () => {
    const page = await visitImports(importsServer(aCheckedRun()));
    const rows = () => page.cells('[data-import]');
    expect(rows()).toEqual([
      [
        'people.csv',
        'Patients',
        'old-emr',
        'checked',
        '1,190 ready · 3 there already · 7 refused',
        '1 h ago',
      ],
    ]);
    await page.hear(aCheckedRun({ status: 'running', ready: 690, done: 500, version: 6 }));
    expect(rows()[0]?.[4]).toBe('690 not written · 500 written · 3 there already · 7 refused');
    expect(page.has('mat-progress-bar')).toBe(true);
    await page.hear(aCheckedRun({ version: 5 }));
    expect(rows()[0]?.[3]).toBe('running');
    const other = aRun({ id: runId.replace('a01', 'a02'), fileName: 'visits.csv' });
    await page.hear({ ...other, subject: 'visits', startedAt: '2026-11-23T13:30:00.000Z' });
    expect(rows().map(([name]) => name)).toEqual(['visits.csv', 'people.csv']);
  });

  it('says why nothing is here, and why nothing came', async () => {
    const server = importsServer(aRun());
    server.refuses(calls.list, aProblem('unavailable', 503, 'The server is away.'));
    const page = await visitImports(server);
    expect(page.text()).toContain('The server is away.');
    server.when(calls.list, { items: [] });
    await page.press('Try again');
    expect(page.text()).toContain('Nothing was taken over yet');
  });

  it('takes a file that is dropped, and goes to what was read of it', async () => {
    const server = importsServer(aRun());
    server.when(calls.read, { items: [aRun()] });
    const page = await visitImports(server);
    await page.drop(file());
    expect(page.dialog()).toContain('Müller people.csv');
    expect(page.field('[name=system]').value).toBe('old-emr');
    await page.choose('[name=subject]', 'patients');
    await page.press('Read the file');
    const [call] = server.callsOf(calls.read);
    expect(call?.url).not.toContain('people');
    expect(call?.headers['X-Daysheet-File-Name']).toBe('M%C3%BCller%20people.csv');
    expect(call?.headers['X-Daysheet-Import-System']).toBe('old-emr');
    expect(call?.headers['X-Daysheet-Import-Subject']).toBe('patients');
    expect(call?.headers['X-Daysheet-Into-Demo']).toBeUndefined();
    expect(page.url()).toBe(`/imports/${runId}`);
  });

  it('takes several files that are dropped as one set', async () => {
    const server = importsServer(aRun());
    server.when(calls.read, { items: [aRun()] });
    const page = await visitImports(server);
    await page.drop(new File(['{"a":1}'], 'Patient.ndjson'), new File(['{}'], 'Slot, all.json'));
    expect(page.dialog()).toContain('Patient.ndjson and 1 more');
    await page.press('Read the file');
    const [call] = server.callsOf(calls.read);
    expect(call?.headers['X-Daysheet-File-Parts']).toBe('Patient.ndjson=7,Slot%2C%20all.json=2');
  });

  it('saves blank files with the headings that need no mapping', async () => {
    const text = new Promise<string>((told) => {
      spyOn(URL, 'createObjectURL').and.callFake((blob) => {
        void (blob as Blob).text().then(told);
        return 'blob:test';
      });
    });
    const name = new Promise<string>((told) => {
      spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
        told(this.download);
      });
    });
    const page = await visitImports(importsServer(aRun()));
    await page.press('Blank CSV files');
    const kinds = [...document.querySelectorAll<HTMLElement>('[mat-menu-item]')];
    expect(kinds.map(({ innerText }) => innerText.trim())).toEqual([
      ...['Visit types', 'Locations', 'Practitioners', 'Weekly hours'],
      ...['Patients', 'Patients’ contacts', 'Coverages', 'Future visits'],
    ]);
    kinds.find(({ innerText }) => innerText.includes('contacts'))?.click();
    expect(await name).toBe('contacts.csv');
    expect(await text).toContain(
      'Identifier,Patient’s identifier,Name,Relationship,Phone,Emergency contact,Last day',
    );
  });

  it('asks for what is missing, and keeps the file when it is refused', async () => {
    const server = importsServer(aRun());
    server.when(calls.list, { items: [] });
    server.refuses(
      calls.read,
      aProblem('rule-broken', 422, 'The file cannot be read: it is empty.'),
    );
    const page = await visitImports(server, { isDemo: true });
    await page.press('Take over a file…');
    await page.press('Read the file');
    expect(page.dialog()).toContain('Choose a file.');
    expect(page.dialog()).toContain('Say which system the file comes from.');
    await page.choose('[name=system]', 'old emr!');
    expect(page.dialog()).toContain('Letters, digits');
    await page.choose('[name=system]', 'old-emr');
    await page.giveFile(file());
    page.one('[name=intoDemo]').click();
    await page.press('Read the file');
    expect(server.callsOf(calls.read)[0]?.headers['X-Daysheet-Into-Demo']).toBe('yes');
    expect(page.dialog()).toContain('The file cannot be read: it is empty.');
    expect(page.dialog()).toContain('Müller people.csv');
  });

  it('sends the same file under the same key again, and a changed wish under another', async () => {
    const server = importsServer(aRun());
    server.answers.set(calls.read, 'unreachable');
    const page = await visitImports(server);
    await page.drop(file());
    await page.press('Read the file');
    await page.press('Read the file');
    await page.choose('[name=system]', 'other');
    await page.press('Read the file');
    const keys = server.callsOf(calls.read).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
  });
});
