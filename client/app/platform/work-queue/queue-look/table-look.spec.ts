import type { QueueColumn } from '../queue-columns';
import {
  columnsOf,
  isSameLook,
  lookWith,
  movedColumn,
  sizedColumn,
  standardLook,
  tracksOf,
  withColumn,
  withoutColumn,
  type LookColumn,
} from './table-look';

const [due, patient, who] = [column('due'), { ...column('patient'), isName: true }, column('who')];
const known = [due, patient, who];

function column(key: string): QueueColumn {
  return { key, title: key, width: '1fr', cell: () => ({ text: '' }) };
}

function keysOf(columns: readonly LookColumn[]): string[] {
  return columns.map(({ column: { key } }) => key);
}

function lookOf(...ids: string[]) {
  return { ...standardLook, columns: ids.map((id) => ({ id, width: null })) };
}

describe('the look of a table', () => {
  it('is the queue’s own until somebody makes another', () => {
    expect(keysOf(columnsOf(standardLook, known))).toEqual(['due', 'patient', 'who']);
    expect(lookWith(standardLook, columnsOf(standardLook, known), known)).toEqual(standardLook);
  });

  it('keeps the order, leaves out what the queue no longer has, and never the name', () => {
    expect(keysOf(columnsOf(lookOf('who', 'fax', 'patient'), known))).toEqual(['who', 'patient']);
    expect(keysOf(columnsOf(lookOf('who'), known))).toEqual(['patient', 'who']);
    expect(keysOf(withoutColumn(columnsOf(standardLook, known), patient))).toContain('patient');
  });

  it('brings a column back behind the one before it', () => {
    const shown = columnsOf(lookOf('patient', 'due'), known);
    expect(keysOf(withColumn(shown, who, known))).toEqual(['patient', 'due', 'who']);
    expect(keysOf(withColumn(withoutColumn(shown, due), due, known))).toEqual(['due', 'patient']);
  });

  it('moves a column within the row, and no further', () => {
    const shown = columnsOf(standardLook, known);
    expect(keysOf(movedColumn(shown, 0, 2))).toEqual(['patient', 'who', 'due']);
    expect(keysOf(movedColumn(shown, 0, -1))).toEqual(['due', 'patient', 'who']);
    expect(keysOf(movedColumn(shown, 2, 3))).toEqual(['due', 'patient', 'who']);
  });

  it('has widths within bounds, which give way where there is no room', () => {
    const sized = sizedColumn(columnsOf(standardLook, known), 'due', 240.4);
    expect(tracksOf(sized)).toEqual(['minmax(48px, 240px)', '1fr', '1fr']);
    expect(sizedColumn(sized, 'due', 3)[0]?.width).toBe(48);
    expect(sizedColumn(sized, 'due', 9000)[0]?.width).toBe(1200);
  });

  it('is the same however it is written', () => {
    expect(isSameLook(standardLook, lookOf('due', 'patient', 'who'), known)).toBeTrue();
    expect(isSameLook(standardLook, lookOf('patient', 'due', 'who'), known)).toBeFalse();
    const taller = { ...standardLook, density: 'comfortable' as const };
    expect(isSameLook(standardLook, taller, known)).toBeFalse();
  });
});
