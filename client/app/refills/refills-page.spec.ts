import { TestBed } from '@angular/core/testing';
import { Toasts } from '../platform/toasts';
import { idOf } from '../platform/work-queue/given-queue';
import { aCard, aCriterion, anOrder, aRefill } from './given-refills';
import { before, visitRefills } from './given-refills-page';

const list = 'GET /api/refills/items';

describe('Refills', () => {
  it('are listed by when the patient runs out, with how their card stands', async () => {
    const late = aRefill(
      { sortAt: '2026-11-20T05:00:00.000Z' },
      {
        supply: { runsOutOn: '2026-11-20', unknownBecause: null },
        readiness: { pass: 4, fail: 0, unknown: 2, delegable: false, stamp: 'stamp' },
      },
    );
    const unknown = aRefill(
      { sortAt: '1100-01-01T00:00:00.000Z' },
      { supply: { runsOutOn: null, unknownBecause: 'as-needed' }, schedule: '4' },
    );
    const soon = aRefill();
    const { page } = await visitRefills({ refills: [soon, late, unknown] });
    expect(await page.rows()).toEqual([unknown.id, late.id, soon.id]);
    expect(await page.cell(unknown.id, 'runs-out')).toContain('taken as needed');
    expect(await page.cell(unknown.id, 'drug')).toContain('C-IV');
    expect(await page.cell(late.id, 'runs-out')).toBe('Out since Fri, Nov 20');
    expect(await page.cell(late.id, 'readiness')).toBe('2 unknown');
    expect(await page.cell(soon.id, 'runs-out')).toBe('Tomorrow');
    expect(await page.cell(soon.id, 'readiness')).toBe('All 6 pass');
  });

  it('begin with what runs out before the clinic opens next; all are one press away', async () => {
    const [first, second] = [aRefill(), aRefill({ sortAt: '2026-12-01T05:00:00.000Z' })];
    const { page, router, server, shown } = await visitRefills({
      refills: [first, second],
      url: '/refills',
    });
    await shown();
    expect(router.url).toBe(`/refills?before=${before}`);
    expect(server.callsOf(list).at(-1)?.url).toContain('before=');
    expect(await page.rows()).toEqual([first.id]);
    expect(await page.outlook()).toEqual(['[Runs out before we open Tue, Nov 24 2]', 'All']);
    await page.click('app-outlook-switch button:last-child');
    await shown();
    expect(router.url).toBe('/refills');
    expect(await page.rows()).toEqual([first.id, second.id]);
  });

  it('are approved many at once; what is left for a person is named with its reason', async () => {
    const [first, second] = [aRefill(), aRefill({ sortAt: '2026-11-25T05:00:00.000Z' })];
    const because = 'C-IV: not renewed by delegation.';
    const preview = 'POST /api/refills/items/preview-bulk';
    const { page, server, shown } = await visitRefills({
      refills: [first, second],
      prepare: (server) =>
        server.when(preview, { would: 1, refused: [{ itemId: second.id, because }] }),
    });
    await page.click('[role=columnheader] input');
    await shown();
    await page.press('Approve…');
    await shown();
    expect(server.callsOf(preview)[0]?.body).toEqual(
      jasmine.objectContaining({ action: { verb: 'decide', decision: 'approve' } }),
    );
    const text = await page.text();
    expect(text).toContain('1 will be approved');
    expect(text).toContain(because);
    expect(text).toContain(`${second.patient!.family}, Ana: Metformin 500 mg tablet`);
    expect(await page.offersButton('Approve 1')).toBeTrue();
  });

  it('say that none of them presses, and lead to all', async () => {
    const later = aRefill({ sortAt: '2026-12-01T05:00:00.000Z' });
    const { page, shown } = await visitRefills({ refills: [later], url: '/refills' });
    await shown();
    expect(await page.text()).toContain('No refills press now');
    await page.press('Show all');
    await shown();
    expect(await page.rows()).toEqual([later.id]);
  });

  it('show what is asked for, ordered and given out, with every difference in words', async () => {
    const refill = aRefill({}, { requested: anOrder({ strength: '850 mg' }) });
    const words = 'Strength: 850 mg is asked for, 500 mg is ordered';
    const difference = { field: 'strength', side: 'requested', words } as const;
    const { page } = await visitRefills({
      refills: [refill],
      cards: [aCard(refill, { differences: [difference] })],
      url: `/refills/${refill.id}?show=open`,
    });
    expect(await page.differences()).toEqual([words]);
    expect(await page.panel()).toContain('Strength differs: 850 mg 500 mg 500 mg');
  });

  it('show each rule with what it found, and that unknown is no pass', async () => {
    const refill = aRefill();
    const laboratory = aCriterion({
      ...{ code: 'laboratory:4548-4', title: 'Hemoglobin A1c within 6 months' },
      ...{ verdict: 'unknown', datum: '', source: 'Laboratory', on: null },
    });
    const statements = [
      { kind: 'allergy', text: 'Penicillin: rash', source: 'patient', saidOn: '2026-01-02' },
    ] as const;
    const notDelegated = ['Unknown: Hemoglobin A1c within 6 months.'];
    const card = aCard(refill, {
      ...{ criteria: [aCriterion(), laboratory], notDelegated },
      statements: [...statements],
    });
    const { page } = await visitRefills({
      refills: [refill],
      cards: [card],
      url: `/refills/${refill.id}?show=open`,
    });
    expect(await page.criteria()).toEqual([
      'Pass Seen within 12 months Visit with Rivera, Sam · Visit · Aug 3, 2026',
      'Unknown Hemoglobin A1c within 6 months Laboratory',
    ]);
    const panel = await page.panel();
    expect(panel).toContain('1 unknown');
    expect(panel).toContain('Diabetes, version 3, signed by Rivera, Sam, until Jun 30, 2027');
    expect(panel).toContain('Unknown: Hemoglobin A1c within 6 months.');
    expect(panel).toContain('Penicillin: rash');
    expect(panel).toContain('Pending because nobody has decided about it yet');
  });

  it('say that an expired protocol delegates nothing', async () => {
    const refill = aRefill();
    const card = aCard(refill);
    const protocol = card.protocol!;
    const { page } = await visitRefills({
      refills: [refill],
      cards: [
        {
          ...card,
          protocol: { ...protocol, terms: { ...protocol.terms, expiresOn: '2026-11-22' } },
        },
      ],
      url: `/refills/${refill.id}?show=open`,
    });
    expect(await page.panel()).toContain(
      'Diabetes, version 3 expired on Nov 22, 2026: nothing can be delegated.',
    );
  });
});

