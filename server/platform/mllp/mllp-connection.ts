// One connection: frames in, answers out, in the same order. Reads no faster than its messages are kept.
import type { Socket } from 'node:net';
import { framed, FrameReader, type Frame } from './frame-reader.ts';

/** Answers to frames, each in its place; `null` where the sender wants none. An answer means that the frame is safe. */
export type TakeFrames = (frames: readonly Frame[]) => Promise<(Uint8Array | null)[]>;

export interface ConnectionOptions {
  socket: Socket;
  take: TakeFrames;
  mostFrameBytes: number;
  /** How long a frame may stand still, and how long a connection may say nothing at all. */
  stalledMs: number;
  idleMs: number;
  /** What was not taken is not answered: the sender sends it again over a new connection. */
  failed: (error: unknown) => void;
}

const mostWaitingBytes = 8 * 1024 * 1024;
const mostWaitingFrames = 1_000;
/** Frames that are kept together in one transaction. */
const mostAtOnce = 250;
const mostBytesAtOnce = 4 * 1024 * 1024;

export class MllpConnection {
  private readonly options: ConnectionOptions;
  private readonly reader: FrameReader;
  private readonly waiting: Frame[] = [];
  private waitingBytes = 0;
  private working: Promise<void> | null = null;
  private stopped = false;
  private hasEnded = false;
  private saidAt = 0;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.reader = new FrameReader(options.mostFrameBytes);
    const { socket, stalledMs, idleMs } = options;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const patience = Math.min(stalledMs, idleMs);
    socket.setTimeout(patience);
    socket.on('timeout', () => {
      this.look();
      // It rings once for each time that something was said.
      if (!socket.destroyed) socket.setTimeout(patience);
    });
    socket.on('data', (chunk: Buffer) => this.hear(chunk));
    socket.on('end', () => {
      this.hasEnded = true;
      this.endWhenDone();
    });
    socket.on('error', () => socket.destroy());
    this.saidAt = performance.now();
  }

  /** Reads no more; what is being kept is kept and answered, then the connection ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.options.socket.pause();
    await this.working;
    this.options.socket.end();
  }

  private look(): void {
    const { socket, idleMs } = this.options;
    if (this.working !== null) return;
    const isIdle = performance.now() - this.saidAt >= idleMs;
    if (this.reader.isInFrame || this.hasEnded || isIdle) socket.destroy();
  }

  private hear(chunk: Buffer): void {
    if (this.stopped) return;
    this.saidAt = performance.now();
    for (const frame of this.reader.push(chunk)) {
      this.waiting.push(frame);
      this.waitingBytes += frame.bytes.length;
    }
    if (this.isFull()) this.options.socket.pause();
    if (this.waiting.length > 0) this.working ??= this.work();
  }

  private isFull(): boolean {
    return this.waitingBytes > mostWaitingBytes || this.waiting.length > mostWaitingFrames;
  }

  private async work(): Promise<void> {
    const { socket, take, failed } = this.options;
    try {
      while (this.waiting.length > 0 && !this.stopped) {
        const frames = this.next();
        await this.send(await take(frames));
        if (frames.some(({ isTooLarge }) => isTooLarge)) this.hasEnded = true;
        if (!this.isFull() && !socket.destroyed) socket.resume();
      }
    } catch (error) {
      failed(error);
      socket.destroy();
    }
    this.working = null;
    this.endWhenDone();
  }

  private next(): Frame[] {
    let bytes = 0;
    const end = this.waiting.findIndex((frame, at) => {
      bytes += frame.bytes.length;
      return at >= mostAtOnce || (at > 0 && bytes > mostBytesAtOnce);
    });
    const frames = this.waiting.splice(0, end < 0 ? this.waiting.length : end);
    for (const frame of frames) this.waitingBytes -= frame.bytes.length;
    return frames;
  }

  /** In one piece, and not before the one who listens has room for it. */
  private async send(answers: readonly (Uint8Array | null)[]): Promise<void> {
    const { socket } = this.options;
    const pieces = answers.flatMap((answer) => (answer === null ? [] : framed(answer)));
    if (pieces.length === 0 || socket.destroyed || socket.write(Buffer.concat(pieces))) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
  }

  private endWhenDone(): void {
    if (this.hasEnded && this.working === null) this.options.socket.end();
  }
}
