// What the form holds, and what of it goes to the server: empty fields are wishes not made.
import type { Appointment } from '#contract/calendar';
import type { Entry } from '#contract/waitlist-entry';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import type { addEntry, urgencies } from '#contract/waitlist-entry';

export interface EntryWish {
  visitTypeId: string;
  urgency: (typeof urgencies)[number];
  providerIds: string[];
  /** Empty = any. */
  providerLanguage: string;
  providerGender: '' | NonNullable<Entry['providerGender']>;
  weekdays: number[];
  earliestTime: string;
  latestTime: string;
  earliestOn: string;
  latestOn: string;
  notOn: string[];
  minNoticeHours: number;
  contactConsent: boolean;
}

export type AddedEntry = AnswerOf<typeof addEntry>;
type AddBody = NonNullable<CallArguments<typeof addEntry>['body']>;

export const emptyWish: EntryWish = {
  visitTypeId: '',
  urgency: 'routine',
  providerIds: [],
  providerLanguage: '',
  providerGender: '',
  weekdays: [],
  earliestTime: '',
  latestTime: '',
  earliestOn: '',
  latestOn: '',
  notOn: [],
  minNoticeHours: 2,
  contactConsent: true,
};

export function bodyOf(
  wish: EntryWish,
  about: { clinicId: string; patientId: string; appointmentId: string | null },
): AddBody {
  return {
    ...wish,
    ...about,
    earliestTime: wish.earliestTime || null,
    latestTime: wish.latestTime || null,
    earliestOn: wish.earliestOn || null,
    latestOn: wish.latestOn || null,
    providerLanguage: wish.providerLanguage || null,
    providerGender: wish.providerGender || null,
  };
}

/** Booked visits of that type in that clinic which are still to come, soonest first. */
export function laterVisits(
  visits: readonly Appointment[],
  about: { clinicId: string; visitTypeId: string; now: string },
): Appointment[] {
  return visits
    .filter(
      (visit) =>
        visit.status === 'booked' &&
        visit.clinicId === about.clinicId &&
        visit.visitTypeId === about.visitTypeId &&
        visit.startsAt > about.now,
    )
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** With the item when it was missing, without it when it was there. */
export function toggled<T>(items: readonly T[], item: T): T[] {
  return items.includes(item) ? items.filter((held) => held !== item) : [...items, item];
}
