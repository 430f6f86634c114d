// What the booking data does not tell, the same for both sides of `time-to-fill`. "Assumed" = nobody measured it for us.

/** Every draw follows from it. */
export const seed = 'time-to-fill 1';

/**
 * Share of those asked who answer at all. Of 229,998 visits on an automated waitlist 45.4 % got at least one answer
 * (North et al. 2025, doi 10.1177/11786329251326461); one value below it and one above.
 */
export const answerRates = [0.3, 0.45, 0.6] as const;

/** Of the answers. With 45 % who answer, 10 % of all who are asked say yes; 8–11 % are reported (jmir.org/2020/6/e16451). */
export const yesShare = 0.22;

/** Until somebody answers: log-normal, half within so many minutes, a sixth after more than e times as many. Assumed. */
export const minutesToAnswer = 10;

/** Of the visits that were not kept: the patient says so before; the others are missed without a word. Assumed. */
export const calledOffShare = 0.5;

/** Hours of notice, each span for as many visits as the others, in office hours only. Assumed. */
export const noticeHours = [
  [2, 4],
  [4, 24],
  [24, 72],
  [72, 168],
] as const;

/** Of those who book a visit so many days ahead or more: they also wait for something earlier. Assumed. */
export const waitingShare = 0.25;
export const waitingFromDays = 3;

/** Somebody at the desk makes one call after another, all day, and has nothing else to do. */
export const minutesPerCall = 5;

/** Neither side asks anybody later than this before the visit: the product's standard. */
export const stopMinutes = 60;
