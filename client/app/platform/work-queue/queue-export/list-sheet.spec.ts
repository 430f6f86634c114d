import { callWorkflow } from '#contract/calls';
import { aCall, leaseOf, me, minutesLater, nine, samId, testQueue } from '../given-queue';
import type { CellWords } from '../queue-columns';
import { csvTextOf } from './csv-text';
import { filterWords, sheetOf, type ListSheet } from './list-sheet';

const words: CellWords = {
  now: minutesLater(600),
  me,
  zone: 'America/New_York',
  nameOf: (staffId) => (staffId === samId ? 'Rivera, Sam' : 'Diaz, Ana'),
  time: (iso) => iso.slice(11, 16),
  dayAndTime: (iso) => iso.slice(0, 16),
  birthDate: (date) => date,
  day: (date) => date,
  zoneName: () => 'EST',
};

describe('a list that leaves the console', () => {
  it('has the columns on show, in words that stay true when time goes on', () => {
    const items = [
      aCall(
        { dueAt: minutesLater(30), lease: leaseOf(samId) },
        { patient: { ...aCall().patient, family: 'Okafor' } },
      ),
      aCall({ dueAt: minutesLater(-30), level: 'late', ownerId: me }),
      aCall({ dueAt: null }),
    ];
    const about = {
      title: 'Calls',
      clinic: 'Riverside Family Clinic',
      filter: { show: 'open' as const, owner: 'me' as const },
      workflow: callWorkflow,
      columns: testQueue.columns,
    };
    const sheet = sheetOf({ items, at: nine }, about, words);
    expect(sheet.filter).toBe('Open, mine');
    expect(sheet.readAt).toBe('2026-11-23T14:00 EST');
    expect(sheet.columns.map(({ title }) => title)).toEqual(['Due', 'Patient', 'Who']);
    expect(sheet.rows.map(([due, , who]) => [due, who])).toEqual([
      ['2026-11-23T14:30', 'Rivera, Sam (working)'],
      ['2026-11-23T13:30 (late)', 'Diaz, Ana'],
      ['no deadline', ''],
    ]);
    expect(sheet.rows[0]?.[1]).toBe('Okafor, Ana');
  });

  it('says its whole filter', () => {
    const all = { owner: 'nobody', level: 'soon', priority: 'stat', status: 'to-call' } as const;
    expect(filterWords({ show: 'open', ...all, before: nine }, callWorkflow, words)).toBe(
      'Open, nobody’s, due soon, priority stat, status to call, before 2026-11-23T14:00',
    );
    expect(filterWords({ show: 'closed' }, callWorkflow, words)).toBe('Closed');
  });
});

describe('a list as CSV', () => {
  const sheet: ListSheet = {
    title: 'Calls',
    clinic: 'Riverside',
    filter: 'Open',
    readAt: 'Mon, Nov 23, 9:00 am EST',
    columns: [{ title: 'Patient' }, { title: 'About' }],
    rows: [],
  };
  const linesOf = (rows: string[][]): string[] => csvTextOf({ ...sheet, rows }).split('\r\n');

  it('says above the table what it is', () => {
    expect(linesOf([['Diaz, Ana', 'results']])).toEqual([
      '\ufeffCalls',
      'Riverside',
      'Open · 1 rows',
      '"Mon, Nov 23, 9:00 am EST"',
      '',
      'Patient,About',
      '"Diaz, Ana",results',
      '',
    ]);
  });

  it('lets no text become a formula', () => {
    for (const text of ['=HYPERLINK("x")', '+1', '-1', '@cmd', '\tx', '\rx']) {
      const [cell] = csvTextOf({ ...sheet, rows: [[text]] })
        .split('Patient,About\r\n')
        .slice(1);
      expect(cell).toMatch(/^"?'/);
    }
  });

  it('keeps quotes and line ends within their cell', () => {
    const text = csvTextOf({ ...sheet, rows: [['said "no"\nand left', 'x']] });
    expect(text.endsWith('"said ""no""\nand left",x\r\n')).toBe(true);
  });
});
