// From a stream of bytes to frames: VT, a message, FS, CR. What stands between frames means nothing.

const vt = 0x0b;
const fs = 0x1c;
/** A frame inside a frame begins like this; a VT alone may be part of a text. */
const frameStart = Buffer.from('\x0bMSH');

export interface Frame {
  bytes: Uint8Array;
  /** Cut off: it is longer than frames may be, and nothing more is read. */
  isTooLarge: boolean;
}

/** One per connection. */
export class FrameReader {
  private readonly mostBytes: number;
  private held = Buffer.alloc(0);
  private length = 0;
  private open = false;
  private ended = false;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** True while a frame has begun and not ended. */
  get isInFrame(): boolean {
    return this.open;
  }

  /** The frames that end in this chunk, in their order. */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (let at = 0; at < chunk.length && !this.ended;) {
      if (!this.open) {
        const start = chunk.indexOf(vt, at);
        if (start < 0) break;
        this.open = true;
        at = start + 1;
        continue;
      }
      const end = chunk.indexOf(fs, at);
      this.hold(chunk.subarray(at, end < 0 ? undefined : end));
      at = end < 0 ? chunk.length : end + 1;
      if (this.length > this.mostBytes) {
        this.ended = true;
        frames.push({ bytes: this.release(), isTooLarge: true });
      } else if (end >= 0) {
        const bytes = this.release();
        if (bytes.length > 0) frames.push({ bytes, isTooLarge: false });
      }
    }
    return frames;
  }

  /** Grows by doubling: a sender of single bytes costs no more than another. */
  private hold(part: Uint8Array): void {
    const needed = this.length + part.length;
    if (needed > this.held.length) {
      const larger = Buffer.alloc(Math.max(needed, this.held.length * 2));
      this.held.copy(larger, 0, 0, this.length);
      this.held = larger;
    }
    this.held.set(part, this.length);
    this.length = needed;
  }

  /** Without what a sender began and never ended before it began anew. */
  private release(): Uint8Array {
    const bytes = this.held.subarray(0, this.length);
    const again = bytes.lastIndexOf(frameStart);
    this.held = Buffer.alloc(0);
    this.length = 0;
    this.open = false;
    return again < 0 ? bytes : bytes.subarray(again + 1);
  }
}

/** The frame around an answer. */
export function framed(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(vt), bytes, Buffer.of(fs, 0x0d)]);
}
