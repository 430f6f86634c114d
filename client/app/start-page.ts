import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import type { Permission, Role } from '#contract/permission';
import { Session } from './platform/session';

const pages: readonly { path: string; needs: Permission; for: readonly Role[] | 'everyone' }[] = [
  // Who answers the phone starts with whoever calls; everybody else with the day.
  { path: '/patients', needs: 'patient:search', for: ['call-centre-agent'] },
  { path: '/calendar', needs: 'appointment:read', for: 'everyone' },
];

/** Leads to the page with which this person's work begins in the clinic on show. */
export const startPage: CanActivateFn = () => {
  const session = inject(Session);
  const clinicId = session.clinic()?.id;
  const held = session.grants().filter((grant) => grant.clinicId === clinicId);
  const page = pages.find(
    ({ needs, for: whom }) =>
      session.can(needs) && (whom === 'everyone' || held.every(({ role }) => whom.includes(role))),
  );
  return inject(Router).parseUrl(page?.path ?? '/account');
};
