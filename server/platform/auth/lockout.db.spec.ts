import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '../ids.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { createLockout, type Lockout } from './lockout.ts';

describe('guessing', () => {
  let t: TestDatabase;
  let lockout: Lockout;
  before(async () => {
    t = await testDatabase();
    lockout = createLockout(t.database.pool, { perSource: 3, perLogin: 6, perAddress: 8 });
  });
  after(() => t.close());

  const isOpen = async (login: string, address: string): Promise<boolean> => {
    try {
      await lockout.attempt({ login, address });
      return true;
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'too-many-requests');
      return false;
    }
  };
  const openOf = async (attempts: [login: string, address: string][]): Promise<number> =>
    (await Promise.all(attempts.map((each) => isOpen(...each)))).filter(Boolean).length;
  const times = (count: number, login: string, address: string): [string, string][] =>
    Array.from({ length: count }, () => [login, address]);

  it('is slowed after so many failures of a login from an address, also when all come at once', async () => {
    const [login, address] = [newId(), newId()];
    assert.equal(await openOf(times(20, login, address)), 3);
    assert.equal(await isOpen(login.toUpperCase(), address), false, 'in whatever case');
  });

  it('of one login from many addresses is slowed, but not for who came from theirs before', async () => {
    const [login, home] = [newId(), newId()];
    await lockout.attempt({ login, address: home });
    await lockout.succeed({ login, address: home });
    const elsewhere = Array.from({ length: 20 }, (): [string, string] => [login, newId()]);
    assert.equal(await openOf(elsewhere), 6);
    assert.equal(await isOpen(login, home), true);
  });

  it('of many logins from one address is slowed, but not for who came from it before', async () => {
    const [login, address] = [newId(), newId()];
    await lockout.attempt({ login, address });
    await lockout.succeed({ login, address });
    const others = Array.from({ length: 20 }, (): [string, string] => [newId(), address]);
    assert.equal(await openOf(others), 8);
    assert.equal(await isOpen(login, address), true);
  });

  it('is not what somebody does who signs in often, from many places', async () => {
    const login = newId();
    for (let place = 0; place < 10; place++) {
      const attempt = { login, address: `place ${place}` };
      for (let tries = 0; tries < 3; tries++) {
        await lockout.attempt(attempt);
        await lockout.succeed(attempt);
      }
    }
  });

  it('of who came from there before is held to their own failures', async () => {
    const attempt = { login: newId(), address: newId() };
    await lockout.attempt(attempt);
    await lockout.succeed(attempt);
    assert.equal(await openOf(times(20, attempt.login, attempt.address)), 3);
  });
});
