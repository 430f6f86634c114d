import { aProblem, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import { aClinicServer, aVisitType, leeId, types } from '../given-availability';

const add = 'POST /api/availability/visit-types/add';

describe('AddVisitTypeDialog', () => {
  it('adds a visit type, and keeps what was typed when it is refused', async () => {
    const server = aClinicServer();
    const taken = 'There is already a visit type of this name.';
    const invalid = aProblem('invalid-input', 400, 'Something is wrong.');
    server.refuses(add, { ...invalid, fields: [{ path: 'name', message: taken }] });
    const page = await openAvailabilityPage(server);
    await page.press('Add a visit type');
    await page.send();
    expect(page.text()).toContain('Needed.');
    expect(server.callsOf(add)).toEqual([]);
    await page.type('[name=name]', 'New patient');
    await page.type('[name=minutes]', '45');
    await page.send();
    expect(page.text()).toContain(taken);
    expect(page.valueOf('[name=name]')).toBe('New patient');
    const view = aVisitType({ id: leeId, name: 'New patient', minutes: 45 });
    server.when(add, view).when(types, { items: [aVisitType(), view] });
    await page.send();
    expect(server.callsOf(add).at(-1)?.body).toEqual({
      clinicId: riverside,
      name: 'New patient',
      minutes: 45,
      modality: 'in-person',
      category: 'routine',
      colour: 'teal',
      bufferBefore: 0,
      bufferAfter: 0,
    });
    expect(page.has('form')).toBeFalse();
    expect(page.rows('visit-types').map(([name]) => name)).toEqual(['Follow-up', 'New patient']);
  });

  it('repeats under the same key after no answer came', async () => {
    const server = aClinicServer();
    server.answers.set(add, 'unreachable');
    const page = await openAvailabilityPage(server);
    await page.press('Add a visit type');
    await page.type('[name=name]', 'New patient');
    await page.send();
    expect(page.text()).toContain('cannot be reached');
    server.when(add, aVisitType());
    await page.send();
    const [first, second] = server.callsOf(add).map(({ headers }) => headers['Idempotency-Key']);
    expect(second).toBe(first);
  });
});
