// From bytes to text and back, by what MSH-18 says of them.

/** As the Encoding Standard names it. */
export type Hl7Charset = string;

const standard = 'utf-8';
/** Every byte is a character in it, so that a message is never lost for an accent. */
const lenient = 'windows-1252';

/** Table 0211 as far as its characters are bytes one by one, or UTF-8; and what systems write instead. */
const charsets: ReadonlyMap<string, Hl7Charset> = new Map([
  ['ASCII', lenient],
  ['8859/1', lenient],
  ['ISO-8859-1', lenient],
  ['ISO8859-1', lenient],
  ['WINDOWS-1252', lenient],
  ['CP1252', lenient],
  ...[2, 3, 4, 5, 6, 7, 8, 15].map((part) => [`8859/${part}`, `iso-8859-${part}`] as const),
  ['8859/9', 'windows-1254'],
  ['UNICODE', standard],
  ['UNICODE UTF-8', standard],
  ['UTF-8', standard],
  ['UTF8', standard],
]);

export interface DecodedMessage {
  text: string;
  charset: Hl7Charset;
}

/**
 * `declared`: the first repetition of MSH-18; empty where nothing is said. What is declared has to be true, but for
 * ASCII, by which most mean "whatever our machine writes"; what is not declared, or not known, is UTF-8 when every
 * byte is right and windows-1252 otherwise. `null`: the bytes are not what is declared.
 */
export function decodeMessage(bytes: Uint8Array, declared: string): DecodedMessage | null {
  const named = charsets.get(declared.trim().toUpperCase());
  if (named !== undefined && declared.trim().toUpperCase() !== 'ASCII')
    return decodedAs(bytes, named);
  return decodedAs(bytes, standard) ?? decodedAs(bytes, lenient);
}

export function decodedAs(bytes: Uint8Array, charset: Hl7Charset): DecodedMessage | null {
  try {
    const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes), charset };
  } catch {
    return null;
  }
}

/** A character that the charset does not have becomes a question mark. */
export function encodeMessage(text: string, charset: Hl7Charset): Uint8Array {
  if (charset === standard) return Buffer.from(text, 'utf8');
  const byCharacter = bytesOf(charset);
  const unknown = 0x3f;
  return Uint8Array.from(text, (character) => byCharacter.get(character) ?? unknown);
}

const tables = new Map<Hl7Charset, ReadonlyMap<string, number>>();

/** Node writes only Latin-1 of the charsets of one byte; a table is made by reading every byte once. */
function bytesOf(charset: Hl7Charset): ReadonlyMap<string, number> {
  const known = tables.get(charset);
  if (known) return known;
  const decoder = new TextDecoder(charset);
  const table = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  );
  tables.set(charset, table);
  return table;
}
