import { feedOf } from '#contract/realtime';
import { aProblem, FakeServer, hilltop, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import { aResource, aVisitType, leeId, resources, types } from '../given-availability';
import { ResourcesPage } from './resources-page';

const path = `POST /api/availability/resources/${aResource().id}`;
const add = 'POST /api/availability/resources/add';
const repair = {
  id: leeId,
  startsAt: '2998-11-24T05:00:00.000Z',
  endsAt: '2998-11-26T05:00:00.000Z',
  note: 'Repair',
};
const inUse = {
  ...aProblem('rule-broken', 422, '1 booked visit have it then. Nothing was changed.'),
  rule: 'orphans-visits',
  current: {
    items: [
      {
        appointmentId: leeId,
        providerId: leeId,
        visitTypeId: aVisitType().id,
        startsAt: '2998-11-24T14:00:00.000Z',
        endsAt: '2998-11-24T14:30:00.000Z',
      },
    ],
    count: 1,
    elsewhere: 0,
  },
};

function aServer(items = [aResource()]): FakeServer {
  return new FakeServer().when(resources, { items }).when(types, { items: [aVisitType()] });
}

const open = (server: FakeServer, role?: 'clinic-manager' | 'scheduler') =>
  openAvailabilityPage(server, role, ResourcesPage);

describe('ResourcesPage', () => {
  it('lists what the clinic uses: its hours, who shares it, and when it is out of use', async () => {
    const hours = [1, 2].map((weekday) => ({ weekday, startsAt: '08:00', endsAt: '12:00' }));
    const shared = aResource({
      ...{ id: leeId, clinicId: hilltop, sharedWith: [riverside] },
      ...{ name: 'Ultrasound B', kind: 'device', type: 'Ultrasound', hours },
    });
    const own = aResource({ sharedWith: [hilltop], outOfUse: [repair] });
    const retired = aResource({ id: aVisitType().id, name: 'Exam 9', active: false });
    const page = await open(aServer([retired, own, shared]));
    expect(page.rows('resources')).toEqual([
      [
        ...['Exam 1', 'Exam room', 'Room', 'Always', 'With Hilltop'],
        ...['Sat, Nov 24, 2998 – Sun, Nov 25, 2998 · Repair', 'Out of use…'],
      ],
      [
        ...['Ultrasound B', 'Ultrasound', 'Device', 'Mon, Tue 8:00 am – 12:00 pm', 'Of Hilltop'],
        ...['', ''],
      ],
      ['Exam 9 · no longer used', 'Exam room', 'Room', 'Always', '', '', ''],
    ]);
  });

  it('says that there is nothing yet', async () => {
    const page = await open(aServer([]));
    expect(page.text()).toContain('No rooms or devices yet');
  });

  it('keeps out who does not manage hours', async () => {
    const server = aServer();
    const page = await open(server, 'scheduler');
    expect(page.has('app-denied-state')).toBeTrue();
    expect(server.callsOf(resources)).toEqual([]);
  });

  it('tells what went wrong, and what another console has added', async () => {
    const server = aServer().refuses(resources, aProblem('unavailable', 503, 'Try again.'));
    const page = await open(server);
    expect(page.text()).toContain('Try again.');
    server.when(resources, { items: [aResource()] });
    const feed = feedOf('availability', riverside);
    page.socket.says.changes({
      feed,
      changes: [
        {
          ...{ feed, seq: 1, entityId: leeId, version: 1 },
          ...{ type: 'availability.resource-added', payload: aResource() },
          ...{ actorId: null, commandId: null, at: '2026-11-23T14:00:00.000Z' },
        },
      ],
    });
    await page.settle();
    expect(page.rows('resources').length).toBe(1);
  });

  it('adds one with hours, shared with another clinic', async () => {
    const server = aServer([]).when(add, aResource());
    const page = await open(server);
    await page.press('Add…');
    await page.send();
    expect(page.text()).toContain('Needed.');
    await page.type('[name=name]', 'Exam 1');
    await page.type('[name=type]', 'Exam room');
    await page.check(`[data-clinic='${hilltop}']`);
    await page.press('Add hours');
    await page.press('Add hours');
    await page.type('[aria-label=Until]', '12:00');
    server.when(resources, { items: [aResource()] });
    await page.send();
    expect(server.callsOf(add)[0]?.body).toEqual({
      clinicId: riverside,
      name: 'Exam 1',
      kind: 'room',
      type: 'Exam room',
      sharedWith: [hilltop],
      hours: [
        { weekday: 1, startsAt: '08:00', endsAt: '12:00' },
        { weekday: 2, startsAt: '08:00', endsAt: '17:00' },
      ],
    });
    expect(page.has('form')).toBeFalse();
    expect(page.rows('resources').length).toBe(1);
  });

  it('changes one under its version, and says which field is wrong', async () => {
    const fields = [{ path: 'name', message: 'The clinic has one of this name already.' }];
    const refused = { ...aProblem('invalid-input', 400), fields };
    const server = aServer([aResource({ version: 3 })]).refuses(`${path}/change`, refused);
    const page = await open(server);
    await page.press('Change Exam 1');
    expect(page.valueOf('[name=type]')).toBe('Exam room');
    await page.type('[name=name]', 'Exam 2');
    await page.send();
    expect(server.callsOf(`${path}/change`)[0]?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: 3, name: 'Exam 2' }),
    );
    expect(page.text()).toContain('The clinic has one of this name already.');
  });

  it('retires one that visits have only for a reason', async () => {
    const server = aServer().refuses(`${path}/retire`, inUse);
    const page = await open(server);
    await page.press('Change Exam 1');
    await page.press('Retire…');
    await page.press('Retire it');
    expect(page.text()).toContain('9:00 am · Follow-up');
    await page.type('[name=reason]', 'Burnt down');
    server.when(`${path}/retire`, aResource({ active: false }));
    await page.press('Retire it anyway');
    expect(server.callsOf(`${path}/retire`)[1]?.body).toEqual({
      expectedVersion: 1,
      overrides: [{ rule: 'orphans-visits', reason: 'Burnt down' }],
    });
  });

  it('takes one out of use and puts it back', async () => {
    const server = aServer().when(`${path}/take-out-of-use`, aResource());
    const page = await open(server);
    await page.press('Out of use: Exam 1');
    await page.type('[name=fromDate]', '2998-11-24');
    await page.type('[name=untilDate]', '2998-11-25');
    await page.type('[name=note]', 'Repair');
    server.when(resources, { items: [aResource({ version: 2, outOfUse: [repair] })] });
    await page.send();
    expect(server.callsOf(`${path}/take-out-of-use`)[0]?.body).toEqual({
      ...{ expectedVersion: 1, overrides: [], note: 'Repair' },
      ...{ startsAt: repair.startsAt, endsAt: repair.endsAt },
    });
    server.when(`${path}/put-back-in-use`, aResource({ version: 3 }));
    await page.press('Put back in use');
    expect(server.callsOf(`${path}/put-back-in-use`)[0]?.body).toEqual({
      expectedVersion: 2,
      outOfUseId: repair.id,
    });
  });
});
