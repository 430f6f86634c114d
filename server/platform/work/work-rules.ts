// What is possible with an item as it stands: pure; answers a refusal or `null`.
import type { WorkRow } from './work-repository.ts';

export interface Refusal {
  rule: 'held' | 'lease-lost' | 'closed';
  message: string;
}

/** Nobody works on it and nobody is about to. */
export const noLease = { lease_holder_id: null, lease_until: null } as const;

type Leased = Pick<WorkRow, 'lease_holder_id' | 'lease_until'>;

/** Who holds the item now; a lease that has ended holds nothing, also before the tick has cleared it. */
export function holderOf(row: Leased, now: string): string | null {
  return row.lease_until !== null && row.lease_until > now ? row.lease_holder_id : null;
}

export function refuseClosed(row: Pick<WorkRow, 'closed_at'>): Refusal | null {
  return row.closed_at === null
    ? null
    : { rule: 'closed', message: 'This is closed; nothing was changed.' };
}

export function refuseHeld(row: Leased, actorId: string | null, now: string): Refusal | null {
  const holder = holderOf(row, now);
  return holder === null || holder === actorId
    ? null
    : {
        rule: 'held',
        message: 'Somebody else works on this now; nothing was changed. Take it over first.',
      };
}

/** A write under a lease: the right person, the right token, in time. */
export function refuseWithoutLease(
  row: Leased & Pick<WorkRow, 'lease_token'>,
  actorId: string | null,
  token: number,
  now: string,
): Refusal | null {
  return holderOf(row, now) === actorId && actorId !== null && row.lease_token === token
    ? null
    : {
        rule: 'lease-lost',
        message: 'Your hold on this has ended; nothing was written. Claim it again.',
      };
}

/** One's own, or the pool's, kept between oneself and the pool: nobody else is asked. */
export function isOwnAffair(
  row: Pick<WorkRow, 'owner_id'>,
  ownerId: string | null,
  actorId: string | null,
): boolean {
  const isOurs = (id: string | null): boolean => id === null || id === actorId;
  return isOurs(row.owner_id) && isOurs(ownerId);
}
