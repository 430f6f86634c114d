// From the pieces of a file's bytes to the pieces of its text, for a file that is never held whole.
import { decodeUtf8, markedEncoding } from './decode-text.ts';

/** A byte order mark is read once so many bytes are there, or all that there are. */
const markBytes = 3;

/**
 * As `decodeText`, piece by piece: by the byte order mark; else UTF-8 for as long as every byte is right, and windows-1252
 * from the first piece on in which one is not. What came before it cannot be taken back, and is nearly always ASCII.
 */
export async function* decodePieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  let first = new Uint8Array();
  let decoder: PieceDecoder | null = null;
  for await (const chunk of chunks) {
    if (decoder !== null) yield decoder.push(chunk);
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < markBytes) continue;
      decoder = decoderOf(first);
      yield decoder.push(first);
    }
  }
  decoder ??= decoderOf(first);
  if (first.length < markBytes) yield decoder.push(first);
  yield decoder.end();
}

interface PieceDecoder {
  push(bytes: Uint8Array): string;
  end(): string;
}

function decoderOf(first: Uint8Array): PieceDecoder {
  const encoding = markedEncoding(first);
  if (encoding === null) return new GuessingDecoder();
  const decoder = new TextDecoder(encoding);
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

class GuessingDecoder implements PieceDecoder {
  private readonly single = new TextDecoder('windows-1252');
  private isSingle = false;
  /** The beginning of a character whose other bytes are in the next piece. */
  private begun: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): string {
    const bytes = this.begun.length === 0 ? chunk : Buffer.concat([this.begun, chunk]);
    const whole = this.isSingle ? bytes.length : wholeLength(bytes);
    this.begun = bytes.subarray(whole);
    return this.decode(bytes.subarray(0, whole));
  }

  end(): string {
    return this.decode(this.begun);
  }

  private decode(bytes: Uint8Array): string {
    const text = this.isSingle ? null : decodeUtf8(bytes);
    this.isSingle = text === null;
    return text ?? this.single.decode(bytes);
  }
}

/** Without a last character of which bytes are missing. */
function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
