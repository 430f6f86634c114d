import { readCsv } from '../../interop/csv/read-csv.ts';
import { unreadableFile, type FileLine, type ImportFile } from './import-file.ts';

const longestHeading = 200;

export function readCsvFile(bytes: Uint8Array): ImportFile {
  const reading = readCsv(bytes);
  if ('refused' in reading)
    throw unreadableFile(`line ${reading.refused.line} ${reading.refused.reason}`);
  const { headings, rows, problems } = reading.table;
  if (headings.some((heading) => heading.length > longestHeading))
    throw unreadableFile(`a heading is longer than ${longestHeading} characters`);
  const read = rows.map(({ line, fields }): FileLine => ({
    line,
    place: '',
    fields: Object.fromEntries(headings.map((heading, at) => [heading, fields[at] ?? ''])),
    unread: [],
  }));
  const unread = problems.map(({ line, reason }): FileLine => ({
    line,
    place: '',
    fields: {},
    unread: [{ field: '', code: 'unreadable', detail: reason }],
  }));
  const lines = [...read, ...unread].sort((a, b) => a.line - b.line);
  return { format: 'csv', headings, parts: [{ subject: null, lines }], leftOut: [] };
}
