import { TestBed } from '@angular/core/testing';
import type { VisitType } from '#contract/availability';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import { aProblem, FakeServer, riverside } from '../../platform/given-session';
import { openAvailabilityPage, startAvailabilityPage } from '../availability-page-harness';
import {
  aClinicServer,
  aTemplate,
  aVisitType,
  exceptions,
  leeId,
  orphans,
  people,
  templates,
  types,
} from '../given-availability';

function changeOf(added: VisitType): ChangeEnvelope {
  return {
    feed: feedOf('availability', riverside),
    seq: 1,
    type: 'availability.visit-type-added',
    entityId: added.id,
    version: added.version,
    payload: added,
    actorId: null,
    commandId: null,
    at: '2026-11-23T14:00:00.000Z',
  };
}

describe('AvailabilityPage', () => {
  it('shows visit types, and each provider’s week by name', async () => {
    const page = await openAvailabilityPage(aClinicServer());
    expect(page.rows('visit-types')).toEqual([
      ['Follow-up', '30', 'Video', 'Same day', '0 before, 10 after', ''],
    ]);
    const [lee, okafor] = page.rows('weekly-hours');
    expect(lee?.slice(0, 3)).toEqual([
      'Lee, Hannah',
      '8:00 am – 12:00 pm 1:00 pm – 12:00 am',
      'Off',
    ]);
    expect(okafor?.slice(0, 2)).toEqual(['Okafor, Chidi', 'Off']);
  });

  it('tells of a change that is planned, and shows what is in force', async () => {
    const now = aTemplate({ effectiveTo: '2998-12-31' });
    const planned = aTemplate({ id: leeId, effectiveFrom: '2999-01-01', blocks: [] });
    const page = await openAvailabilityPage(
      aClinicServer().when(templates, { items: [now, planned] }),
    );
    expect(page.rows('weekly-hours')[0]?.[0]).toBe('Lee, Hannah Changes on Jan 1, 2999');
    expect(page.rows('weekly-hours')[0]?.[1]).toContain('8:00 am');
  });

  it('holds the place until the answer is there', async () => {
    const server = aClinicServer();
    const held = Promise.withResolvers<{ body: unknown }>();
    server.answers.set(types, () => held.promise);
    const page = startAvailabilityPage(server);
    TestBed.tick();
    expect(page.has('app-skeleton')).toBeTrue();
    held.resolve({ body: { items: [aVisitType()] } });
    await page.settle();
    expect(page.has('app-skeleton')).toBeFalse();
    expect(page.rows('visit-types').length).toBe(1);
  });

  it('says that there is nothing yet', async () => {
    const none = { items: [] };
    const page = await openAvailabilityPage(
      [types, people, templates, exceptions, orphans].reduce(
        (server, list) => server.when(list, none),
        new FakeServer(),
      ),
    );
    expect(page.text()).toContain('No visit types yet');
    expect(page.text()).toContain('No providers in this clinic');
  });

  it('says why nothing came, and asks again', async () => {
    const server = aClinicServer();
    server.refuses(templates, aProblem('unavailable', 503, 'The server is away.'));
    const page = await openAvailabilityPage(server);
    expect(page.text()).toContain('The server is away.');
    server.when(templates, { items: [] });
    await page.press('Try again');
    expect(page.rows('weekly-hours').length).toBe(2);
  });

  it('asks nothing for those whose role does not include it', async () => {
    const server = aClinicServer();
    const page = await openAvailabilityPage(server, 'scheduler');
    expect(page.text()).toContain('Your role does not include this page');
    expect(server.calls).toEqual([]);
  });

  it('mutes what may be out of date while the connection is away', async () => {
    const page = await openAvailabilityPage(aClinicServer());
    page.socket.says.dropped();
    await page.settle();
    expect(page.has('.stale')).toBeTrue();
  });

  it('follows what others change', async () => {
    const server = aClinicServer();
    const annual = aVisitType({ id: leeId, name: 'Annual' });
    const page = await openAvailabilityPage(server);
    server.when(types, { items: [aVisitType(), annual] });
    page.socket.says.changes({
      feed: feedOf('availability', riverside),
      changes: [changeOf(annual)],
    });
    await page.settle();
    expect(page.rows('visit-types').map(([name]) => name)).toEqual(['Annual', 'Follow-up']);
  });
});
