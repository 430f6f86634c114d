// One valid call of every endpoint about people, on somebody of one clinic.
import type { Endpoint } from '#contract/endpoint';
import { changeSignInRule, listSignInRules, removeSecondStepOf } from '#contract/second-step';
import { issueInvitation, issuePasswordReset, revokeStaffLink } from '#contract/staff-link';
import {
  changeStaffDetails,
  changeStaffRoles,
  endStaffMember,
  getStaffMember,
  inviteStaffMember,
  listStaffMembers,
  reinstateStaffMember,
} from '#contract/staff-member';
import {
  changeServicePermissions,
  createServiceAccount,
  endServiceAccount,
  listServiceAccounts,
  renewServiceKey,
} from '#contract/service-account';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenLink } from './given-link.ts';
import { givenSecondStep } from './given-second-step.ts';
import { givenStaff } from './given-organization.ts';
import { givenServiceAccount } from './given-service-account.ts';

export async function givenReachingStaff(
  t: TestDatabase,
  { organizationId, clinicId }: { organizationId: string; clinicId: string },
): Promise<[Endpoint, TestCall][]> {
  const someone = () => givenStaff(t, { organizationId, clinicIds: [clinicId], role: 'biller' });
  const params = async () => ({ staffId: (await someone()).staffId });
  const withLogin = await someone();
  await t.owner('login').insert({
    organization_id: organizationId,
    staff_id: withLogin.staffId,
    name: withLogin.staffId,
    password_hash: '',
    changed_at: t.clock.now,
  });
  const left = await params();
  await t.owner('staff_member').where({ id: left.staffId }).update({ ended_at: t.clock.now });
  const invited = await someone();
  await givenLink(t, invited, 'invitation');
  const expectedVersion = 1;
  const account = (await givenServiceAccount(t, { organizationId, clinicId })).id;
  return [
    [listServiceAccounts, { query: { clinicId } }],
    [
      createServiceAccount,
      { body: { clinicId, name: 'Clearinghouse', permissions: ['coverage:read'], keyLife: 90 } },
    ],
    [
      changeServicePermissions,
      {
        params: { accountId: account },
        body: { expectedVersion, clinicId, permissions: ['coverage:edit'] },
      },
    ],
    [
      renewServiceKey,
      {
        params: { accountId: (await givenServiceAccount(t, { organizationId, clinicId })).id },
        body: { expectedVersion, keyLife: 30 },
      },
    ],
    [
      endServiceAccount,
      {
        params: { accountId: (await givenServiceAccount(t, { organizationId, clinicId })).id },
        body: { expectedVersion },
      },
    ],
    [listStaffMembers, { query: { clinicId } }],
    [getStaffMember, { params: await params() }],
    [inviteStaffMember, { body: { clinicId, given: 'Nia', family: 'New', roles: ['scheduler'] } }],
    [
      changeStaffRoles,
      { params: await params(), body: { expectedVersion, clinicId, roles: ['scheduler'] } },
    ],
    [changeStaffDetails, { params: await params(), body: { expectedVersion, family: 'Other' } }],
    [endStaffMember, { params: await params(), body: { expectedVersion } }],
    [reinstateStaffMember, { params: left, body: { expectedVersion } }],
    [issueInvitation, { params: await params() }],
    [issuePasswordReset, { params: { staffId: withLogin.staffId } }],
    [removeSecondStepOf, { params: { staffId: await givenSecondStep(t, await someone()) } }],
    [listSignInRules, {}],
    [
      changeSignInRule,
      { body: { role: 'biller', expectedVersion: 0, secondStep: false, idleMinutes: 10 } },
    ],
    [revokeStaffLink, { params: { staffId: invited.staffId } }],
  ];
}
