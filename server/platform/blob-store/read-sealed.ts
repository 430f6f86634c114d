import { Readable } from 'node:stream';
import type { ReachStorage } from './reach-storage.ts';
import { openStream, type Seal } from './seal-stream.ts';

/**
 * The plain content of a sealed stream, which is destroyed with it. The first chunk is read before anything is answered:
 * a wrong key or a damaged beginning is then an error of its own and not a broken answer.
 */
export async function readSealed(
  source: Readable,
  seal: Seal,
  reach: ReachStorage,
): Promise<Readable> {
  const plain = openStream(seal, source);
  try {
    const first = await reach(plain.next());
    const content = Readable.from(continued(first, plain, reach), { objectMode: false });
    return content.once('close', () => source.destroy());
  } catch (error) {
    source.destroy();
    throw error;
  }
}

async function* continued(
  first: IteratorResult<Buffer>,
  plain: AsyncGenerator<Buffer>,
  reach: ReachStorage,
): AsyncGenerator<Buffer> {
  for (let next = first; next.done !== true; next = await reach(plain.next())) yield next.value;
}
