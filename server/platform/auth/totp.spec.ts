import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base32, matchingStep, newTotpSecret, totpCode, totpStep } from './totp.ts';

const secret = Buffer.from('12345678901234567890');
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

describe('codes of an authenticator app', () => {
  it('are those of RFC 6238, appendix B, in six digits', () => {
    const known: [number, string][] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1111111111, '050471'],
      [1234567890, '005924'],
      [2000000000, '279037'],
      [20000000000, '353130'],
    ];
    for (const [seconds, code] of known)
      assert.equal(totpCode(secret, totpStep(at(seconds))), code);
  });

  it('are known one step early and late, and not two', () => {
    const now = at(1111111111);
    const step = totpStep(now);
    const found = [-2, -1, 0, 1, 2].map((away) =>
      matchingStep(secret, totpCode(secret, step + away), now),
    );
    assert.deepEqual(found, [null, step - 1, step, step + 1, null]);
  });

  it('are six digits and nothing else', () => {
    for (const code of ['', '28708', '2870820', '28708a', '٢٨٧٠٨٢', ' 287082'])
      assert.equal(matchingStep(secret, code, at(59)), null, code);
  });

  it('come from a secret that is typed as RFC 4648 says, and is never the same', () => {
    assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI');
    assert.equal(base32(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    assert.notDeepEqual(newTotpSecret(), newTotpSecret());
  });
});
