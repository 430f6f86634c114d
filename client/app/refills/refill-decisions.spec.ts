import { TestBed } from '@angular/core/testing';
import type { Refill } from '#contract/refill-request';
import { aPerson, aProblem, type FakeServer } from '../platform/given-session';
import { Toasts } from '../platform/toasts';
import { idOf, leaseOf, me, minutesLater } from '../platform/work-queue/given-queue';
import {
  aCard,
  aCriterion,
  aDecision,
  afterwards,
  anOrder,
  aPrescription,
  aRefill,
  aRefillChange,
} from './given-refills';
import { visitRefills } from './given-refills-page';

const post = ({ id }: Refill, act: string): string => `POST /api/refills/items/${id}/${act}`;
const cardOf = ({ id }: Refill): string => `GET /api/refills/items/${id}/card`;

/** It is free, so that it is claimed before it is decided. */
function answering(refill: Refill, act: string) {
  const held = afterwards(refill, { lease: leaseOf(me, 4) });
  const decided = afterwards(
    held,
    { lease: null, status: 'decided', snoozedUntil: minutesLater(1) },
    { decision: aDecision() },
  );
  return (server: FakeServer) =>
    server.when(post(refill, 'claim'), held).when(post(refill, act), decided);
}

describe('A refill', () => {
  it('is approved by one key where a protocol allows it, once, and can be taken back for a minute', async () => {
    const refill = aRefill();
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: answering(refill, 'approve'),
    });
    await press('y');
    expect(server.callsOf(post(refill, 'claim'))).toEqual([]);
    await read();
    void press('y');
    await press('y');
    await shown();
    expect(server.callsOf(post(refill, 'approve')).map(({ body }) => body)).toEqual([
      { stamp: 'stamp-1', note: '', token: 4 },
    ]);
    const toasts = TestBed.inject(Toasts);
    expect(toasts.current()?.message).toContain('approved; it leaves in a minute');
    expect(toasts.current()?.seconds).toBe(60);
    expect(await page.panel()).toContain('Leaves at 9:01 am');
    expect(await page.panel()).toContain('Take back');
    server.when(post(refill, 'undo'), afterwards(refill, {}, { version: 4 }));
    toasts.act();
    await shown();
    expect(server.callsOf(post(refill, 'undo')).map(({ body }) => body)).toEqual([
      { expectedVersion: 3 },
    ]);
    expect(toasts.current()?.message).toContain('taken back');
    expect(await page.decisions()).toContain('Approve as asked y');
  });

  it('asks a prescriber why, where the card speaks against it', async () => {
    const refill = aRefill();
    const notDelegated = ['Not met: Seen within 12 months.'];
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      cards: [aCard(refill, { notDelegated })],
      url: `/refills/${refill.id}?show=open`,
      prepare: answering(refill, 'approve'),
    });
    await read();
    await press('y');
    await shown();
    expect(server.callsOf(post(refill, 'approve'))).toEqual([]);
    expect(await page.text()).toContain('A prescriber may approve it and says why.');
    await page.submit('app-decision-form form');
    expect(await page.text()).toContain('Say why in the note.');
    await page.type('[data-field=note]', 'Seen by telehealth elsewhere');
    await page.submit('app-decision-form form');
    await shown();
    expect(server.callsOf(post(refill, 'approve'))[0]?.body).toEqual({
      ...{ stamp: 'stamp-1', note: 'Seen by telehealth elsewhere', token: 4 },
    });
  });

  it('is denied for a reason that a digit chooses, with what the patient is told', async () => {
    const refill = aRefill();
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: answering(refill, 'deny'),
    });
    await read();
    await press('d');
    await press('0');
    await shown();
    expect(await page.text()).toContain('Ask again when more of the last fill is used.');
    expect(document.activeElement?.textContent).toContain('Deny: too early');
    await page.submit('app-decision-form form');
    await shown();
    expect(server.callsOf(post(refill, 'deny'))[0]?.body).toEqual({
      ...{ reason: 'tooearly', note: '', token: 4 },
    });
  });

  it('is approved with other amounts, which begin with what is asked for', async () => {
    const refill = aRefill({}, { requested: anOrder({ daysSupply: null, repeats: 5 }) });
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: answering(refill, 'approve-with-changes'),
    });
    await read();
    await press('w');
    await page.type('[data-field=quantity]', 'many');
    await page.type('[data-field=note]', 'Until the next visit');
    await page.submit('app-decision-form form');
    expect(await page.text()).toContain('The quantity is a number above 0.');
    await page.type('[data-field=quantity]', '30');
    await page.submit('app-decision-form form');
    await shown();
    expect(server.callsOf(post(refill, 'approve-with-changes'))[0]?.body).toEqual({
      stamp: 'stamp-1',
      note: 'Until the next visit',
      grant: anOrder({ quantity: 30, daysSupply: 30, repeats: 5 }),
      token: 4,
    });
  });

  it('is bridged for as long as the protocol says', async () => {
    const refill = aRefill();
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: answering(refill, 'bridge'),
    });
    await read();
    await press('b');
    await page.submit('app-decision-form form');
    await shown();
    expect(server.callsOf(post(refill, 'bridge'))[0]?.body).toEqual({
      ...{ stamp: 'stamp-1', note: '', days: 21, token: 4 },
    });
  });

  it('marks what has turned on its card, and is decided about the card as it is then', async () => {
    const refill = aRefill();
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: (server) =>
        answering(
          refill,
          'approve',
        )(server).refuses(post(refill, 'approve'), {
          ...aProblem('conflict', 409, 'Something on the card has turned.'),
          rule: 'card-turned',
        }),
    });
    await read();
    const turned = aCard(refill, {
      stamp: 'stamp-2',
      criteria: [
        aCriterion({ verdict: 'fail' }),
        aCriterion({ code: 'too-soon', title: 'Not too soon' }),
      ],
      notDelegated: ['Not met: Seen within 12 months.'],
    });
    server.when(cardOf(refill), turned);
    await press('y');
    await shown();
    await shown();
    expect(TestBed.inject(Toasts).current()?.message).toContain(
      'Something on the card has turned.',
    );
    expect(await page.turned()).toEqual(['Seen within 12 months']);
    expect(await page.panel()).not.toContain('Keep theirs');
    // Nobody has read the new card yet.
    await press('y');
    expect(server.callsOf(post(refill, 'approve')).length).toBe(1);
  });

  it('reads its card anew when a fill is written down, and not when somebody takes it', async () => {
    const refill = aRefill();
    const { hear, server } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
    });
    const asked = server.callsOf(cardOf(refill)).length;
    await hear(aRefillChange(1, afterwards(refill, { lease: leaseOf(idOf(700)) })));
    expect(server.callsOf(cardOf(refill)).length).toBe(asked);
    const filled = aPrescription(refill) as unknown as Refill;
    await hear({ ...aRefillChange(2, filled), type: 'refills.prescription-filled' });
    expect(server.callsOf(cardOf(refill)).length).toBe(asked + 1);
  });

  it('leads to the other requests of the same patient by a key', async () => {
    const first = aRefill();
    const second = aRefill(
      {},
      { patient: first.patient, requested: anOrder({ name: 'Lisinopril' }), active: null },
    );
    const together = [first.id, second.id];
    const { page, press, read, router, shown } = await visitRefills({
      refills: [first, second],
      cards: [aCard(first, { together }), aCard(second, { together })],
      url: `/refills/${first.id}?show=open`,
      prepare: (server) =>
        server.when(`GET /api/refills/patients/${first.patient!.id}/items`, {
          items: [second, first],
        }),
    });
    await shown();
    expect(await page.panel()).toContain('Lisinopril 500 mg tablet');
    await read();
    await press('t');
    expect(router.url).toBe(`/refills/${second.id}?show=open`);
  });

  it('is matched to a patient and a prescription before it is decided', async () => {
    const known = aRefill();
    const refill = aRefill(
      { status: 'triage' },
      {
        ...{ prescriptionId: null, active: null, readiness: null },
        said: { patient: 'Diaz, Ana', prescriber: 'Dr. Rivera', pharmacy: '', note: '' },
        patient: known.patient,
      },
    );
    const prescription = aPrescription(refill);
    const { page, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: (server) =>
        server
          .when(`GET /api/refills/patients/${refill.patient!.id}/prescriptions`, {
            items: [prescription],
          })
          .when(post(refill, 'match'), afterwards(refill, { status: 'to-decide' })),
    });
    await shown();
    expect(await page.panel()).toContain('Dr. Rivera');
    await page.submit('app-match-form form');
    expect(await page.panel()).toContain('Choose the prescription.');
    await page.choose('[data-field=prescription]', prescription.id);
    await page.submit('app-match-form form');
    await shown();
    expect(server.callsOf(post(refill, 'match'))[0]?.body).toEqual({
      ...{ patientId: refill.patient!.id, prescriptionId: prescription.id, expectedVersion: 1 },
    });
  });

  it('that did not arrive says so on top, and is handed on in another way', async () => {
    const refill = aRefill(
      { status: 'error' },
      {
        decision: aDecision({ leavesAt: minutesLater(-5) }),
        sending: {
          ...{ transport: 'fhir', byId: null, sentAt: minutesLater(-4), acknowledgedAt: null },
          trouble: 'The pharmacy does not know the patient',
        },
      },
    );
    const { page, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: (server) =>
        server.when(post(refill, 'send'), afterwards(refill, { status: 'sent' })),
    });
    expect(await page.panel()).toContain(
      'It did not arrive The pharmacy does not know the patient',
    );
    expect(await page.decisions()).toEqual(['Decide again e']);
    await page.press('Printed or faxed');
    await shown();
    expect(server.callsOf(post(refill, 'send'))[0]?.body).toEqual({
      ...{ transport: 'print', expectedVersion: 1 },
    });
    expect(server.callsOf(post(refill, 'claim'))).toEqual([]);
  });

  it('is sent elsewhere in a way that the other pharmacy offers', async () => {
    const refill = aRefill();
    const elm = {
      ...{ id: idOf(32), ncpdpId: '2288882', name: 'Elm Drug', address: '2 Elm St', phone: null },
      ...{ pickup: true, deliveryDays: null, mailDays: 3, version: 1 },
    };
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: (server) =>
        answering(
          refill,
          'reroute',
        )(server).when('POST /api/patients/pharmacies/search', {
          items: [elm],
        }),
    });
    await read();
    await press('r');
    await page.submit('app-decision-form form');
    expect(await page.text()).toContain('Choose the pharmacy.');
    await page.type('[data-field=pharmacy]', 'elm');
    await shown();
    await page.click('app-pharmacy-search .found button:last-child');
    await page.submit('app-decision-form form');
    await shown();
    expect(server.callsOf(post(refill, 'reroute'))[0]?.body).toEqual({
      ...{ stamp: 'stamp-1', note: '', pharmacyId: elm.id, way: 'mail', token: 4 },
    });
  });

  it('waits for somebody else by a key and a digit, and is decided after all by one', async () => {
    const refill = aRefill();
    const waiting = afterwards(refill, { status: 'information', reason: 'laboratory' });
    const { page, press, read, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: (server) =>
        server
          .when(post(refill, 'claim'), afterwards(refill, { lease: leaseOf(me, 4) }))
          .when(post(refill, 'ask'), { ...waiting, version: 3 })
          .when(post(refill, 'resume'), { ...refill, version: 4 }),
    });
    await read();
    await press('i');
    await press('3');
    await page.submit('app-decision-form form');
    await shown();
    expect(server.callsOf(post(refill, 'ask'))[0]?.body).toEqual({
      ...{ ask: 'ask-information', reason: 'laboratory', note: '', token: 4 },
    });
    expect(await page.panel()).toContain('a laboratory value is needed first');
    await press('e');
    expect(server.callsOf(post(refill, 'resume'))[0]?.body).toEqual({ expectedVersion: 3 });
    expect(await page.decisions()).toContain('Approve as asked y');
  });

  it('is followed to the patient, step by step', async () => {
    const decision = aDecision({ leavesAt: minutesLater(-60) });
    const sent = { transport: 'ehr', byId: me, sentAt: minutesLater(-50) } as const;
    const refill = aRefill(
      { status: 'acknowledged' },
      { decision, sending: { ...sent, acknowledgedAt: minutesLater(-40), trouble: null } },
    );
    const { page, server, shown } = await visitRefills({
      refills: [refill],
      url: `/refills/${refill.id}?show=open`,
      prepare: (server) =>
        server.when(post(refill, 'note-news'), afterwards(refill, { status: 'dispensed' })),
    });
    const panel = await page.panel();
    expect(panel).toContain(
      'Approve: Metformin 500 mg tablet, 60 tablet for 30 days, 2 more fills',
    );
    expect(panel).toContain('Sent Entered in the EHR');
    expect(panel).toContain('Picked up not yet');
    await page.press('Ready for the patient');
    await shown();
    expect(server.callsOf(post(refill, 'note-news'))[0]?.body).toEqual({
      ...{ news: 'dispense', expectedVersion: 1 },
    });
    expect(await page.panel()).not.toContain('Ready for the patient not yet');
  });

  it('is shown without decisions to who only takes them in', async () => {
    const refill = aRefill();
    const { page } = await visitRefills({
      refills: [refill],
      person: aPerson(),
      url: `/refills/${refill.id}?show=open`,
    });
    expect(await page.decisions()).toEqual(['Withdraw']);
    expect(await page.offersButton('New refill request')).toBeTrue();
  });
});
