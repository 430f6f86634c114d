// What the patient knows of a visit that the clinic changes: pure.
import type { CancelReason } from '#contract/appointment-workflow';

/** Set while the patient expects something else than what is booked, or a visit that is off. */
export interface PatientKnows {
  not_told_since: string | null;
  known_starts_at: string | null;
  known_provider_id: string | null;
}

/** There is nothing to tell. */
export const patientKnows = {
  not_told_since: null,
  known_starts_at: null,
  known_provider_id: null,
} as const;

interface Placed extends PatientKnows {
  provider_id: string;
  starts_at: string;
}

/** Who told the patient: they asked for it or were asked, or the clinic decided and tells them later. */
export type Telling = 'with-patient' | 'told-later';

export function knowsAfterMove(
  visit: Placed,
  to: { providerId: string; startsAt: string },
  { telling, now }: { telling: Telling; now: string },
): PatientKnows {
  const before = telling === 'told-later' ? expecting(visit, now) : knowsOf(visit);
  const isWhatTheyKnow =
    before.known_starts_at === to.startsAt && before.known_provider_id === to.providerId;
  return isWhatTheyKnow ? patientKnows : before;
}

export function knowsAfterCancel(
  visit: Placed,
  { telling, reason, now }: { telling: Telling; reason: CancelReason; now: string },
): PatientKnows {
  if (telling === 'told-later') return expecting(visit, now);
  return reason.startsWith('pat') ? patientKnows : knowsOf(visit);
}

/** As the visit stands, or as they knew it already before. */
function expecting(visit: Placed, now: string): PatientKnows {
  if (visit.not_told_since !== null) return knowsOf(visit);
  return {
    not_told_since: now,
    known_starts_at: visit.starts_at,
    known_provider_id: visit.provider_id,
  };
}

function knowsOf({
  not_told_since,
  known_starts_at,
  known_provider_id,
}: PatientKnows): PatientKnows {
  return { not_told_since, known_starts_at, known_provider_id };
}
