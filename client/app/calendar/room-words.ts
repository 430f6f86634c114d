// The rooms, devices and interpreters of a visit, by name.
import { occupiesTime } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { ById } from '#contract/realtime';
import type { Resource } from '#contract/resources';

/** Those that it takes, or took when it was; of a visit that never was, none. */
export function roomWords(
  { resourceIds, status }: Pick<Appointment, 'resourceIds' | 'status'>,
  resources: ById<Resource>,
): string {
  if (!occupiesTime(status) && status !== 'fulfilled') return '';
  return resourceIds.map((id) => resources[id]?.name ?? 'one not known here').join(', ');
}
