// How a queue's table looks: which columns in which order, how wide, and how high its rows are; pure.
import { columnWidths, type WorkViewLook } from '#contract/work-view';
import type { QueueColumn } from '../queue-columns';

/** As the queue itself has it. */
export const standardLook: WorkViewLook = { columns: [], density: 'compact' };

/** Narrower nobody can read a column, nor take hold of its edge. */
export const leastWidth = 48;

export interface LookColumn {
  column: QueueColumn;
  /** CSS pixels; `null` = as the queue has it. */
  width: number | null;
}

/** Those on show, in their order. The one that names the row is always among them; what is not known is left out. */
export function columnsOf(look: WorkViewLook, known: readonly QueueColumn[]): LookColumn[] {
  if (look.columns.length === 0) return known.map((column) => ({ column, width: null }));
  const shown = look.columns.flatMap(({ id, width }) => {
    const column = known.find(({ key }) => key === id);
    return column ? [{ column, width }] : [];
  });
  const naming = known.filter(
    ({ key, isName }) => isName && !shown.some(({ column }) => column.key === key),
  );
  return [...naming.map((column) => ({ column, width: null })), ...shown];
}

/** The look with these columns; without a word of them when they are as the queue has them. */
export function lookWith(
  look: WorkViewLook,
  columns: readonly LookColumn[],
  known: readonly QueueColumn[],
): WorkViewLook {
  const isStandard =
    columns.length === known.length &&
    columns.every(({ column, width }, at) => column === known[at] && width === null);
  return {
    density: look.density,
    columns: isStandard ? [] : columns.map(({ column, width }) => ({ id: column.key, width })),
  };
}

/** A column that comes back stands behind the one that the queue has before it. */
export function withColumn(
  columns: readonly LookColumn[],
  column: QueueColumn,
  known: readonly QueueColumn[],
): LookColumn[] {
  const before = known.slice(0, known.indexOf(column));
  const at = columns.findLastIndex(({ column: each }) => before.includes(each)) + 1;
  return columns.toSpliced(at, 0, { column, width: null });
}

export function withoutColumn(
  columns: readonly LookColumn[],
  { key, isName }: QueueColumn,
): LookColumn[] {
  return columns.filter(({ column }) => isName === true || column.key !== key);
}

export function movedColumn(
  columns: readonly LookColumn[],
  from: number,
  to: number,
): LookColumn[] {
  const moved = columns[from];
  if (!moved || to < 0 || to >= columns.length) return [...columns];
  return columns.toSpliced(from, 1).toSpliced(to, 0, moved);
}

export function sizedColumn(
  columns: readonly LookColumn[],
  key: string,
  width: number,
): LookColumn[] {
  const kept = Math.min(Math.max(Math.round(width), leastWidth), columnWidths.most);
  return columns.map((each) => (each.column.key === key ? { ...each, width: kept } : each));
}

export function isSameLook(
  a: WorkViewLook,
  b: WorkViewLook,
  known: readonly QueueColumn[],
): boolean {
  const plain = (look: WorkViewLook): string =>
    JSON.stringify(lookWith(look, columnsOf(look, known), known));
  return plain(a) === plain(b);
}

/** The tracks of the grid. A width that was chosen gives way where there is no room for it, rather than cut others off. */
export function tracksOf(columns: readonly LookColumn[]): string[] {
  return columns.map(({ column, width }) =>
    width === null ? column.width : `minmax(${Math.min(width, leastWidth)}px, ${width}px)`,
  );
}
