import { aProblem } from '../../platform/given-session';
import {
  aCheckedRun,
  aProblemOf,
  aRun,
  calls,
  importsServer,
  runId,
  visitImports,
} from '../given-imports';
import { reportText } from '../report-text';

const url = `/imports/${runId}`;

describe('ImportPage', () => {
  it('shows guessed columns beside the first lines, and checks what was chosen', async () => {
    const server = importsServer(aRun());
    const mapped = aCheckedRun({ status: 'staging', version: 3 });
    server.when(calls.post('map'), mapped).when(calls.post('check'), aCheckedRun());
    const page = await visitImports(server, { url });
    expect(page.text()).toContain('No column yet for: Birth date');
    expect(page.cells('[data-field=phone]')[0]?.at(-1)).toBe('617 555 0123');
    expect(page.text()).toContain('Born not taken over');
    await page.choose('[data-field=birthOn] select', 'Born');
    await page.choose('[data-field=phone] select', '');
    await page.press('Check the file');
    expect(server.callsOf(calls.post('map'))[0]?.body).toEqual({
      expectedVersion: 2,
      subject: 'patients',
      mapping: { identifier: 'MRN', family: 'Last', given: 'First', birthOn: 'Born' },
    });
    expect(server.callsOf(calls.post('check')).length).toBe(1);
    expect(page.text()).toContain('Import 1,190 patients');
  });

  it('waits for a check that goes on beside, with whatever was said before put away', async () => {
    const server = importsServer(aRun());
    const page = await visitImports(server, { url });
    await page.hear(aRun({ status: 'checking', version: 3 }));
    expect(page.text()).toContain('being checked');
    expect(page.text()).toContain('Every line is checked; nothing is written.');
    expect(page.has('app-import-columns')).toBe(false);
    await page.press('Discard');
    expect(page.dialog()).toContain('Discard this import?');
    await page.press('Keep it');
    await page.hear(aCheckedRun());
    expect(page.text()).toContain('Import 1,190 patients');
    expect(page.text()).not.toContain('Every line is checked');
  });

  it('guesses anew when the file is about something else', async () => {
    const page = await visitImports(importsServer(aRun()), { url });
    await page.choose('[name=subject]', 'visits');
    expect(page.text()).toContain('No column yet for:');
    expect(page.has('[data-field=visitType]')).toBe(true);
    expect(page.field('[data-field=patient] select').value).toBe('MRN');
  });

  it('says why a check was refused, until somebody has moved the import on', async () => {
    const leftOut = [{ type: 'Observation', reason: 'kind' as const, count: 1200 }];
    const server = importsServer(aRun({ format: 'fhir', headings: [], mapping: {}, leftOut }));
    server.refuses(calls.post('check'), aProblem('unavailable', 503, 'The server is away.'));
    const page = await visitImports(server, { url });
    expect(page.text()).toContain('1,200 Observation are of a kind that is not taken over.');
    expect(page.has('app-import-columns')).toBe(false);
    await page.press('Check the file');
    expect(page.text()).toContain('The server is away.');
    await page.hear(aCheckedRun({ format: 'fhir' }));
    expect(page.text()).not.toContain('The server is away.');
    expect(page.text()).toContain('Import 1,190 patients');
  });

  it('lists every problem of a check by kind and by line', async () => {
    const phone = aProblemOf(9, { field: 'phone', code: 'value-left-out', weight: 'warned' });
    const unread = aProblemOf(12, {
      field: '',
      code: 'unreadable',
      detail: 'has 3 fields where 5 were expected',
    });
    const server = importsServer(aCheckedRun(), aProblemOf(4), phone, unread);
    const page = await visitImports(server, { url });
    expect(page.cells('[data-line]')).toEqual([
      ['4', 'Birth date', 'The value cannot be read.'],
      ['9', 'Phone', 'The value cannot be read; the line comes without it.'],
      ['12', 'the line', 'The line cannot be read. It has 3 fields where 5 were expected.'],
    ]);
    server.when(calls.problems, { items: [phone], next: 9 });
    await page.press('the line comes without it');
    expect(server.callsOf(calls.problems).at(-1)?.url).toContain('show=value-left-out');
    expect(page.cells('[data-line]').length).toBe(1);
    server.when(calls.problems, { items: [{ ...phone, line: 11 }], next: null });
    await page.press('Show more');
    expect(server.callsOf(calls.problems).at(-1)?.url).toContain('after=9');
    expect(page.cells('[data-line]').map(([line]) => line)).toEqual(['9', '11']);
    expect(page.text()).not.toContain('Show more');
  });

  it('writes what is ready, and follows it to its end on every console', async () => {
    const server = importsServer(aCheckedRun(), aProblemOf(4));
    const running = aCheckedRun({ status: 'running', version: 5 });
    server.when(calls.post('commit'), running);
    const page = await visitImports(server, { url });
    await page.press('Import 1,190 patients');
    expect(server.callsOf(calls.post('commit'))[0]?.body).toEqual({ expectedVersion: 4 });
    expect(page.text()).toContain('0 of 1,190 patients written');
    await page.hear({ ...running, ready: 690, done: 500, version: 6 });
    expect(page.text()).toContain('500 of 1,190 patients written');
    expect(Number(page.one('mat-progress-bar').getAttribute('aria-valuenow'))).toBeCloseTo(42, 0);
    await page.hear({ ...running, status: 'ended', ready: 0, done: 1190, version: 7 });
    expect(page.text()).toContain('done');
    expect(page.has('mat-progress-bar')).toBe(false);
    expect(page.text()).toContain('1,190 written');
  });

  it('is discarded only when that is meant', async () => {
    const server = importsServer(aCheckedRun());
    server.when(calls.post('discard'), aRun({ status: 'discarded', total: 0, version: 5 }));
    const page = await visitImports(server, { url });
    await page.press('Discard…');
    await page.press('Keep it');
    expect(server.callsOf(calls.post('discard')).length).toBe(0);
    await page.press('Discard…');
    expect(page.dialog()).toContain('Nothing of it was written.');
    await page.press('Discard');
    expect(page.text()).toContain('This import was discarded');
  });

  it('says why nothing came, and asks again', async () => {
    const server = importsServer(aRun());
    server.refuses(calls.get, aProblem('not-found', 404, 'There is no such import.'));
    const page = await visitImports(server, { url });
    expect(page.text()).toContain('There is no such import.');
    server.when(calls.get, aRun());
    await page.press('Try again');
    expect(page.text()).toContain('people.csv');
  });
});

describe('the report of an import', () => {
  it('has a row for each problem, and nothing that a spreadsheet computes', () => {
    const text = reportText(aRun(), [
      aProblemOf(4),
      aProblemOf(9, { place: '=entry[8]', field: 'phone', weight: 'warned' }),
    ]);
    expect(text.split('\r\n')).toEqual([
      '\uFEFFLine,Place,Field,What became of it,Problem',
      '4,,Birth date,refused,The value cannot be read.',
      "9,'=entry[8],Phone,taken over,The value cannot be read.",
      '',
    ]);
  });
});
