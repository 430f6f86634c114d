// Does the time suit what the patient asked for?
import { localDateOf, minutesBetween } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { dayAndTime, wallTimeText, weekdayName } from '../platform/clock/spoken-times.ts';
import { languageName, primary } from './language-rules.ts';
import { minuteOf } from '../platform/clock/quiet-hours.ts';
import {
  alternatives,
  counted,
  fail,
  pass,
  providerName,
  type Rule,
  type WishRule,
} from './verdict-rules.ts';

/** What a patient asked of the time itself; it needs nothing but the wishes and the time. */
export const timeWishRules = {
  provider: ({ entry }, facts) => {
    if (entry.providerIds.length === 0) return pass('Any provider will do.');
    const { providerId } = facts.opening;
    if (entry.providerIds.includes(providerId))
      return pass(`Asked for ${providerName(facts, providerId)}.`);
    const asked = alternatives(entry.providerIds.map((id) => providerName(facts, id)));
    return fail(`Asked for ${asked}; this is with ${providerName(facts, providerId)}.`);
  },
  weekday: ({ entry }, { opening, zone }) => {
    if (entry.weekdays.length === 0) return pass('Any weekday will do.');
    const day = local(opening.startsAt, zone).dayOfWeek;
    if (entry.weekdays.includes(day)) return pass(`Can come on a ${weekdayName(day)}.`);
    const days = alternatives(entry.weekdays.toSorted((a, b) => a - b).map(weekdayName));
    return fail(`Can come on ${days} only; this is a ${weekdayName(day)}.`);
  },
  'time-of-day': ({ entry }, { opening, zone, hourCycle }) => {
    const { earliestTime, latestTime } = entry;
    if (earliestTime === null && latestTime === null) return pass('Any time of day will do.');
    const start = local(opening.startsAt, zone);
    const from = start.hour * 60 + start.minute;
    const until = from + minutesBetween(opening.startsAt, opening.endsAt);
    const wish = [
      earliestTime === null ? '' : ` from ${wallTimeText(earliestTime, hourCycle)}`,
      latestTime === null ? '' : ` until ${wallTimeText(latestTime, hourCycle)}`,
    ].join('');
    const passes =
      (earliestTime === null || from >= minuteOf(earliestTime)) &&
      (latestTime === null || until <= minuteOf(latestTime));
    return passes
      ? pass(`Can come${wish}; that fits.`)
      : fail(`Can come${wish} only; this is outside.`);
  },
  dates: ({ entry }, { opening, zone }) => {
    const { earliestOn, latestOn } = entry;
    if (earliestOn === null && latestOn === null) return pass('Any date will do.');
    const date = localDateOf(opening.startsAt, zone);
    if (earliestOn !== null && date < earliestOn) return fail(`Cannot come before ${earliestOn}.`);
    if (latestOn !== null && date > latestOn) return fail(`Cannot come after ${latestOn}.`);
    return pass('The date is inside the range asked for.');
  },
  'not-on': ({ entry }, { opening, zone }) => {
    if (entry.notOn.length === 0) return pass('Has ruled out no day.');
    const date = localDateOf(opening.startsAt, zone);
    return entry.notOn.includes(date)
      ? fail(`Cannot come on ${date}.`)
      : pass(`Has ruled out ${counted(entry.notOn.length, 'day')}, not this one.`);
  },
  notice: ({ entry }, { opening, leavesAt, zone, hourCycle }) => {
    const left = minutesBetween(leavesAt, opening.startsAt);
    const needed = `Needs ${counted(entry.minNoticeHours, 'hour')} of notice`;
    return left > entry.minNoticeHours * 60
      ? pass(`${needed}; there is enough.`)
      : fail(
          `${needed}; an offer leaves on ${dayAndTime(leavesAt, zone, hourCycle)} at the soonest.`,
        );
  },
} as const satisfies Record<string, WishRule>;

export const wishRules = {
  provider: timeWishRules.provider,
  'provider-gender': ({ entry }, facts) => {
    if (entry.providerGender === null) return pass('A woman or a man will do.');
    const wish = `Asked for a ${genders[entry.providerGender]}`;
    const { gender } = facts.time.provider;
    if (gender === entry.providerGender) return pass(`${wish}, and this is one.`);
    const name = providerName(facts, facts.opening.providerId);
    return fail(
      gender === 'female' || gender === 'male'
        ? `${wish}; ${name} is a ${genders[gender]}.`
        : `${wish}; of ${name} nothing is said.`,
    );
  },
  'provider-language': ({ entry }, facts) => {
    if (entry.providerLanguage === null) return pass('Asked for no language.');
    const name = providerName(facts, facts.opening.providerId);
    const language = languageName(entry.providerLanguage);
    return facts.time.provider.languages.map(primary).includes(primary(entry.providerLanguage))
      ? pass(`Asked for ${language}; ${name} speaks it.`)
      : fail(`Asked for somebody who speaks ${language}; ${name} does not.`);
  },
  weekday: timeWishRules.weekday,
  'time-of-day': timeWishRules['time-of-day'],
  dates: timeWishRules.dates,
  'not-on': timeWishRules['not-on'],
  notice: timeWishRules.notice,
  'earlier-visit': ({ entry }, { opening, zone, hourCycle }) => {
    if (entry.appointment === null) return pass('Has no later visit yet.');
    const booked = dayAndTime(entry.appointment.startsAt, zone, hourCycle);
    return opening.startsAt < entry.appointment.startsAt
      ? pass(`Earlier than the visit booked for ${booked}.`)
      : fail(`Is booked for ${booked} already, which is not later.`);
  },
} as const satisfies Record<string, Rule>;

const genders = { female: 'woman', male: 'man' } as const;

function local(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}
