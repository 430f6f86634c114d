import { aPerson, aProblem, riverside } from '../../platform/given-session';
import { aDraft, clinicServer, settings, someSettings, visitClinic } from '../given-clinic';

const details = 'POST /api/clinics/details/change';
const hours = 'POST /api/clinics/hours/change';
const holdTime = 'POST /api/clinics/hold-time/change';
const late = 'POST /api/clinics/late-cancellation/change';
const noShow = 'POST /api/clinics/no-show-policy/change';
const propose = 'POST /api/clinics/drafts/save';
const approve = `POST /api/clinics/drafts/${aDraft().id}/approve`;
const withdraw = `POST /api/clinics/drafts/${aDraft().id}/withdraw`;

describe('ClinicPage', () => {
  it('says why nothing came, and asks again', async () => {
    const server = clinicServer();
    server.refuses(settings, aProblem('unavailable', 503, 'The server is away.'));
    const page = await visitClinic(server);
    expect(page.text()).toContain('The server is away.');
    server.when(settings, someSettings());
    await page.press('Try again');
    expect(page.text()).toContain('Hours and closed days');
  });

  it('saves the details by the version that was seen, and offers it only once something changed', async () => {
    const server = clinicServer().when(details, someSettings());
    const page = await visitClinic(server);
    expect(page.text()).not.toContain('Save the details');
    await page.fill('[data-field=phone]', '+16175550111');
    await page.fill('[data-field=hourCycle]', '24');
    await page.press('Save the details');
    expect(server.callsOf(details).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        expectedVersion: 3,
        ...someSettings().details.value,
        phone: '+16175550111',
        hourCycle: 24,
      },
    ]);
  });

  it('keeps what was typed when it is refused, and gives it back when it is taken back', async () => {
    const server = clinicServer();
    server.refuses(details, {
      ...aProblem('rule-broken', 422, 'Visits are booked ahead.'),
      rule: 'visits-ahead',
    });
    const page = await visitClinic(server);
    await page.fill('[data-field=zone]', 'America/Denver');
    await page.press('Save the details');
    expect(page.text()).toContain('Visits are booked ahead.');
    expect(page.box('[data-field=zone]').value).toBe('America/Denver');
    await page.press('As it was');
    expect(page.box('[data-field=zone]').value).toBe('America/New_York');
  });

  it('sets the week, holidays, a closed day and a day worked besides in one go', async () => {
    const server = clinicServer().when(hours, someSettings());
    const page = await visitClinic(server);
    await page.press('Add hours on Monday');
    await page.press('Add hours on Saturday');
    await page.fill('[data-weekday="6"] input[aria-label="Saturday, until"]', '00:00');
    page.box('[data-holiday="thanksgiving-day"]').click();
    await page.press('Add a closed day');
    await page.fill('[data-closure] input[type=date]', '2026-12-24');
    await page.fill('[data-closure] input[placeholder]', 'Christmas Eve');
    await page.press('Add closed hours');
    await page.fill('[data-closed-hours] input[type=date]', '2026-12-23');
    await page.fill('[data-closed-hours] input[placeholder]', 'Staff meeting');
    await page.fill('[data-closed-hours] input[aria-label="Closed until"]', '00:00');
    await page.press('Add a worked day');
    await page.fill('[data-opening] input[type=date]', '2026-12-12');
    await page.fill('[data-opening] input[placeholder]', 'Vaccines');
    await page.press('Save the hours');
    expect(server.callsOf(hours).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        expectedVersion: 0,
        hours: [
          { weekday: 1, from: '08:00', until: '17:00' },
          { weekday: 1, from: '18:00', until: '22:00' },
          { weekday: 6, from: '08:00', until: '24:00' },
        ],
        federalHolidays: ['thanksgiving-day', 'christmas-day'],
        closures: [{ date: '2026-12-24', reason: 'Christmas Eve' }],
        closedHours: [
          { date: '2026-12-23', from: '12:00', until: '24:00', reason: 'Staff meeting' },
        ],
        openings: [
          { date: '2026-12-12', reason: 'Vaccines', hours: [{ from: '09:00', until: '13:00' }] },
        ],
        overrides: [],
      },
    ]);
  });

  it('puts what a calendar file closes into the form, once, to be saved', async () => {
    const found = {
      closures: [{ date: '2026-12-24', reason: 'Christmas Eve' }],
      closedHours: [{ date: '2026-12-23', from: '12:00', until: '17:00', reason: 'Party' }],
      known: 1,
      problems: [{ line: 9, reason: 'has no beginning' }],
      unread: 1,
    };
    const server = clinicServer()
      .when('POST /api/clinics/closings/read', found)
      .when(hours, someSettings());
    const page = await visitClinic(server);
    for (let times = 0; times < 2; times += 1) {
      const chosen = new DataTransfer();
      chosen.items.add(new File(['BEGIN:VCALENDAR'], 'closed.ics', { type: 'text/calendar' }));
      const field = page.box('app-closings-file input');
      field.files = chosen.files;
      field.dispatchEvent(new Event('change'));
      await page.settle();
    }
    expect(page.text()).toContain('Added here: 1 closed day and 1 stretch of closed hours.');
    expect(page.text()).toContain('1 in the file is known already.');
    expect(page.text()).toContain('Line 9 has no beginning');
    await page.press('Save the hours');
    const [call] = server.callsOf(hours);
    const { closures, closedHours } = call?.body as Pick<typeof found, 'closures' | 'closedHours'>;
    expect([closures, closedHours]).toEqual([found.closures, found.closedHours]);
  });

  it('lists the visits that it would close, and closes over them for a reason', async () => {
    const visit = {
      appointmentId: '018f0000-0000-7000-8000-000000000b01',
      providerId: '018f0000-0000-7000-8000-000000000b02',
      visitTypeId: '018f0000-0000-7000-8000-000000000b03',
      startsAt: '2026-12-24T18:00:00.000Z',
      endsAt: '2026-12-24T18:30:00.000Z',
    };
    const refusal = {
      ...aProblem('rule-broken', 422, '1 booked visit would stand where the clinic is closed.'),
      rule: 'orphans-visits',
      current: { items: [visit], count: 1, elsewhere: 0 },
    };
    const server = clinicServer();
    server.refuses(hours, refusal);
    const page = await visitClinic(server);
    await page.press('Add closed hours');
    await page.fill('[data-closed-hours] input[placeholder]', 'Burst pipe');
    await page.press('Save the hours');
    expect(page.text()).toContain('where the clinic is closed');
    expect(page.text()).toContain('Dec 24');
    await page.fill('[name=reason]', 'They come elsewhere');
    server.when(hours, someSettings());
    await page.press('Save anyway');
    expect(
      server.callsOf(hours).map(({ body }) => (body as { overrides: unknown }).overrides),
    ).toEqual([[], [{ rule: 'orphans-visits', reason: 'They come elsewhere' }]]);
  });

  it('tells of visits that stand on closed days', async () => {
    const page = await visitClinic(clinicServer(someSettings({ visitsOnClosedDays: 1 })));
    expect(page.text()).toContain('1 visit is booked while the clinic is closed');
  });

  it('sets the notice in hours', async () => {
    const server = clinicServer().when(late, someSettings());
    const page = await visitClinic(server);
    const box = page.box('[data-field=hours]');
    expect(box.value).toBe('24');
    await page.fill('[data-field=hours]', '0');
    expect(page.text()).toContain('No cancellation counts as late.');
    await page.fill('[data-field=hours]', '1.5');
    await page.press('Save the notice');
    expect(server.callsOf(late).map(({ body }) => body)).toEqual([
      { clinicId: riverside, expectedVersion: 1, lateMinutes: 90 },
    ]);
  });

  it('sets how long a time is held', async () => {
    const server = clinicServer().when(holdTime, someSettings());
    const page = await visitClinic(server);
    expect(page.box('[data-field=holdMinutes]').value).toBe('5');
    await page.fill('[data-field=holdMinutes]', '12');
    await page.press('Save the minutes');
    expect(server.callsOf(holdTime).map(({ body }) => body)).toEqual([
      { clinicId: riverside, expectedVersion: 0, minutes: 12 },
    ]);
  });

  it('sets from when on a visit is missed, and who takes that back', async () => {
    const server = clinicServer().when(noShow, someSettings());
    const page = await visitClinic(server);
    expect(page.box('[data-field=grace]').value).toBe('15');
    await page.fill('[data-field=grace]', '0');
    expect(page.text()).toContain('A visit can be marked as missed from its start on.');
    await page.fill('[data-field=grace]', '20');
    await page.fill('[data-field=reversedBy]', 'desk');
    await page.press('Save the no-show policy');
    expect(server.callsOf(noShow).map(({ body }) => body)).toEqual([
      { clinicId: riverside, expectedVersion: 0, graceMinutes: 20, reversedBy: 'desk' },
    ]);
  });

  it('proposes texts with a look at them and a date', async () => {
    const server = clinicServer().when(propose, aDraft());
    const page = await visitClinic(server);
    expect(page.text()).toContain('English Park behind the house. Spanish nothing');
    await page.press('Propose other texts');
    await page.fill('[data-language=es]', 'Traiga su tarjeta.');
    expect(page.text()).toContain('Su cita está reservada Traiga su tarjeta.');
    await page.fill('[data-field=effectiveOn]', '2026-12-01');
    server.when(settings, someSettings({ drafts: [aDraft()] }));
    await page.press('Propose the texts');
    expect(server.callsOf(propose).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        proposal: {
          setting: 'texts',
          value: { arrival: { en: 'Park behind the house.', es: 'Traiga su tarjeta.' } },
        },
        effectiveOn: '2026-12-01',
      },
    ]);
    expect(page.text()).toContain('Ring the bell.');
    expect(page.text()).not.toContain('Propose other texts');
  });

  it('approves a draft of somebody else, and says why it may not', async () => {
    const server = clinicServer(someSettings({ drafts: [aDraft()] }));
    server.refuses(approve, {
      ...aProblem('rule-broken', 422, 'Somebody else must approve your draft.'),
      rule: 'own-draft',
    });
    const page = await visitClinic(server);
    await page.press('Approve');
    expect(page.text()).toContain('Somebody else must approve your draft.');
    server.when(approve, aDraft({ status: 'in-force', version: 3 }));
    server.when(settings, someSettings());
    await page.press('Approve');
    expect(server.callsOf(approve).at(-1)?.body).toEqual({ expectedVersion: 1 });
    expect(page.text()).toContain('Propose other texts');
  });

  it('withdraws a draft of one’s own, which somebody else would have to approve', async () => {
    const own = aDraft({ draftedById: aPerson().staffId });
    const server = clinicServer(someSettings({ drafts: [own] })).when(withdraw, own);
    const page = await visitClinic(server);
    expect(page.text()).toContain('Yours: somebody else approves it');
    server.when(settings, someSettings());
    await page.press('Withdraw');
    expect(server.callsOf(withdraw).length).toBe(1);
  });

  it('shows an approved draft until its date, with nothing left to approve', async () => {
    const approved = aDraft({
      status: 'approved',
      approvedById: aPerson().staffId,
      approvedAt: '2026-11-23T13:30:00.000Z',
      version: 2,
    });
    const page = await visitClinic(clinicServer(someSettings({ drafts: [approved] })));
    expect(page.text()).toContain('Approved');
    expect(page.text()).toContain('Dec 1');
    expect(page.count('app-draft-line button')).toBe(1);
  });

  it('proposes who approves, which counts only once it is approved itself', async () => {
    const server = clinicServer().when(propose, aDraft());
    const page = await visitClinic(server);
    await page.fill('[data-field=texts]', 'administrator');
    expect(page.text()).toContain('An administrator must approve this before it counts.');
    await page.press('Propose the change');
    expect(server.callsOf(propose)[0]?.body).toEqual(
      jasmine.objectContaining({
        proposal: { setting: 'approvals', value: { texts: 'administrator' } },
      }),
    );
  });

  it('follows what others change', async () => {
    const server = clinicServer();
    const page = await visitClinic(server);
    server.when(settings, someSettings({ texts: { arrival: { en: 'Ring twice.', es: '' } } }));
    page.socket.says.changes({
      feed: 'clinics:organization',
      changes: [
        {
          feed: 'clinics:organization',
          seq: 1,
          type: 'clinics.settings-changed',
          entityId: riverside,
          version: 1,
          payload: null,
          actorId: null,
          commandId: null,
          at: '2026-11-23T14:00:00.000Z',
        },
      ],
    });
    await page.settle();
    expect(page.text()).toContain('Ring twice.');
  });
});
