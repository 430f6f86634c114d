// Instants, local dates and wall times as they travel in JSON. Arithmetic belongs to each side's clock.
import * as z from 'zod/mini';

/**
 * An instant. The server answers always in UTC with milliseconds, `2026-11-23T14:30:00.000Z`, so that instants
 * compare as text; it takes any offset.
 */
export const instant = z.iso.datetime({ offset: true }).check(
  z.refine((text) => isInOurTime(text) && !/\.\d{10}/.test(text), {
    message: 'is not an instant between 1800 and 2999',
  }),
);
export type Instant = z.infer<typeof instant>;

/** A calendar date in the clinic's zone, e.g. `2026-11-23`. */
export const localDate = z.iso
  .date()
  .check(z.refine(isInOurTime, { message: 'is not a date between 1800 and 2999' }));

/** Years that every calendar, database and time zone on the way can hold. */
function isInOurTime(text: string): boolean {
  return /^(?:1[89]|2\d)\d\d-/.test(text);
}

/** A wall time in the clinic's zone, `HH:MM`, 00:00–24:00; 24:00 only as the end of a day. */
export const wallTime = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/));

/** An IANA time zone name. */
export const timeZone = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/),
    z.refine(isZone, { message: 'is not a time zone of the IANA list' }),
  );

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export const weekday = z.int().check(z.gte(1), z.lte(7));
