// From bytes to text: what a file is encoded in is read from its bytes, never guessed by a library's default.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DecodedText {
  text: string;
  encoding: Encoding;
  /** True when a byte order mark said so; it is not part of `text`. */
  marked: boolean;
}

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * The text of a file that a spreadsheet or an old system wrote: by its byte order mark; else UTF-8 when every byte
 * is right; else windows-1252, in which every byte is a character, so that a file is never lost for an accent.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = markedEncoding(bytes);
  if (encoding !== null)
    return { text: new TextDecoder(encoding).decode(bytes), encoding, marked: true };
  const text = decodeUtf8(bytes);
  if (text !== null) return { text, encoding: 'utf-8', marked: false };
  const single = new TextDecoder('windows-1252').decode(bytes);
  return { text: single, encoding: 'windows-1252', marked: false };
}

/** What the byte order mark says at the beginning of a file; `null` where there is none. */
export function markedEncoding(bytes: Uint8Array): Encoding | null {
  const mark = marks.find(({ bytes: wanted }) => wanted.every((byte, at) => bytes[at] === byte));
  return mark?.encoding ?? null;
}

/** The text of bytes that have to be UTF-8, a byte order mark included in it; `null` when they are not. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
