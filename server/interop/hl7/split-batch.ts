// A file of several messages: FHS and FTS around batches, BHS and BTS around messages, or messages one after another.
import { readDelimiters } from './delimiters.ts';
import { ofMessage, type Hl7Problem } from './hl7-problem.ts';

export interface BatchPart {
  bytes: Uint8Array;
  /** Where in the file its MSH stands, by which a problem in it is found again. */
  segment: number;
}

export interface Batch {
  messages: BatchPart[];
  /** Of the file: wrong counts, and what stands outside of every message. Messages are good or bad each on its own. */
  problems: Hl7Problem[];
}

export const usualBatchBytes = 64 * 1024 * 1024;
const mostSegments = 2_000_000;

/** Bytes are not decoded: each message has a charset of its own. */
export function splitBatch(bytes: Uint8Array, mostBytes: number = usualBatchBytes): Batch {
  if (bytes.length > mostBytes)
    return {
      messages: [],
      problems: [ofMessage('too-large', `is longer than ${mostBytes} bytes`)],
    };
  const splitter = new BatchSplitter(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  return splitter.split();
}

const cr = 0x0d;
const lf = 0x0a;

/** One per file. */
class BatchSplitter {
  private readonly bytes: Buffer;
  private readonly batch: Batch = { messages: [], problems: [] };
  private open: { start: number; segment: number } | null = null;
  /** Messages of the batch that is open, and batches of the file. */
  private inBatch = 0;
  private batches = 0;
  private segment = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  split(): Batch {
    const { bytes, batch } = this;
    for (let at = 0; at < bytes.length;) {
      const start = this.skipBetween(at);
      if (start >= bytes.length) break;
      const end = this.lineEnd(start);
      this.segment += 1;
      if (this.segment > mostSegments) {
        this.note('too-large', `the file has more than ${mostSegments} segments`);
        break;
      }
      this.take(start, end);
      at = end;
    }
    this.close(bytes.length);
    if (this.segment === 0) batch.problems.push(ofMessage('empty', 'is empty'));
    return batch;
  }

  private take(start: number, end: number): void {
    const id = this.bytes.toString('latin1', start, Math.min(start + 3, end));
    if (id === 'MSH') {
      this.close(start);
      this.open = { start, segment: this.segment };
      this.inBatch += 1;
    } else if (id === 'FHS' || id === 'BHS' || id === 'BTS' || id === 'FTS') {
      this.close(start);
      this.envelope(id, start, end);
    } else if (this.open === null) this.note('no-header', 'stands before every MSH');
  }

  private envelope(id: 'FHS' | 'BHS' | 'BTS' | 'FTS', start: number, end: number): void {
    const line = this.bytes.toString('latin1', start, Math.min(end, start + 1_024));
    if (id === 'FHS') this.batches = 0;
    else if (id === 'BHS') this.inBatch = 0;
    else if (id === 'BTS') {
      this.batches += 1;
      this.count('BTS-1', line, { counted: this.inBatch, of: 'messages' });
      this.inBatch = 0;
    } else this.count('FTS-1', line, { counted: this.batches, of: 'batches' });
    if ((id === 'FHS' || id === 'BHS') && readDelimiters(line) === null)
      this.note('bad-delimiters', `${id} declares no separators that differ`);
  }

  private count(
    field: string,
    line: string,
    { counted, of }: { counted: number; of: string },
  ): void {
    const [said = ''] = line.slice(4).split(/[^\d]/, 1);
    if (said === '') return;
    if (said.length < 10 && Number(said) === counted) return;
    const reason = `${field} says another number of ${of} than the ${counted} there are`;
    this.batch.problems.push({ segment: this.segment, field, code: 'bad-count', reason });
  }

  private close(end: number): void {
    if (this.open === null) return;
    const { start, segment } = this.open;
    this.batch.messages.push({ bytes: this.bytes.subarray(start, end), segment });
    this.open = null;
  }

  private note(code: Hl7Problem['code'], reason: string): void {
    this.batch.problems.push({ segment: this.segment, field: null, code, reason });
  }

  private lineEnd(from: number): number {
    let at = from;
    while (at < this.bytes.length && this.bytes[at] !== cr && this.bytes[at] !== lf) at += 1;
    return at;
  }

  /** Line ends, frame characters, and a byte order mark, wherever files were joined. */
  private skipBetween(from: number): number {
    let at = from;
    for (; at < this.bytes.length; at += 1) {
      const byte = this.bytes[at];
      if (byte === 0xef && this.bytes[at + 1] === 0xbb && this.bytes[at + 2] === 0xbf) at += 2;
      else if (byte !== cr && byte !== lf && byte !== 0x0b && byte !== 0x1c) break;
    }
    return at;
  }
}
