import { decodeText } from '../../interop/decode-text.ts';
import { readCsvFile } from './csv-file.ts';
import { readFhirFile } from './fhir-file.ts';
import type { ImportFile } from './import-file.ts';

/**
 * What kind of file it is is told by its content.
 *
 * @throws ProblemError `rule-broken` with `unreadable-file` for what is no file of ours as a whole
 */
export async function readImportFile(bytes: Uint8Array, name: string): Promise<ImportFile> {
  const head = decodeText(bytes.subarray(0, 4096)).text.trimStart();
  if (!/^[[{]/.test(head)) return readCsvFile(bytes);
  const isByLine = /\.(ndjson|jsonl)$/i.test(name) || /^\{[^\n]*\}\s*\n\s*\{/.test(head);
  return readFhirFile(withoutMark(bytes), isByLine ? 'ndjson' : 'json');
}

/** Windows puts a byte order mark before UTF-8, which is no JSON. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked ? bytes.subarray(3) : bytes;
}
