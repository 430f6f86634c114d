// The pages that the navigation leads to.
import { computed, inject, Service } from '@angular/core';
import type { Permission } from '#contract/permission';
import { Session } from '../platform/session';
import type { IconName } from '../ui/svg-icon/svg-icon';

export interface Place {
  /** Of its shortcut. */
  id: string;
  path: `/${string}`;
  title: string;
  icon: IconName;
  needs: Permission;
  /** Of a queue: how one of its items and several are called. */
  noun?: readonly [one: string, many: string];
  /** The chord that leads there, unless the person chose other keys. */
  keys: `g ${string}`;
}

export const places: readonly Place[] = [
  {
    id: 'go.calendar',
    path: '/calendar',
    title: 'Calendar',
    icon: 'calendar-month',
    needs: 'appointment:read',
    keys: 'g c',
  },
  {
    id: 'go.waitlist',
    path: '/waitlist',
    title: 'Waitlist',
    icon: 'event-available',
    needs: 'waitlist:read',
    keys: 'g w',
  },
  {
    id: 'go.recalls',
    path: '/recalls',
    title: 'To schedule',
    icon: 'event-repeat',
    needs: 'recall:read',
    keys: 'g k',
  },
  {
    id: 'go.calls',
    path: '/calls',
    title: 'Calls',
    icon: 'call',
    needs: 'call:read',
    noun: ['call', 'calls'],
    keys: 'g t',
  },
  {
    id: 'go.refills',
    path: '/refills',
    title: 'Refills',
    icon: 'pill',
    needs: 'refill:read',
    noun: ['refill', 'refills'],
    keys: 'g r',
  },
  {
    id: 'go.authorizations',
    path: '/authorizations',
    title: 'Authorizations',
    icon: 'verified-user',
    needs: 'authorization:read',
    noun: ['authorization', 'authorizations'],
    keys: 'g a',
  },
  {
    id: 'go.results',
    path: '/results',
    title: 'Results',
    icon: 'science',
    needs: 'result:read',
    noun: ['result', 'results'],
    keys: 'g v',
  },
  {
    id: 'go.claims',
    path: '/claims',
    title: 'Claims',
    icon: 'receipt',
    needs: 'claim:read',
    noun: ['follow-up', 'follow-ups'],
    keys: 'g d',
  },
  {
    id: 'go.messages',
    path: '/messages',
    title: 'Messages',
    icon: 'alternate-email',
    needs: 'message:read',
    keys: 'g m',
  },
  {
    id: 'go.drawer',
    path: '/drawer',
    title: 'Drawer',
    icon: 'payments',
    needs: 'payment:read',
    keys: 'g f',
  },
  {
    id: 'go.patients',
    path: '/patients',
    title: 'Patients',
    icon: 'group',
    needs: 'patient:read',
    keys: 'g p',
  },
  {
    id: 'go.absences',
    path: '/absences',
    title: 'Who is away',
    icon: 'event-busy',
    needs: 'staff:read',
    keys: 'g o',
  },
  {
    id: 'go.staff',
    path: '/staff',
    title: 'Staff',
    icon: 'person',
    needs: 'staff:manage',
    keys: 'g s',
  },
  {
    id: 'go.availability',
    path: '/availability',
    title: 'Hours and visit types',
    icon: 'schedule',
    needs: 'availability:manage',
    keys: 'g h',
  },
  {
    id: 'go.clinic',
    path: '/clinic',
    title: 'Clinic',
    icon: 'location-on',
    needs: 'clinic:configure',
    keys: 'g l',
  },
  {
    id: 'go.payers',
    path: '/payers',
    title: 'Payers',
    icon: 'credit-card',
    needs: 'payer:manage',
    keys: 'g b',
  },
  {
    id: 'go.privacy',
    path: '/privacy',
    title: 'Privacy',
    icon: 'visibility',
    needs: 'audit:read',
    keys: 'g y',
  },
  {
    id: 'go.imports',
    path: '/imports',
    title: 'Imports',
    icon: 'upload-file',
    needs: 'import:run',
    keys: 'g i',
  },
  {
    id: 'go.exports',
    path: '/exports',
    title: 'Exports',
    icon: 'download',
    needs: 'export:run',
    keys: 'g e',
  },
];

@Service()
export class Places {
  readonly #session = inject(Session);

  /** Those that the person may read in the clinic on show. */
  readonly readable = computed(() => places.filter(({ needs }) => this.#session.can(needs)));
}
