// Who may see a patient instead, and when the patient can come: pure.
import type { VisitType } from '#contract/availability';

export interface Licensed {
  id: string;
  licence: { state: string; expiresOn: string } | null;
}

/**
 * By video a patient is seen where they are: by who is licensed there. Where the chart does not say it, and by whom they
 * would have been seen anyway, nothing is ruled out.
 */
export function maySee(
  provider: Licensed,
  visit: {
    modality: VisitType['modality'];
    providerId: string;
    state: string | null;
    date: string;
  },
): boolean {
  if (visit.modality !== 'video' || visit.state === null) return true;
  if (provider.id === visit.providerId) return true;
  return provider.licence?.state === visit.state && provider.licence.expiresOn >= visit.date;
}

export interface Wishes {
  providerIds: readonly string[];
  weekdays: readonly number[];
  earliestTime: string | null;
  latestTime: string | null;
  earliestOn: string | null;
  latestOn: string | null;
}

/** A stretch of time by the clinic's clocks. */
export interface LocalPlace {
  providerId: string;
  date: string;
  weekday: number;
  /** `HH:mm`. */
  startsAt: string;
  endsAt: string;
}

export function suits(wishes: Wishes, place: LocalPlace): boolean {
  const { providerIds, weekdays, earliestTime, latestTime, earliestOn, latestOn } = wishes;
  return (
    (providerIds.length === 0 || providerIds.includes(place.providerId)) &&
    (weekdays.length === 0 || weekdays.includes(place.weekday)) &&
    (earliestTime === null || place.startsAt >= earliestTime.slice(0, 5)) &&
    (latestTime === null || place.endsAt <= latestTime.slice(0, 5)) &&
    (earliestOn === null || place.date >= earliestOn) &&
    (latestOn === null || place.date <= latestOn)
  );
}
