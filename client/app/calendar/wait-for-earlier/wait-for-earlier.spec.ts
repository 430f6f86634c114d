import { TestBed } from '@angular/core/testing';
import type { Appointment } from '#contract/calendar';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aVisit, cancelled, serverWith, standingClock } from '../given-calendar';
import { WaitForEarlier } from './wait-for-earlier';

const add = 'POST /api/waitlist/entries/add';

interface Scene {
  role?: Role;
  refused?: boolean;
}

async function open(visit: Appointment, { role = 'scheduler', refused = false }: Scene = {}) {
  const server = serverWith({ visits: [visit] }).when(add, {});
  if (refused) server.refuses(add, aProblem('rule-broken', 422, 'Waits for this already.'));
  TestBed.configureTestingModule({ providers: [server.provider, standingClock().provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(WaitForEarlier);
  fixture.componentRef.setInput('visit', visit);
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  return {
    host,
    press: async () => {
      host.querySelector('button')?.click();
      await fixture.whenStable();
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    },
    sent: () => server.callsOf(add).map(({ body }) => body as { appointmentId: string | null }),
  };
}

describe('WaitForEarlier', () => {
  it('puts the patient down beside the visit that stands, once', async () => {
    const visit = aVisit();
    const page = await open(visit);
    expect(page.host.textContent).toContain('Wants an earlier time');
    await page.press();
    await page.press();
    const { clinicId, visitTypeId, patient } = visit;
    expect(page.sent()).toEqual([
      jasmine.objectContaining({
        ...{ clinicId, visitTypeId, patientId: patient.id, appointmentId: visit.id },
      }),
    ]);
    expect(page.host.textContent).toContain('On the waitlist');
  });

  it('pairs nothing with a visit that stands no longer', async () => {
    const page = await open(cancelled(aVisit()));
    expect(page.host.textContent).toContain('Waits for another time');
    await page.press();
    expect(page.sent()[0]?.appointmentId).toBeNull();
  });

  it('says why not', async () => {
    const page = await open(aVisit(), { refused: true });
    await page.press();
    expect(page.host.textContent).toContain('Waits for this already.');
    expect(page.host.textContent).toContain('Wants an earlier time');
  });

  it('is not there for who may not, or when the visit is over', async () => {
    expect((await open(aVisit(), { role: 'biller' })).host.querySelector('button')).toBeNull();
    TestBed.resetTestingModule();
    const seen = aVisit({ status: 'fulfilled' });
    expect((await open(seen)).host.querySelector('button')).toBeNull();
  });
});
