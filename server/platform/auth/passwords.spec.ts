import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashPassword, verifyNobody, verifyPassword } from './passwords.ts';

describe('passwords', () => {
  it('accept the password that was set and no other', async () => {
    const stored = await hashPassword('spring tide at noon');
    assert.equal(await verifyPassword('spring tide at noon', stored), true);
    assert.equal(await verifyPassword('Spring tide at noon', stored), false);
    assert.equal(await verifyPassword('', stored), false);
  });

  it('are stored salted: twice the same password, two texts', async () => {
    const [first, second] = [await hashPassword('the same'), await hashPassword('the same')];
    assert.notEqual(first, second);
    assert.match(first, /^argon2id\$19456\$2\$/);
  });

  it('match however the keyboard composed an accent', async () => {
    const stored = await hashPassword('caf\u00e9 au lait, s\u2019il vous pla\u00eet');
    assert.equal(
      await verifyPassword('cafe\u0301 au lait, s\u2019il vous plai\u0302t', stored),
      true,
    );
  });

  it('of nobody never match, and neither does a damaged hash', async () => {
    assert.equal(await verifyNobody('anything'), false);
    assert.equal(await verifyPassword('anything', 'plain$text'), false);
  });
});
