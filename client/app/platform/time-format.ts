// Times and dates in the zone and the hour cycle of the clinic on show.
import { computed, inject, Service } from '@angular/core';
import type { Clinic } from '#contract/staff';
import { relativeTime } from './relative-time';
import { Session } from './session';

const locale = 'en-US';

@Service()
export class TimeFormat {
  readonly #session = inject(Session);
  readonly #inClinic = computed(() => formatsOf(this.#session.clinic()));

  /** `9:40 am` or `09:40`. */
  time(iso: string): string {
    return spoken(this.#inClinic().time.format(new Date(iso)));
  }

  /** A time of the clinic's own clocks, `09:40` until `24:00`, as `time` writes it. */
  wallTime(time: string): string {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    if (hours === 24 && this.#session.clinic()?.hourCycle === 24) return time;
    return spoken(this.#inClinic().wallTime.format(new Date(Date.UTC(2000, 0, 1, hours, minutes))));
  }

  /** `Mon, Nov 23, 9:40 am`. */
  dayAndTime(iso: string): string {
    return `${this.#inClinic().day.format(new Date(iso))}, ${this.time(iso)}`;
  }

  /** The same by the clocks of another clinic, with its zone: `Mon, Nov 23, 8:40 am CST`. */
  dayAndTimeIn(iso: string, zone: string): string {
    const hourCycle = this.#session.clinic()?.hourCycle ?? 12;
    const there = formatsOf({ zone, hourCycle });
    const at = new Date(iso);
    const time = spoken(there.time.format(at));
    return `${there.day.format(at)}, ${time} ${shortName(there.zone, at)}`;
  }

  /** The clinic's zone in short at that instant, e.g. `EST`. */
  zone(iso: string): string {
    return shortName(this.#inClinic().zone, new Date(iso));
  }

  /**
   * An instant by the clocks of another zone, `8:40 am CST`, and with its day where that is another than the clinic's;
   * empty where the clocks show the same as the clinic's, or no zone is known.
   */
  timeElsewhere(iso: string, zone: string | null): string {
    const clinic = this.#session.clinic();
    if (zone === null || !clinic) return '';
    const there = formatsOf({ zone, hourCycle: clinic.hourCycle });
    const at = new Date(iso);
    const [day, time] = [there.day.format(at), spoken(there.time.format(at))];
    const isSameDay = day === this.#inClinic().day.format(at);
    if (isSameDay && time === this.time(iso)) return '';
    return `${isSameDay ? '' : `${day}, `}${time} ${shortName(there.zone, at)}`;
  }

  /** A local date without its year, e.g. `Mon, Nov 23`. */
  day(localDate: string): string {
    return shortDate.format(noon(localDate));
  }

  /** `November 2026`, of any of its dates. */
  month(localDate: string): string {
    return monthAndYear.format(noon(localDate));
  }

  /** Seven days from a local date on, e.g. `Nov 23 – 29, 2026`. */
  week(firstDate: string): string {
    const last = new Date(noon(firstDate).getTime() + 6 * 86_400_000);
    return birth.formatRange(noon(firstDate), last).replace(/\s–\s/, ' – ');
  }

  /** A local date as such, e.g. `Mon, Nov 23, 2026`. */
  date(localDate: string): string {
    return fullDate.format(noon(localDate));
  }

  /** `Feb 3, 1980`. */
  birthDate(localDate: string): string {
    return birth.format(noon(localDate));
  }

  /** `Nov 29`, and with its year where that is not the year of `nowIso`. */
  dateNear(localDate: string, nowIso: string): string {
    const isThisYear = localDate.slice(0, 4) === nowIso.slice(0, 4);
    return (isThisYear ? dayOfMonth : birth).format(noon(localDate));
  }

  /** `in 12 min`, `3 min ago`, `now`. */
  relative(iso: string, nowIso: string): string {
    return relativeTime(iso, nowIso);
  }
}

interface Formats {
  time: Intl.DateTimeFormat;
  wallTime: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  zone: Intl.DateTimeFormat;
}

function formatsOf(clinic: Pick<Clinic, 'zone' | 'hourCycle'> | null): Formats {
  const timeZone = clinic?.zone ?? 'UTC';
  const cycle: Intl.DateTimeFormatOptions =
    clinic?.hourCycle === 24
      ? { hour: '2-digit', hourCycle: 'h23' }
      : { hour: 'numeric', hourCycle: 'h12' };
  return {
    time: new Intl.DateTimeFormat(locale, { timeZone, minute: '2-digit', ...cycle }),
    wallTime: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', minute: '2-digit', ...cycle }),
    day: new Intl.DateTimeFormat(locale, {
      timeZone,
      weekday: 'short',
      month: 'short',
      day: 'numeric',
    }),
    zone: new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }),
  };
}

// A date has no zone: it is formatted in UTC at noon, where no shift can reach another day.
const fullDate = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
});
const shortDate = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  weekday: 'short',
  month: 'short',
  day: 'numeric',
});
const monthAndYear = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  month: 'long',
  year: 'numeric',
});
const dayOfMonth = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
});
const birth = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });

function shortName(zone: Intl.DateTimeFormat, at: Date): string {
  return zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function noon(localDate: string): Date {
  return new Date(`${localDate}T12:00:00.000Z`);
}

/** Lower case and a plain space, as clinics write it: `9:40 am`. */
function spoken(time: string): string {
  return time.replace(/\s/g, ' ').replace(/ (AM|PM)$/, (half) => half.toLowerCase());
}
