import { aGrant, aPerson } from '../platform/given-session';
import { leaseOf, minutesLater, samId } from '../platform/work-queue/given-queue';
import {
  aDecision,
  aDocument,
  aGranted,
  aLine,
  anAuthorization,
  aSubmission,
  emptyStory,
} from './given-authorizations';
import { visitAuthorizations } from './given-authorizations-page';

const list = 'GET /api/authorizations/items';

describe('Authorizations', () => {
  it('are listed with payer, standing line by line, urgency, what is left and when the answer is expected', async () => {
    const approved = aLine({
      ...{ status: 'approved', grant: aGranted(), units: { reserved: 3, used: 1 } },
    });
    const mixed = anAuthorization(
      { status: 'denied', dueAt: minutesLater(60) },
      { lines: [approved, aLine({ status: 'denied' })], urgency: 'expedited' },
    );
    const waiting = anAuthorization(
      { status: 'submitted', dueAt: minutesLater(120) },
      {
        lines: [aLine({ status: 'submitted' })],
        expected: {
          ...{ medianAt: '2026-11-25T14:00:00.000Z', ninetiethAt: '2026-11-27T14:00:00.000Z' },
          answers: 40,
        },
      },
    );
    const { page } = await visitAuthorizations({ requests: [waiting, mixed] });
    expect(await page.rows()).toEqual([mixed.id, waiting.id]);
    expect(await page.cell(mixed.id, 'what')).toBe('Physical therapy+1');
    expect(await page.cell(mixed.id, 'payer')).toBe('Harbor HealthChoice');
    expect(await page.cell(mixed.id, 'status')).toBe('Denied, what next?1 approved, 1 denied');
    expect(await page.cell(mixed.id, 'urgency')).toBe('Expedited');
    expect(await page.cell(mixed.id, 'units')).toBe('8 of 12 visits');
    expect(await page.cell(waiting.id, 'expected')).toBe('by Wed, Nov 25, 9:00 am');
  });

  it('are narrowed to what was denied with one press, and back', async () => {
    const { page, router, server, shown } = await visitAuthorizations();
    await page.click('app-quick-views button:last-child');
    await shown();
    expect(router.url).toBe('/authorizations?status=denied');
    expect(server.callsOf(list).at(-1)?.url).toContain('status=denied');
    await page.click('app-quick-views button:first-child');
    await shown();
    expect(server.callsOf(list).at(-1)?.url).not.toContain('status=');
  });

  it('say why they are pending, who pays, and what the payer said of each line', async () => {
    const approved = aLine({
      ...{ status: 'approved', grant: aGranted({ quantity: 10 }), units: { reserved: 2, used: 1 } },
      decision: aDecision({ action: 'A2' }),
      trouble: 'coverage-changed',
    });
    const denied = aLine({
      ...{ status: 'denied', description: 'Traction' },
      decision: aDecision({
        ...{ action: 'A3', number: null, because: 'Not medically necessary', reasonCodes: ['0V'] },
      }),
    });
    const request = anAuthorization({ status: 'denied' }, { lines: [approved, denied] });
    const { page } = await visitAuthorizations({
      requests: [request],
      url: `/authorizations/${request.id}`,
    });
    const panel = await page.panel();
    expect(panel).toContain(
      'Pending because the insurance has refused it, and the clinic decides what to do next; the next step is with the clinic.',
    );
    expect(panel).toContain('Harbor Health, Choice · member M-1');
    expect(panel).toContain('M54.50 Low back pain');
    const [first, second] = await page.lines();
    expect(first).toContain('Physical therapy Approved');
    expect(first).toContain('Certified in part, number AUTH-77');
    expect(first).toContain('7 of 10 visits left: 2 booked, 1 used');
    expect(first).toContain('The plan has changed since it was approved');
    expect(second).toContain('Traction Denied');
    expect(second).toContain('“Not medically necessary” (0V)');
  });

  it('hide what is over until it is asked for', async () => {
    const over = aLine({ status: 'expired', description: 'Last year' });
    const request = anAuthorization({}, { lines: [aLine(), over] });
    const { page, shown } = await visitAuthorizations({
      requests: [request],
      url: `/authorizations/${request.id}`,
    });
    expect((await page.lines()).length).toBe(1);
    await page.click('app-authorization-record .check input');
    await shown();
    expect((await page.lines())[1]).toContain('Last year Expired');
  });

  it('show two answers that contradict each other side by side, and which one is dismissed', async () => {
    const line = aLine({
      ...{ status: 'approved', grant: aGranted(), decision: aDecision() },
      contradiction: {
        ...{ action: 'A3', number: null, because: 'Out of network', via: 'x12' },
        at: minutesLater(-5),
      },
    });
    const request = anAuthorization(
      { status: 'approved', lease: leaseOf(aPerson().staffId, 4) },
      { lines: [line] },
    );
    const post = `POST /api/authorizations/items/${request.id}/dismiss-contradiction`;
    const { page, server, shown } = await visitAuthorizations({
      requests: [request],
      url: `/authorizations/${request.id}`,
      prepare: (server) => server.when(post, { ...request, version: 2 }),
    });
    const [card] = await page.lines();
    expect(card).toContain('Stands Certified in total, AUTH-77');
    expect(card).toContain('Came later Not certified, no number, Out of network X12 278');
    await page.submit('app-line-card form');
    expect((await page.lines())[0]).toContain('Say why the answer that stands is right.');
    await page.type('[data-field=dismiss-because]', 'The payer confirmed it on the phone');
    await page.submit('app-line-card form');
    await shown();
    expect(server.callsOf(post)[0]?.body).toEqual({
      lineId: line.id,
      because: 'The payer confirmed it on the phone',
      ...{ token: 4, expectedVersion: 1 },
    });
  });

  it('tell what was sent, answered and said, and which visits use it', async () => {
    const line = aLine({ status: 'approved', grant: aGranted() });
    const request = anAuthorization({ status: 'approved' }, { lines: [line] });
    const at = minutesLater(-60);
    const story = {
      submissions: [aSubmission()],
      answers: [{ lineId: line.id, ...aDecision(), at, fate: 'taken-back' as const }],
      calls: [{ id: line.id, at, byId: samId, spokeTo: 'Kim', reference: '55', said: 'In review' }],
      uses: [
        {
          lineId: line.id,
          appointmentId: line.id,
          startsAt: at,
          units: 1,
          state: 'reserved' as const,
        },
      ],
    };
    const { page } = await visitAuthorizations({
      requests: [request],
      story,
      url: `/authorizations/${request.id}`,
    });
    const panel = await page.panel();
    expect(panel).toContain('Submitted: Payer’s portal Rivera, Sam');
    expect(panel).toContain('taken back: it was a mistake');
    expect(panel).toContain('In review');
    expect(panel).toContain('Rivera, Sam spoke to Kim · number 55');
    expect(panel).toContain('1 of Physical therapy');
  });

  it('say on top why the payer sent one back', async () => {
    const trouble = 'The payer does not know the member';
    const request = anAuthorization({}, { submission: aSubmission({ channel: 'x12', trouble }) });
    const { page } = await visitAuthorizations({
      requests: [request],
      url: `/authorizations/${request.id}`,
    });
    expect(await page.panel()).toContain(`The payer sent it back: ${trouble}`);
  });

  it('are only read by a clinician, who is offered no step of the work', async () => {
    const request = anAuthorization({}, { documents: [aDocument()] });
    const { page } = await visitAuthorizations({
      requests: [request],
      story: emptyStory,
      person: aPerson({ grants: [aGrant('clinician')] }),
      url: `/authorizations/${request.id}`,
    });
    expect(await page.documents()).toEqual(['Progress notes Missing by the payer’s rule']);
    expect(await page.offersButton('Not needed…')).toBeFalse();
    expect(await page.offersButton('Write down a call…')).toBeFalse();
  });
});
