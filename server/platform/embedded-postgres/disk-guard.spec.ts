import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { guardDisk, type DiskGuard, type DiskMode } from './disk-guard.ts';

const limits = { ballast: 1_000, low: 200, enough: 400, last: 50 };

interface GivenDisk {
  guard: DiskGuard;
  modes: DiskMode[];
  ballast: string;
  leave(bytes: number): Promise<DiskMode>;
}

async function givenDisk(test: TestContext, free: number): Promise<GivenDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'daysheet-disk-'));
  const modes: DiskMode[] = [];
  let now = free;
  const guard = await guardDisk({
    folder,
    limits,
    everyMs: 1_000_000,
    freeBytes: () => Promise.resolve(now),
    onMode: (mode) => modes.push(mode),
  });
  test.after(async () => {
    await guard.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    guard,
    modes,
    ballast: join(folder, 'ballast'),
    leave(bytes) {
      now = bytes;
      return guard.check();
    },
  };
}

describe('disk guard', () => {
  it('keeps real bytes as ballast while there is room', async (test) => {
    const disk = await givenDisk(test, 10_000);
    assert.equal(disk.guard.mode(), 'normal');
    assert.equal(statSync(disk.ballast).size, limits.ballast);
    assert.ok(statSync(disk.ballast).blocks > 0);
    assert.deepEqual(disk.modes, []);
  });

  it('turns read-only when space runs low and says so once', async (test) => {
    const disk = await givenDisk(test, 10_000);
    assert.equal(await disk.leave(199), 'read-only');
    assert.equal(await disk.leave(150), 'read-only');
    assert.deepEqual(disk.modes, ['read-only']);
    assert.ok(existsSync(disk.ballast));
  });

  it('writes again only when there is clearly enough space', async (test) => {
    const disk = await givenDisk(test, 10_000);
    await disk.leave(199);
    assert.equal(await disk.leave(399), 'read-only');
    assert.equal(await disk.leave(400), 'normal');
    assert.equal(await disk.leave(201), 'normal');
    assert.deepEqual(disk.modes, ['read-only', 'normal']);
  });

  it('gives the ballast up at the very end and takes it back later', async (test) => {
    const disk = await givenDisk(test, 10_000);
    await disk.leave(49);
    assert.ok(!existsSync(disk.ballast));
    await disk.leave(limits.enough + limits.ballast - 1);
    assert.ok(!existsSync(disk.ballast));
    await disk.leave(limits.enough + limits.ballast);
    assert.ok(existsSync(disk.ballast));
  });

  it('makes room for the last checkpoint when it stops while space is low', async (test) => {
    const disk = await givenDisk(test, 10_000);
    await disk.leave(199);
    await disk.guard.stop();
    assert.ok(!existsSync(disk.ballast));
  });

  it('keeps the ballast when it stops with room', async (test) => {
    const disk = await givenDisk(test, 10_000);
    await disk.guard.stop();
    assert.ok(existsSync(disk.ballast));
  });

  it('starts read-only on a disk that is nearly full, without taking more of it', async (test) => {
    const disk = await givenDisk(test, 120);
    assert.equal(disk.guard.mode(), 'read-only');
    assert.ok(!existsSync(disk.ballast));
    assert.deepEqual(disk.modes, ['read-only']);
  });
});
