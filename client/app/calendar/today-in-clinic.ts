import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { Clock } from '../platform/clock';
import { Session } from '../platform/session';
import { localDateOf } from '../platform/wall-time';

/** Leads to the day that it is in the clinic on show. A redirect would not wait to learn which clinic that is. */
export const todayInClinic: CanActivateFn = async ({ queryParams }) => {
  const [session, clock, router] = [inject(Session), inject(Clock), inject(Router)];
  // Who is not signed in is led to the sign-in by the guard of the console around this page.
  await session.load();
  const zone = session.clinic()?.zone ?? 'UTC';
  // Who comes to book a patient says so there.
  return router.createUrlTree(['/calendar/day', localDateOf(clock.now(), zone)], { queryParams });
};
