const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How far an instant is from now, in the shortest words that still help to decide. */
export function relativeTime(iso: string, nowIso: string): string {
  const seconds = Math.round((Date.parse(iso) - Date.parse(nowIso)) / 1000);
  if (Math.abs(seconds) < 1) return 'now';
  const span = spanOf(Math.abs(seconds));
  return seconds > 0 ? `in ${span}` : `${span} ago`;
}

function spanOf(seconds: number): string {
  if (seconds < minute) return `${seconds} s`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`;
  if (seconds < day) return hoursOf(seconds);
  const days = Math.floor(seconds / day);
  return days === 1 ? '1 day' : `${days} days`;
}

function hoursOf(seconds: number): string {
  const hours = Math.floor(seconds / hour);
  const minutes = Math.floor((seconds % hour) / minute);
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}
