import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import nodeIcal, { type VEvent } from 'node-ical';
import { escapedText, foldedLine } from './ical-line.ts';
import { writeIcal, type IcalEvent } from './write-ical.ts';

function anEvent(overrides: Partial<IcalEvent> = {}): IcalEvent {
  return {
    uid: '018f0000-0000-7000-8000-000000000001@daysheet',
    sequence: 2,
    isCancelled: false,
    startsAt: '2026-11-27T14:30:00.000Z',
    endsAt: '2026-11-27T15:00:00.000Z',
    changedAt: '2026-11-20T09:05:07.123Z',
    title: 'Busy',
    ...overrides,
  };
}
const written = (...events: IcalEvent[]): string =>
  writeIcal({ name: 'Lee, Dana · Riverside', refreshMinutes: 15, events });
const eventsOf = (text: string): VEvent[] =>
  Object.values(nodeIcal.sync.parseICS(text)).filter(
    (each): each is VEvent => each?.type === 'VEVENT',
  );

describe('a calendar', () => {
  it('is written line by line as the standard has it', () => {
    assert.equal(
      written(anEvent()),
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Daysheet//Daysheet//EN',
        'CALSCALE:GREGORIAN',
        'NAME:Lee\\, Dana · Riverside',
        'X-WR-CALNAME:Lee\\, Dana · Riverside',
        'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
        'X-PUBLISHED-TTL:PT15M',
        'BEGIN:VEVENT',
        'UID:018f0000-0000-7000-8000-000000000001@daysheet',
        'DTSTAMP:20261120T090507Z',
        'LAST-MODIFIED:20261120T090507Z',
        'SEQUENCE:2',
        'DTSTART:20261127T143000Z',
        'DTEND:20261127T150000Z',
        'SUMMARY:Busy',
        'STATUS:CONFIRMED',
        'TRANSP:OPAQUE',
        'CLASS:PRIVATE',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('says that an event is cancelled and takes no time any more', () => {
    const [event] = eventsOf(written(anEvent({ isCancelled: true, sequence: 3 })));
    assert.deepEqual(
      [event?.status, event?.transparency, event?.sequence],
      ['CANCELLED', 'TRANSPARENT', 3],
    );
  });

  it('without events is a calendar all the same', () => {
    assert.match(written(), /BEGIN:VTIMEZONE\r\nTZID:Etc\/UTC\r\n/);
    assert.deepEqual(eventsOf(written()), []);
  });

  it('is read back by another reader as it was written, whatever its titles are', () => {
    const instant = fc
      .date({
        min: new Date('1971-01-01T00:00:00Z'),
        max: new Date('2099-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((at) => `${at.toISOString().slice(0, 19)}.000Z`);
    const events = fc.uniqueArray(
      fc.record(
        {
          uid: fc.uuid(),
          sequence: fc.nat(),
          isCancelled: fc.boolean(),
          startsAt: instant,
          endsAt: instant,
          changedAt: instant,
          // Of the ends of lines there is one, and the reader trims.
          title: fc
            .string({ unit: 'binary', maxLength: 200 })
            .map((text) => `<${text.replace(/\p{Cc}|\p{Cs}/gu, '\n')}>`),
        },
        { noNullPrototype: true },
      ),
      { selector: ({ uid }) => uid, maxLength: 8 },
    );
    fc.assert(
      fc.property(events, (all) => {
        const read = eventsOf(written(...all));
        assert.deepEqual(
          read.map((event) => ({
            uid: event.uid,
            sequence: Number(event.sequence),
            isCancelled: event.status === 'CANCELLED',
            startsAt: event.start.toISOString(),
            endsAt: event.end?.toISOString(),
            changedAt: event.dtstamp.toISOString(),
            title: event.summary,
          })),
          all,
        );
      }),
    );
  });

  it('has no line of more than 75 octets, and none that tears a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const line = `SUMMARY:${escapedText(text)}`;
        const folded = foldedLine(line);
        assert.ok(folded.endsWith('\r\n'));
        const lines = folded.slice(0, -2).split('\r\n');
        for (const each of lines) {
          assert.ok(Buffer.byteLength(each) <= 75);
          assert.ok(each.isWellFormed());
        }
        for (const each of lines.slice(1)) assert.ok(each.startsWith(' '));
        assert.equal(folded.slice(0, -2).replaceAll('\r\n ', ''), line);
      }),
    );
  });

  it('keeps no control character, and no way out of a line', () => {
    assert.equal(
      escapedText('a\u0000b\u001b\tc\r\nEND:VEVENT\rd\\,;'),
      'ab\tc\\nEND:VEVENT\\nd\\\\\\,\\;',
    );
  });
});
