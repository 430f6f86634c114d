import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTurn } from './in-turn.ts';

describe('work in turn', () => {
  it('runs no more at once than it may, in the order in which it came, whatever fails', async () => {
    const take = inTurn({ atOnce: 2, waiting: 10 });
    const begun: number[] = [];
    let running = 0;
    let mostRunning = 0;
    const work = (n: number) => async (): Promise<number> => {
      begun.push(n);
      mostRunning = Math.max(mostRunning, ++running);
      await new Promise(setImmediate);
      running -= 1;
      if (n % 3 === 0) throw new Error('fails');
      return n;
    };
    const all = Array.from({ length: 9 }, (_, n) => n);
    const ends = await Promise.allSettled(all.map((n) => take(work(n))));
    assert.equal(mostRunning, 2);
    assert.deepEqual(begun, all);
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 6);
    assert.equal(await take(work(1)), 1);
  });

  it('refuses at once what would wait too long', async () => {
    const take = inTurn({ atOnce: 1, waiting: 1 });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const [first, second] = [take(() => promise), take(() => Promise.resolve())];
    await assert.rejects(
      take(() => Promise.resolve()),
      { code: 'too-many-requests' },
    );
    resolve(undefined);
    await Promise.all([first, second]);
  });
});
