import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closingLine, countKarma, countNodeTests, countPlaywright, judge } from './count.ts';

describe('counting suites', () => {
  it('reads the last line of the runners over node:test', () => {
    const output = '✔ says "1 passed, 2 failed" in its name\n12 passed, 3 failed\n';
    assert.deepEqual(countNodeTests(output), { passed: 12, failed: 3 });
    assert.equal(countNodeTests('Error: broken\n'), null);
  });

  it('reads the end of Karma, whole or with failures, but not when it broke off', () => {
    const whole = 'Chrome: Executed 5 of 5\u001b[32m SUCCESS\u001b[39m (0.3 secs / 0.2 secs)\n';
    assert.deepEqual(countKarma(whole), { passed: 5, failed: 0 });
    const failing = 'Chrome: Executed 5 of 5 (1 FAILED) (0.3 secs / 0.2 secs)\n';
    assert.deepEqual(countKarma(failing), { passed: 4, failed: 1 });
    assert.equal(countKarma('Chrome: Executed 3 of 5 DISCONNECTED\n'), null);
    assert.equal(countKarma('Executed 3 of 5 (skipped 2) SUCCESS\n'), null, 'none may be skipped');
  });

  it('reads the outcomes of Playwright and counts what did not run as failed', () => {
    assert.deepEqual(countPlaywright('  ✓ 1 two consoles (2s)\n\n  3 passed (12.1s)\n'), {
      passed: 3,
      failed: 0,
    });
    const broken = '  1 failed\n    [x] › a.spec.ts:3:1 › a\n  2 did not run\n  4 passed (9s)\n';
    assert.deepEqual(countPlaywright(broken), { passed: 4, failed: 3 });
    assert.equal(countPlaywright('Error: No tests found\n'), null);
  });

  it('counts a suite that could not run, ran nothing or ended badly as a failure', () => {
    assert.deepEqual(judge(null, 0), { passed: 0, failed: 1 });
    assert.deepEqual(judge({ passed: 0, failed: 0 }, 0), { passed: 0, failed: 1 });
    assert.deepEqual(judge({ passed: 7, failed: 0 }, 1), { passed: 7, failed: 1 });
    assert.deepEqual(judge({ passed: 7, failed: 2 }, 1), { passed: 7, failed: 2 });
    assert.deepEqual(judge({ passed: 7, failed: 0 }, 0), { passed: 7, failed: 0 });
  });

  it('closes with one line', () => {
    assert.equal(closingLine({ passed: 412, failed: 0 }), '412 passed, 0 failed');
  });
});
