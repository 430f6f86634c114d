import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roles, rolesWithin, type Role } from './permission.ts';

const clinicId = '018f0000-0000-7000-8000-000000000001';
const within = (role: Role): Role[] => rolesWithin([{ clinicId, role }], clinicId);

describe('the roles that somebody gives', () => {
  it('are all of them for an administrator, also those of professions that they do not have', () => {
    assert.deepEqual(within('administrator'), [...roles]);
  });

  it('are professions too for a clinic manager, but nobody above themselves', () => {
    const given = within('clinic-manager');
    for (const role of ['pharmacist', 'clinician', 'scheduler'] as const)
      assert.ok(given.includes(role), role);
    assert.ok(!given.includes('administrator'));
  });

  it('are none for who does not manage staff, or manages it elsewhere', () => {
    assert.deepEqual(within('pharmacist'), []);
    assert.deepEqual(rolesWithin([{ clinicId, role: 'administrator' }], 'elsewhere'), []);
  });
});
