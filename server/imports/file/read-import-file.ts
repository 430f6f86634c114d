import { decodeText } from '../../interop/decode-text.ts';
import { readCsvFile } from './csv-file.ts';
import type { NamedFile } from './cut-files.ts';
import { readFhirFiles, type FhirFile } from './fhir-file.ts';
import { unreadableFile, type ImportFile } from './import-file.ts';

/**
 * What kind of file it is is told by its content.
 *
 * @throws ProblemError `rule-broken` with `unreadable-file` for what is no file of ours as a whole
 */
export function readImportFile(bytes: Uint8Array, name: string): Promise<ImportFile> {
  return readImportFiles([{ name, bytes }]);
}

/** Several are one set of FHIR, whose records may refer to each other across them. */
export async function readImportFiles(files: readonly NamedFile[]): Promise<ImportFile> {
  const fhir = files.map(fhirFileOf).filter((file) => file !== null);
  if (fhir.length === files.length) return readFhirFiles(fhir);
  const [only, ...others] = files;
  if (only === undefined || others.length > 0)
    throw unreadableFile('several files at once have to be FHIR');
  return readCsvFile(only.bytes);
}

function fhirFileOf({ name, bytes }: NamedFile): FhirFile | null {
  const head = decodeText(bytes.subarray(0, 4096)).text.trimStart();
  if (!/^[[{]/.test(head)) return null;
  const isByLine = /\.(ndjson|jsonl)$/i.test(name) || /^\{[^\n]*\}\s*\n\s*\{/.test(head);
  return { name, bytes: withoutMark(bytes), format: isByLine ? 'ndjson' : 'json' };
}

/** Windows puts a byte order mark before UTF-8, which is no JSON. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked ? bytes.subarray(3) : bytes;
}
