// Which opening stands in which column of the board, and in what order.
import type { OpeningOnBoard } from './waitlist-store';

export const columnNames = ['open', 'offered', 'filled', 'ended'] as const;
export type ColumnName = (typeof columnNames)[number];
export type Columns = Record<ColumnName, OpeningOnBoard[]>;

export const columnTitles: Record<ColumnName, string> = {
  open: 'Openings',
  offered: 'Offered live',
  filled: 'Filled today',
  ended: 'Not filled',
};

/** Soonest first where something can still be done; newest first where it is done. */
export function columnsOf(board: readonly OpeningOnBoard[], now: string): Columns {
  const columns: Columns = { open: [], offered: [], filled: [], ended: [] };
  for (const item of board) columns[columnOf(item, now)].push(item);
  columns.filled.reverse();
  columns.ended.reverse();
  return columns;
}

function columnOf({ opening }: OpeningOnBoard, now: string): ColumnName {
  switch (opening.status) {
    case 'open':
      // The server lets it lapse with its next tick; nobody can be offered the past until then.
      return opening.startsAt > now ? 'open' : 'ended';
    case 'offered':
      return 'offered';
    case 'filled':
      return 'filled';
    case 'withdrawn':
    case 'lapsed':
    case 'passed-over':
      return 'ended';
  }
}
