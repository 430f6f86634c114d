import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Me } from '#contract/staff';
import { aClinic, aPerson, FakeServer } from '../platform/given-session';
import { standingClock } from './given-calendar';
import { todayInClinic } from './today-in-clinic';

/** Where `/calendar` leads a person whose session is still unknown to the page. */
async function openedAt(now: string, me: Me, address = '/calendar'): Promise<string> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([
        { path: 'calendar', pathMatch: 'full', canActivate: [todayInClinic], children: [] },
        { path: 'calendar/day/:date', children: [] },
      ]),
      new FakeServer().when('GET /api/staff/me', me).provider,
      standingClock(now).provider,
    ],
  });
  await RouterTestingHarness.create(address);
  return TestBed.inject(Router).url;
}

describe('todayInClinic', () => {
  it('waits to learn where the clinic is: late in the evening there it is not yet tomorrow', async () => {
    expect(await openedAt('2026-11-24T04:05:00.000Z', aPerson())).toBe('/calendar/day/2026-11-23');
  });

  it('is tomorrow where the clocks are ahead', async () => {
    const clinics = [aClinic({ zone: 'Pacific/Auckland' })];
    expect(await openedAt('2026-11-23T14:00:00.000Z', aPerson({ clinics }))).toBe(
      '/calendar/day/2026-11-24',
    );
  });

  it('takes along for whom a visit is to be booked', async () => {
    expect(await openedAt('2026-11-24T04:05:00.000Z', aPerson(), '/calendar?book=ana')).toBe(
      '/calendar/day/2026-11-23?book=ana',
    );
  });
});