describe('A new refill request', () => {
  it('is taken in as it came, and says when the same one waits already', async () => {
    const made = aRefill({ status: 'triage' }, { patient: null });
    const { page, server, shown } = await visitRefills({
      prepare: (server) =>
        server.when('POST /api/refills/items/take-in', { item: made, joined: true }),
    });
    await page.press('New refill request');
    await page.submit('app-take-in-dialog form');
    expect(await page.text()).toContain('Choose the patient, or write down whom it is for.');
    await page.type('[data-field=said-patient]', 'Lopez, Maria, 1961-03-02');
    await page.submit('app-take-in-dialog form');
    expect(await page.text()).toContain('Name the drug.');
    await page.type('app-take-in-dialog [data-field=name]', 'Metformin');
    await page.type('app-take-in-dialog [data-field=strength]', '500 mg');
    await page.submit('app-take-in-dialog form');
    await shown();
    expect(server.callsOf('POST /api/refills/items/take-in')[0]?.body).toEqual(
      jasmine.objectContaining({
        patientId: null,
        prescriptionId: null,
        said: { patient: 'Lopez, Maria, 1961-03-02', prescriber: '', pharmacy: '', note: '' },
      }),
    );
    expect(TestBed.inject(Toasts).current()?.message).toContain('the same request waits already');
  });

  it('is taken in for the pharmacy and the way that were asked for, and never for one half typed', async () => {
    const elm = {
      ...{ id: idOf(32), ncpdpId: '2288882', name: 'Elm Drug', address: '2 Elm St', phone: null },
      ...{ pickup: true, deliveryDays: 1, mailDays: null, version: 1 },
    };
    const takeIn = 'POST /api/refills/items/take-in';
    const { page, server, shown } = await visitRefills({
      prepare: (server) =>
        server
          .when('POST /api/patients/pharmacies/search', { items: [elm] })
          .when(takeIn, { item: aRefill({ status: 'triage' }, { patient: null }), joined: false }),
    });
    await page.press('New refill request');
    expect(await page.text()).toContain('Left empty, the pharmacy of the prescription is used.');
    await page.type('[data-field=said-patient]', 'Lopez, Maria, 1961-03-02');
    await page.type('app-take-in-dialog [data-field=name]', 'Metformin');
    await page.type('app-take-in-dialog [data-field=strength]', '500 mg');
    await page.type('[data-field=pharmacy]', 'elm');
    await shown();
    await page.submit('app-take-in-dialog form');
    expect(await page.text()).toContain('Choose the pharmacy, or leave it empty.');
    expect(server.callsOf(takeIn)).toEqual([]);
    await page.click('app-pharmacy-search .found button:last-child');
    expect(await page.text()).not.toContain('Choose the pharmacy, or leave it empty.');
    await page.submit('app-take-in-dialog form');
    await shown();
    expect(server.callsOf(takeIn)[0]?.body).toEqual(
      jasmine.objectContaining({ pharmacyId: elm.id, way: 'delivery' }),
    );
  });
});
