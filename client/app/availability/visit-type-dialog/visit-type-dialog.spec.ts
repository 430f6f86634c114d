import { standardTerms } from '#contract/visit-terms';
import { aProblem, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import { aClinicServer, aVisitType, leeId, types } from '../given-availability';

const add = 'POST /api/availability/visit-types/add';
const change = `POST /api/availability/visit-types/${aVisitType().id}/change`;
const retire = `POST /api/availability/visit-types/${aVisitType().id}/retire`;

describe('VisitTypeDialog', () => {
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
      ...standardTerms,
    });
    expect(page.has('form')).toBeFalse();
    expect(page.rows('visit-types').map(([name]) => name)).toEqual(['Follow-up', 'New patient']);
  });

  it('sets the terms in their sections, and tells them in the table', async () => {
    const server = aClinicServer();
    const page = await openAvailabilityPage(server);
    await page.press('Change Follow-up');
    expect(page.valueOf('[name=minutes]')).toBe('30');
    await page.type('[name=leadHours]', '2');
    await page.type('[name=horizonDays]', '0');
    await page.send();
    expect(page.text()).toContain('A whole number from 1 to 730.');
    expect(server.callsOf(change)).toEqual([]);
    await page.type('[name=horizonDays]', '60');
    await page.check('[data-role=clinic-manager]');
    await page.check('[name=needsAuthorization]');
    await page.check('[name=sensitive]');
    await page.type('[name=instructionsEn]', 'Bring your medicines.');
    const changed = aVisitType({
      version: 2,
      leadMinutes: 120,
      horizonDays: 60,
      bookedBy: ['clinic-manager'],
      needsAuthorization: true,
      sensitive: true,
    });
    server.when(change, changed).when(types, { items: [changed] });
    await page.send();
    expect(server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({
        expectedVersion: 1,
        name: 'Follow-up',
        leadMinutes: 120,
        horizonDays: 60,
        bookedBy: ['clinic-manager'],
        needsAuthorization: true,
        sensitive: true,
        instructions: { en: 'Bring your medicines.', es: '' },
      }),
    );
    expect(page.rows('visit-types')[0]?.[5]).toBe(
      'at least 2 h, at most 60 days ahead · by Clinic manager · authorization · sensitive',
    );
  });

  it('asks for rooms and devices that the clinic uses, and tells them in the table', async () => {
    const server = aClinicServer();
    const page = await openAvailabilityPage(server);
    await page.press('Change Follow-up');
    await page.choose('[name=need]', 'Exam room');
    await page.type("[aria-label='How many of Exam room']", '2');
    const invalid = aProblem('invalid-input', 400, 'Something is wrong.');
    const fields = [{ path: 'needs.0.count', message: 'The clinic uses 1 of “Exam room”.' }];
    server.refuses(change, { ...invalid, fields });
    await page.send();
    expect(page.text()).toContain('The clinic uses 1 of “Exam room”.');
    await page.type("[aria-label='How many of Exam room']", '1');
    const needs = [{ type: 'Exam room', count: 1 }];
    const changed = aVisitType({ version: 2, needs });
    server.when(change, changed).when(types, { items: [changed] });
    await page.send();
    expect(server.callsOf(change).at(-1)?.body).toEqual(jasmine.objectContaining({ needs }));
    expect(page.rows('visit-types')[0]?.[5]).toBe('Exam room');
    server.when(change, aVisitType({ version: 3 }));
    await page.press('Change Follow-up');
    await page.press('Needs no Exam room');
    await page.send();
    expect(server.callsOf(change).at(-1)?.body).toEqual(jasmine.objectContaining({ needs: [] }));
  });

  it('retires after a second look', async () => {
    const server = aClinicServer();
    const retired = aVisitType({ version: 2, active: false });
    const page = await openAvailabilityPage(server);
    await page.press('Change Follow-up');
    await page.press('Retire…');
    expect(page.text()).toContain('visits that are booked stay');
    expect(server.callsOf(retire)).toEqual([]);
    server.when(retire, retired).when(types, { items: [retired] });
    await page.press('Retire it');
    expect(server.callsOf(retire)[0]?.body).toEqual({ expectedVersion: 1 });
    expect(page.rows('visit-types')[0]?.[0]).toBe('Follow-up · no longer booked');
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
