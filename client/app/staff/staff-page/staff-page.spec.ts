import { TestBed } from '@angular/core/testing';
import { aGrant, aPerson, aProblem, riverside } from '../../platform/given-session';
import { Toasts } from '../../platform/toasts';
import { rolesIn } from '../staff-words';
import {
  aLink,
  aMember,
  aRecord,
  members,
  ofSam,
  postOfSam,
  samId,
  staffServer,
  visitStaff,
} from '../given-staff';

const lee = aMember({
  id: '018f0000-0000-7000-8000-000000000701',
  given: 'Hannah',
  family: 'Lee',
  credentials: 'MD',
  isProvider: true,
  state: 'no-sign-in',
  grants: [],
  lastSignInAt: null,
});

describe('StaffPage', () => {
  it('lists who works here with roles, state and last sign-in, and finds them by any of it', async () => {
    const page = await visitStaff(staffServer(lee, aMember(), aMember({ state: 'left' })));
    expect(page.rows()).toEqual([
      ['Lee, Hannah MD', 'Provider only', 'no sign-in', 'never'],
      ['Rivera, Sam NP', 'Scheduler', 'active', '1 h ago'],
    ]);
    await page.fill('input[type=search]', 'sched sam');
    expect(page.rows().map(([name]) => name)).toEqual(['Rivera, Sam NP']);
    await page.fill('input[type=search]', 'nobody');
    expect(page.text()).toContain('Nobody is found');
    await page.fill('input[type=search]', '');
    await page.fill('.filters select', 'left');
    expect(page.rows().map(([, , state]) => state)).toEqual(['left']);
  });

  it('says why nothing came, and asks again', async () => {
    const server = staffServer(aMember());
    server.refuses(members, aProblem('unavailable', 503, 'The server is away.'));
    const page = await visitStaff(server);
    expect(page.text()).toContain('The server is away.');
    server.when(members, { items: [aMember()] });
    await page.press('Try again');
    expect(page.rows().length).toBe(1);
  });

  it('invites with the roles that may be given, and shows the link once', async () => {
    const server = staffServer(aMember());
    server.when('POST /api/staff/members/invite', { member: aMember(), link: aLink() });
    const page = await visitStaff(server);
    await page.press('Invite somebody');
    expect(page.has('dialog [data-role=scheduler]')).toBe(true);
    expect(page.has('dialog [data-role=administrator]')).toBe(false);
    page.box('dialog [name=given]').value = 'Sam';
    page.box('dialog [name=family]').value = ' Rivera ';
    await page.press('Invite');
    expect(page.dialog()).toContain('Choose at least one role.');
    await page.tick('dialog [data-role=scheduler]');
    await page.press('Invite');
    expect(server.callsOf('POST /api/staff/members/invite').map(({ body }) => body)).toEqual([
      { clinicId: riverside, given: 'Sam', family: 'Rivera', roles: ['scheduler'] },
    ]);
    expect(page.dialog()).toContain('Invitation of Sam Rivera');
    expect(page.box('dialog[open] input').value).toContain('/join#secret-of-the-link');
    await page.press('Done');
    expect(page.text()).not.toContain('Invitation of');
    expect(page.url()).toBe(`/staff/${samId}`);
    expect(document.body.innerHTML).not.toContain('secret-of-the-link');
  });

  it('keeps what was typed when the invitation is refused', async () => {
    const server = staffServer();
    server.refuses(
      'POST /api/staff/members/invite',
      aProblem('not-allowed', 403, 'That role allows more than yours; nothing was changed.'),
    );
    const page = await visitStaff(server);
    await page.press('Invite somebody');
    page.box('dialog [name=given]').value = 'Sam';
    page.box('dialog [name=family]').value = 'Rivera';
    await page.tick('dialog [data-role=scheduler]');
    await page.press('Invite');
    expect(page.dialog()).toContain('allows more than yours');
    expect(page.box('dialog [name=given]').value).toBe('Sam');
  });

  describe('the panel', () => {
    const inHand = { url: `/staff/${samId}` };

    it('changes the roles that may be given, by the version that was seen', async () => {
      const server = staffServer(aMember());
      server.when(postOfSam('change-roles'), aMember({ version: 4 }));
      const page = await visitStaff(server, inHand);
      expect(page.box('app-staff-roles [data-role=administrator]').disabled).toBe(true);
      await page.tick('app-staff-roles [data-role=biller]');
      await page.tick('app-staff-roles [data-role=scheduler]');
      await page.press('Save the roles');
      expect(server.callsOf(postOfSam('change-roles'))[0]?.body).toEqual({
        expectedVersion: 3,
        clinicId: riverside,
        roles: ['biller'],
      });
    });

    it('says why roles were not changed, and leaves what was ticked', async () => {
      const server = staffServer(aMember({ grants: [aGrant('administrator')] }));
      server.refuses(
        postOfSam('change-roles'),
        aProblem('rule-broken', 422, 'A clinic keeps an administrator who can sign in.'),
      );
      const page = await visitStaff(server, { ...inHand, role: 'administrator' });
      await page.tick('app-staff-roles [data-role=administrator]');
      await page.press('Save the roles');
      expect(page.text()).toContain('A clinic keeps an administrator');
      expect(page.box('app-staff-roles [data-role=administrator]').checked).toBe(false);
      await page.press('As it was');
      expect(page.box('app-staff-roles [data-role=administrator]').checked).toBe(true);
    });

    it('changes details, and shows a refusal beside its field', async () => {
      const server = staffServer(aMember());
      server.refuses(postOfSam('change-details'), {
        ...aProblem('invalid-input', 400, 'Something in the input is not right.'),
        fields: [{ path: 'npi', message: 'is not an NPI' }],
      });
      const page = await visitStaff(server, inHand);
      await page.fill('[data-field=npi]', '1234567890');
      await page.press('Save the details');
      expect(page.text()).toContain('is not an NPI');
      server.when(postOfSam('change-details'), aMember({ version: 4 }));
      await page.fill('[data-field=npi]', '1234567893');
      await page.fill('[data-field=number]', 'MD-7');
      await page.fill('[data-field=state]', 'ma');
      await page.fill('[data-field=expiresOn]', '2027-06-30');
      await page.tick('[data-field=prescriber]');
      await page.tick('[data-schedule="3n"]');
      await page.press('Save the details');
      expect(server.callsOf(postOfSam('change-details')).at(-1)?.body).toEqual(
        jasmine.objectContaining({
          expectedVersion: 3,
          npi: '1234567893',
          licence: { number: 'MD-7', state: 'MA', expiresOn: '2027-06-30' },
          prescriber: true,
          deaSchedules: ['3n'],
        }),
      );
    });

    it('says what ends with somebody and what is left to decide, before it ends', async () => {
      const server = staffServer(aMember());
      server.when(
        ofSam,
        aRecord(aMember(), {
          holdings: {
            sessions: 1,
            openItems: 2,
            visitsAhead: 3,
            nextVisitAt: '2026-11-24T15:00:00.000Z',
          },
        }),
      );
      const left = aMember({ state: 'left', version: 4 });
      server.when(postOfSam('end'), { member: left, holdings: aRecord(left).holdings });
      const page = await visitStaff(server, inHand);
      await page.press('End their work here…');
      expect(page.dialog()).toContain('2 open items go to');
      expect(page.dialog()).toContain('3 booked visits ahead stay as booked');
      server.when(ofSam, aRecord(left));
      await page.press('End their work here');
      expect(server.callsOf(postOfSam('end')).map(({ body }) => body)).toEqual([
        { expectedVersion: 3 },
      ]);
      expect(TestBed.inject(Toasts).current()?.message).toBe('Sam no longer works here.');
      expect(page.text()).toContain('Works here again');
    });

    it('hands over a link for a new password, and withdraws one', async () => {
      const open = aMember({ linkUntil: '2026-11-23T16:00:00.000Z' });
      const server = staffServer(open);
      server.when(postOfSam('issue-password-reset'), aLink({ kind: 'password-reset' }));
      server.when(postOfSam('revoke-link'), {});
      const page = await visitStaff(server, inHand);
      await page.press('Withdraw the link');
      expect(server.callsOf(postOfSam('revoke-link')).length).toBe(1);
      await page.press('Link for a new password');
      expect(page.dialog()).toContain('New password of Sam Rivera');
    });

    it('decides nothing about who holds more, or about oneself', async () => {
      const above = aMember({ grants: [aGrant('administrator')] });
      const page = await visitStaff(staffServer(above), inHand);
      expect(page.text()).toContain('an administrator decides');
      expect(page.text()).not.toContain('End their work here');
      const me = aMember({ id: aPerson().staffId });
      expect(rolesIn(me, riverside)).toEqual(['scheduler']);
    });

    it('tells how the person came to be so', async () => {
      const server = staffServer(aMember());
      server.when(
        ofSam,
        aRecord(aMember(), {
          history: [
            {
              version: 2,
              act: 'change-details',
              at: '2026-11-23T13:00:00.000Z',
              actorId: null,
              fields: [{ field: 'family', before: 'Diaz', after: 'Rivera' }],
              added: [],
              removed: [aGrant('biller')],
            },
          ],
        }),
      );
      const page = await visitStaff(server, inHand);
      expect(page.text()).toContain('family name: Diaz → Rivera');
      expect(page.text()).toContain('− Biller in Riverside');
    });

    it('follows what others do to the person', async () => {
      const server = staffServer(aMember());
      const page = await visitStaff(server, inHand);
      server.when(ofSam, aRecord(aMember({ given: 'Samuel', version: 4 })));
      page.socket.says.changes({
        feed: 'staff:organization',
        changes: [
          {
            feed: 'staff:organization',
            seq: 1,
            type: 'staff.member-changed',
            entityId: samId,
            version: 4,
            payload: null,
            actorId: null,
            commandId: null,
            at: '2026-11-23T14:00:00.000Z',
          },
        ],
      });
      await page.settle();
      expect(page.text()).toContain('Samuel Rivera');
    });
  });
});
