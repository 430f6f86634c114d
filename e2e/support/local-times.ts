// Days and times by the clinic's clocks, for journeys that happen around today.

export function localDate(zone: string, fromNow: number): string {
  // en-CA writes dates as ISO does.
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + fromNow);
}

/** The instant at which the clinic's clocks show that time, found by trying the zone's possible offsets. */
export function instantAt(date: string, time: string, zone: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const asUtc = Date.parse(`${date}T${time}:00.000Z`);
  for (let minutes = -14 * 60; minutes <= 14 * 60; minutes += 15) {
    const instant = asUtc + minutes * 60_000;
    if (shown.format(instant) === `${date} ${time}`) return new Date(instant).toISOString();
  }
  throw new Error(`${date} ${time} does not exist in ${zone}.`);
}
