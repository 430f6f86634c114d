// A room, a device or an interpreter while it is typed.
import type { Resource, ResourceHours } from '#contract/resources';
import type { ResourceWish } from '../resources-api';

export interface TypedHours extends ResourceHours {
  /** Tells stretches apart while their times change. */
  key: number;
}

export interface TypedResource extends Pick<Resource, 'name' | 'kind' | 'type' | 'sharedWith'> {
  hours: TypedHours[];
}

export function typedOf(resource: Resource | null): TypedResource {
  if (!resource) return { name: '', kind: 'room', type: '', sharedWith: [], hours: [] };
  const { name, kind, type, sharedWith, hours } = resource;
  return { name, kind, type, sharedWith, hours: hours.map((one, key) => ({ ...one, key })) };
}

/** The day after the last one, at the same times. */
export function withMoreHours(hours: readonly TypedHours[]): TypedHours[] {
  const last = hours.at(-1) ?? { weekday: 0, startsAt: '08:00', endsAt: '17:00', key: -1 };
  return [...hours, { ...last, weekday: (last.weekday % 7) + 1, key: last.key + 1 }];
}

export function hoursFault({ startsAt, endsAt }: ResourceHours): string {
  if (!startsAt || !endsAt) return 'Both times are needed.';
  return startsAt >= endsAt ? 'It ends after it starts.' : '';
}

/** `null` while something is missing or wrong. */
export function wishOf(typed: TypedResource): ResourceWish | null {
  const [name, type] = [typed.name.trim(), typed.type.trim()];
  if (!name || !type || typed.hours.some((one) => hoursFault(one))) return null;
  const hours = typed.hours.map(({ weekday, startsAt, endsAt }) => ({ weekday, startsAt, endsAt }));
  return { ...typed, name, type, hours };
}
