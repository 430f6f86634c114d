// What lies beside an ended file, for whoever runs the folder: what was wrong and where, nothing of what it said.
import type { MessageRow } from './interface-row.ts';

type Told = Pick<MessageRow, 'id' | 'outcome' | 'at' | 'control_number' | 'counts' | 'problems'>;

export function reportText(message: Told, placeName: string): string {
  const { id, outcome, at, control_number: control, counts, problems } = message;
  const lines = [
    `message ${id}`,
    `${outcome} ${at}`,
    ...(control === null ? [] : [`control number ${control}`]),
    ...Object.entries(counts).map(([what, count]) => `${what}: ${count}`),
    ...problems.map(({ place, code, reason }) =>
      place === 0 ? `file: ${code}: ${reason}` : `${placeName} ${place}: ${code}: ${reason}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
