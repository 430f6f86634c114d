import type { WorkLink } from '#contract/work-link';
import { aGrant, aPerson, type FakeServer } from '../platform/given-session';
import {
  aCall,
  after,
  idOf,
  leaseOf,
  minutesLater,
  samId,
} from '../platform/work-queue/given-queue';
import { visitCalls } from './given-calls-page';

const visitId = idOf(600);
const otherId = idOf(601);

function aLink(overrides: Partial<WorkLink> = {}): WorkLink {
  return {
    id: idOf(602),
    kind: 'appointment',
    recordId: visitId,
    linkedById: samId,
    at: minutesLater(-5),
    record: {
      title: 'Visit on Tue, Nov 24, 2026, 9:00 am',
      detail: 'Chen, Amy · Riverside · booked',
      path: `/calendar/day/2026-11-24?visit=${visitId}`,
    },
    ...overrides,
  };
}

const call = aCall();
const root = `/api/calls/items/${call.id}`;

function withLinks(...links: WorkLink[]): (server: FakeServer) => void {
  return (server) =>
    void server
      .when(`GET ${root}`, { item: call, steps: [], comments: [], attachments: [], links })
      .when(`GET ${root}/linkable`, {
        items: [
          { kind: 'appointment', recordId: visitId, title: 'Visit on Tue', detail: 'Chen, Amy' },
          { kind: 'work-item', recordId: otherId, title: 'Call back: parking', detail: 'Call' },
        ],
      });
}

function open(...links: WorkLink[]) {
  return visitCalls({ calls: [call], url: `/calls/${call.id}`, prepare: withLinks(...links) });
}

describe('What a call is linked to', () => {
  it('is named, says who linked it, and opens', async () => {
    const { page, router, shown } = await open(aLink());
    const panel = await page.panel();
    expect(panel).toContain('Visit on Tue, Nov 24, 2026, 9:00 am');
    expect(panel).toContain('Chen, Amy · Riverside · booked');
    expect(panel).toContain('Linked by Rivera, Sam · Mon, Nov 23, 8:55 am');
    await page.click('app-queue-links a');
    await shown();
    expect(router.url).toBe(`/calendar/day/2026-11-24?visit=${visitId}`);
  });

  it('is not told to who may not read it', async () => {
    const { page } = await open(aLink({ record: null }));
    expect(await page.panel()).toContain('A visit elsewhere');
    expect(await page.has('app-queue-links a')).toBeFalse();
  });

  it('is chosen from the patient’s visits and other calls', async () => {
    const { page, server, shown } = await open();
    const link = `POST ${root}/link`;
    server.when(link, after(call, {}));
    await page.press('Link a record…');
    await shown();
    expect(await page.text()).toContain('Visits Visit on Tue Chen, Amy');
    expect(await page.text()).toContain('Other open work Call back: parking');
    withLinks(aLink())(server);
    await page.click(`[data-choice="${visitId}"]`);
    await shown();
    expect(server.callsOf(link).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, kind: 'appointment', recordId: visitId },
    ]);
    expect(await page.has('app-link-record-dialog dialog[open]')).toBeFalse();
  });

  it('is chosen by keyboard: typing narrows, Enter takes the first', async () => {
    const { page, server, shown } = await open();
    const link = `POST ${root}/link`;
    server.when(link, after(call, {}));
    await page.press('Link a record…');
    await shown();
    await page.type('app-link-record-dialog input', 'parking call');
    expect(await page.has(`[data-choice="${visitId}"]`)).toBeFalse();
    await page.submit('app-link-record-dialog form');
    await shown();
    expect(server.callsOf(link).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, kind: 'work-item', recordId: otherId },
    ]);
  });

  it('is taken away', async () => {
    const { page, server, shown } = await open(aLink());
    const unlink = `POST ${root}/unlink`;
    server.when(unlink, after(call, {}));
    await page.click('[aria-label="Take the link away: Visit on Tue, Nov 24, 2026, 9:00 am"]');
    await shown();
    expect(server.callsOf(unlink).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, kind: 'appointment', recordId: visitId },
    ]);
  });

  it('cannot be changed while a colleague has the call', async () => {
    const held = aCall({ lease: leaseOf(samId) });
    const { page } = await visitCalls({ calls: [held], url: `/calls/${held.id}` });
    expect(await page.offersButton('Link a record…')).toBeFalse();
  });

  it('cannot be changed by who only reads', async () => {
    const person = aPerson({ grants: [aGrant('clinician')] });
    const { page } = await visitCalls({ calls: [call], url: `/calls/${call.id}`, person });
    expect(await page.offersButton('Link a record…')).toBeFalse();
  });
});
