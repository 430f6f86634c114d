import { TestBed } from '@angular/core/testing';
import { aProblem, riverside } from '../../platform/given-session';
import { Toasts } from '../../platform/toasts';
import { absences, anAbsence, awayServer, meId, samId, visitAbsences } from '../given-absences';

const add = 'POST /api/staff/absences/add';

describe('AbsencesPage', () => {
  it('says who is away now and who will be, until when, and who covers', async () => {
    const later = { fromAt: '2026-12-24T17:00:00.000Z', untilAt: '2026-12-28T05:00:00.000Z' };
    const page = await visitAbsences(
      awayServer(anAbsence(), anAbsence({ id: meId, staffId: meId, coverId: null, ...later })),
    );
    expect(page.rows()).toEqual([
      ['Rivera, Sam', 'away now', 'Wed, Nov 25, 12:00 am', 'Diaz, Ana', ''],
      ['Diaz, Ana you', 'Thu, Dec 24, 12:00 pm', 'Mon, Dec 28, 12:00 am', 'The pool', 'Call off'],
    ]);
  });

  it('lets managers end the absence of others, by the version that they saw', async () => {
    const server = awayServer(anAbsence({ version: 3 }));
    server.when(`POST /api/staff/absences/${anAbsence().id}/end`, anAbsence());
    const page = await visitAbsences(server, 'clinic-manager');
    server.when(absences, { items: [] });
    await page.press('Back now: Rivera, Sam');
    expect(server.calls.find(({ url }) => url.endsWith('/end'))?.body).toEqual({
      expectedVersion: 3,
    });
    expect(page.text()).toContain('Everybody is here');
    expect(TestBed.inject(Toasts).current()?.message).toBe('Rivera, Sam is back');
  });

  it('says that somebody else was faster, and shows how it stands', async () => {
    const server = awayServer(anAbsence());
    const lost = aProblem('conflict', 409, 'Somebody else changed this a moment ago.');
    server.refuses(`POST /api/staff/absences/${anAbsence().id}/end`, lost);
    const page = await visitAbsences(server, 'clinic-manager');
    await page.press('Back now');
    expect(TestBed.inject(Toasts).current()?.message).toContain('Somebody else');
    expect(server.callsOf(absences).length).toBe(2);
  });

  it('follows what others say', async () => {
    const server = awayServer();
    const page = await visitAbsences(server);
    server.when(absences, { items: [anAbsence()] });
    page.socket.says.changes({
      feed: 'staff:organization',
      changes: [
        {
          feed: 'staff:organization',
          seq: 1,
          type: 'staff.absence-added',
          entityId: anAbsence().id,
          version: 1,
          payload: anAbsence(),
          actorId: null,
          commandId: null,
          at: '2026-11-23T14:00:00.000Z',
        },
      ],
    });
    await page.settle();
    expect(page.rows().length).toBe(1);
  });

  it('says why nothing came, and asks again', async () => {
    const server = awayServer(anAbsence());
    server.refuses(absences, aProblem('unavailable', 503, 'The server is away.'));
    const page = await visitAbsences(server);
    expect(page.text()).toContain('The server is away.');
    server.when(absences, { items: [anAbsence()] });
    await page.press('Try again');
    expect(page.rows().length).toBe(1);
  });

  describe('the dialog', () => {
    it('says for oneself from when until when in the clinic’s time, and who covers', async () => {
      const server = awayServer();
      server.when(add, anAbsence({ staffId: meId }));
      const page = await visitAbsences(server);
      await page.press('I will be away');
      expect(page.has('[data-field=staffId]')).toBe(false);
      await page.fill('fromDate', '2026-12-24');
      await page.fill('fromTime', '12:00');
      await page.fill('untilDate', '2026-12-28');
      await page.fill('coverId', samId);
      await page.press('Save');
      expect(server.callsOf(add).map(({ body }) => body)).toEqual([
        {
          clinicId: riverside,
          staffId: meId,
          coverId: samId,
          fromAt: '2026-12-24T17:00:00.000Z',
          untilAt: '2026-12-28T05:00:00.000Z',
        },
      ]);
      expect(page.has('dialog')).toBe(false);
    });

    it('sends nothing that ends before it begins, and says which field', async () => {
      const server = awayServer();
      const page = await visitAbsences(server);
      await page.press('I will be away');
      await page.fill('fromDate', '2026-12-24');
      await page.fill('untilDate', '2026-12-23');
      await page.press('Save');
      expect(page.text()).toContain('Must be later than the beginning.');
      expect(server.callsOf(add)).toEqual([]);
    });

    it('keeps what was typed when the server refuses', async () => {
      const server = awayServer();
      server.refuses(add, aProblem('rule-broken', 422, 'They are away then already.'));
      const page = await visitAbsences(server, 'clinic-manager');
      await page.press('Add an absence');
      await page.fill('staffId', samId);
      await page.fill('fromDate', '2026-12-24');
      await page.press('Save');
      expect(page.text()).toContain('They are away then already.');
      expect(server.callsOf(add)[0]?.body).toEqual(
        jasmine.objectContaining({ staffId: samId, fromAt: '2026-12-24T05:00:00.000Z' }),
      );
      await page.press('Save');
      expect(server.callsOf(add).length).toBe(2);
    });
  });
});
