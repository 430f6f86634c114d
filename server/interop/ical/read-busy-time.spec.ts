import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findCorpus } from '../../../scripts/corpora.ts';
import { readBusyTime, type BusyReading, type BusyWindow } from './read-busy-time.ts';
import { writeIcal } from './write-ical.ts';

const window: BusyWindow = {
  zone: 'America/New_York',
  fromAt: '2026-11-01T00:00:00.000Z',
  untilAt: '2027-05-01T00:00:00.000Z',
};

function read(text: string, over: Partial<BusyWindow> = {}): BusyReading {
  return readBusyTime(Buffer.from(text), { ...window, ...over });
}

/** A calendar of events, each given by its lines without its UID, `event-1` and so on. */
function calendar(...events: string[][]): string {
  const lines = events.flatMap((event, at) => [
    'BEGIN:VEVENT',
    ...(event.some((line) => line.startsWith('UID')) ? [] : [`UID:event-${at + 1}`]),
    ...event,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function spansOf(text: string, over: Partial<BusyWindow> = {}): [string, string][] {
  const reading = read(text, over);
  assert.ok('spans' in reading, JSON.stringify(reading));
  assert.deepEqual(reading.problems, []);
  return reading.spans.map(({ startsAt, endsAt }) => [startsAt, endsAt]);
}
const startsOf = (text: string): string[] => spansOf(text).map(([startsAt]) => startsAt);

function problemsOf(text: string): string[] {
  const reading = read(text);
  assert.ok('spans' in reading, JSON.stringify(reading));
  return reading.problems.map(({ line, reason }) => `${line} ${reason}`);
}

const nextEvent = 'END:VEVENT\r\nBEGIN:VEVENT';
const anotherCalendar = 'END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT';

function refusal(text: string): string {
  const reading = read(text);
  assert.ok('refused' in reading);
  return `${reading.refused.line} ${reading.refused.reason}`;
}

describe('somebody’s calendar', () => {
  it('is read in UTC, in a zone that it names, and in the clinic’s own where it names none', () => {
    const end = 'DURATION:PT1H';
    assert.deepEqual(
      startsOf(
        calendar(
          ['DTSTART:20261127T140000Z', end],
          ['DTSTART;TZID=Europe/Berlin:20261127T160000', end],
          ['DTSTART:20261127T110000', end],
        ),
      ),
      ['2026-11-27T14:00:00.000Z', '2026-11-27T15:00:00.000Z', '2026-11-27T16:00:00.000Z'],
    );
  });

  it('names zones as other programs do', () => {
    for (const tzid of [
      'US/Eastern',
      'Eastern Standard Time',
      '"(UTC-05:00) Eastern Time (US & Canada)"',
      '/mozilla.org/20050126_1/America/New_York',
      '/freeassociation.sourceforge.net/Tzfile/America/Indiana/Indianapolis',
    ])
      assert.deepEqual(
        startsOf(calendar([`DTSTART;TZID=${tzid}:20261127T090000`, 'DURATION:PT1H'])),
        ['2026-11-27T14:00:00.000Z'],
        tzid,
      );
    const described = calendar(['DTSTART;TZID=Mine:20261127T090000', 'DURATION:PT1H']).replace(
      'VERSION:2.0\r\n',
      'VERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Mine\r\nX-LIC-LOCATION:America/New_York\r\nEND:VTIMEZONE\r\n',
    );
    assert.deepEqual(startsOf(described), ['2026-11-27T14:00:00.000Z']);
  });

  it('has a problem, and no guess, where a zone is not known; the rest is read', () => {
    const text = calendar(
      ['DTSTART;TZID=Secret Place:20261127T090000', 'DURATION:PT1H'],
      ['DTSTART:20261127T140000Z', 'DURATION:PT1H'],
    );
    assert.deepEqual(problemsOf(text), ['5 is in a time zone that is not known']);
    const reading = read(text);
    assert.ok('spans' in reading && reading.spans.length === 1);
    assert.ok(!JSON.stringify(reading.problems).includes('Secret'));
  });

  it('has days that are as long as the clinic’s days are', () => {
    assert.deepEqual(
      spansOf(
        calendar(
          ['DTSTART;VALUE=DATE:20261101'],
          ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
          ['DTSTART:20270314', 'DTEND:20270314'],
        ),
      ),
      [
        ['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
        ['2026-12-24T05:00:00.000Z', '2026-12-27T05:00:00.000Z'],
        ['2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
      ],
    );
  });

  it('has ends and durations; what has neither takes no time, and nothing ends before it begins', () => {
    const start = 'DTSTART:20261127T140000Z';
    assert.deepEqual(
      spansOf(
        calendar(
          [start, 'DTEND;TZID=America/New_York:20261127T093000'],
          [start, 'DURATION:P1DT2H'],
          [start],
        ),
      ).map(([, endsAt]) => endsAt),
      ['2026-11-27T14:30:00.000Z', '2026-11-28T16:00:00.000Z'],
    );
    assert.deepEqual(
      problemsOf(
        calendar(
          [start, 'DTEND:20261127T130000Z'],
          [start, 'DURATION:an hour'],
          ['DTSTART:20260231T140000Z'],
          ['DTSTART:tomorrow'],
          ['SUMMARY:Nothing'],
        ),
      ),
      [
        '3 ends before it begins',
        '11 has a duration that cannot be read',
        '15 has a day or time that there is not',
        '19 has a day or time that cannot be read',
        '21 has no beginning',
      ],
    );
  });

  it('takes no time for what is cancelled or free', () => {
    const at = ['DTSTART:20261127T140000Z', 'DURATION:PT1H'];
    const reading = read(
      calendar(
        [...at, 'STATUS:CANCELLED'],
        [...at, 'TRANSP:TRANSPARENT'],
        [...at, 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'],
        [...at, 'STATUS:TENTATIVE'],
      ),
    );
    assert.ok('spans' in reading);
    assert.deepEqual([reading.spans.map(({ uid }) => uid), reading.free], [['event-4'], 3]);
  });

  it('keeps the wall time of what recurs when the clocks change', () => {
    assert.deepEqual(
      startsOf(
        calendar([
          'DTSTART;TZID=America/New_York:20270308T090000',
          'DURATION:PT1H',
          'RRULE:FREQ=WEEKLY;COUNT=2',
        ]),
      ),
      ['2027-03-08T14:00:00.000Z', '2027-03-15T13:00:00.000Z'],
    );
  });

  it('begins to follow a rule where the window begins, also one of long ago that reaches into it', () => {
    const text = calendar([
      'DTSTART:19990106T230000Z',
      'DURATION:P2D',
      'RRULE:FREQ=WEEKLY;BYDAY=WE',
    ]);
    const spans = spansOf(text, {
      fromAt: '2026-11-13T12:00:00.000Z',
      untilAt: '2026-11-20T00:00:00.000Z',
    });
    assert.deepEqual(
      spans.map(([startsAt]) => startsAt),
      ['2026-11-11T23:00:00.000Z', '2026-11-18T23:00:00.000Z'],
    );
  });

  it('leaves out what is excepted, and counts what is added', () => {
    const zone = 'TZID=America/New_York';
    assert.deepEqual(
      startsOf(
        calendar([
          `DTSTART;${zone}:20261201T090000`,
          'DURATION:PT1H',
          'RRULE:FREQ=DAILY;COUNT=6',
          `EXDATE;${zone}:20261202T090000,20261203T090000`,
          'EXDATE;VALUE=DATE:20261205',
          'RDATE:20261220T140000Z',
        ]),
      ).map((startsAt) => startsAt.slice(0, 10)),
      ['2026-12-01', '2026-12-04', '2026-12-06', '2026-12-20'],
    );
  });

  it('moves one time of what recurs, or takes it out', () => {
    const series = [
      'UID:series',
      'DTSTART:20261201T140000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=3',
    ];
    assert.deepEqual(
      spansOf(
        calendar(
          [
            'UID:series',
            'RECURRENCE-ID:20261202T140000Z',
            'DTSTART:20261202T200000Z',
            'DURATION:PT2H',
          ],
          series,
          [
            'UID:series',
            'RECURRENCE-ID:20261203T140000Z',
            'DTSTART:20261203T140000Z',
            'STATUS:CANCELLED',
          ],
        ),
      ),
      [
        ['2026-12-01T14:00:00.000Z', '2026-12-01T15:00:00.000Z'],
        ['2026-12-02T20:00:00.000Z', '2026-12-02T22:00:00.000Z'],
      ],
    );
  });

  it('takes the newest of an event that it holds twice', () => {
    const at = (hour: string, sequence: number) => [
      'UID:twice',
      `SEQUENCE:${sequence}`,
      `DTSTART:20261201T${hour}0000Z`,
      'DURATION:PT1H',
    ];
    assert.deepEqual(startsOf(calendar(at('14', 1), at('16', 3), at('15', 2))), [
      '2026-12-01T16:00:00.000Z',
    ]);
  });

  it('follows a rule to the end of its last day, whichever way that is written', () => {
    for (const until of ['20261203', '20261203T235959', '20261203T140000Z', '20261204T045959Z'])
      assert.equal(
        startsOf(
          calendar([
            'DTSTART;TZID=America/New_York:20261201T090000',
            'DURATION:PT1H',
            `RRULE:FREQ=DAILY;UNTIL=${until}`,
          ]),
        ).length,
        3,
        until,
      );
    assert.equal(
      startsOf(calendar(['DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;UNTIL=20261203T000000Z']))
        .length,
      3,
    );
  });

  it('is no way to keep the server busy', () => {
    const at = ['DTSTART:19700101T000000Z', 'DURATION:PT1S'];
    const asks = (rule: string) => problemsOf(calendar([...at, `RRULE:${rule}`]));
    for (const rule of ['FREQ=SECONDLY', 'FREQ=HOURLY', 'INTERVAL=2'])
      assert.deepEqual(asks(rule), ['7 recurs more often than once a day, or not by a rule']);
    const list = (most: number) => Array.from({ length: most }, (_, n) => n).join(',');
    for (const rule of [
      'FREQ=DAILY;COUNT=100000000',
      `FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=${list(60)};BYSECOND=${list(60)}`,
    ])
      assert.deepEqual(asks(rule), ['7 recurs too often to be followed']);
    assert.deepEqual(asks('FREQ=DAILY;INTERVAL=0'), [
      '7 has a rule of recurrence that cannot be read',
    ]);
    assert.deepEqual(asks('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), []);
    const bomb = [...at, 'RRULE:FREQ=DAILY;COUNT=100000000'];
    const often = '21 is where there are more than 3 events that recur too often';
    const bombs = calendar(bomb, bomb, bomb, bomb, bomb);
    assert.equal(refusal(bombs), often);
    assert.equal(refusal(bombs.replaceAll(nextEvent, anotherCalendar)), '27' + often.slice(2));
    const recurring = ['DTSTART:20261201T140000Z', 'RRULE:FREQ=YEARLY'];
    const rules = calendar(...Array.from({ length: 501 }, () => recurring));
    assert.equal(refusal(rules), '2506 is one of more than 500 rules');
    const counted = ['DTSTART:20261201T140000Z', 'RRULE:FREQ=DAILY;COUNT=100'];
    const counts = calendar(...Array.from({ length: 201 }, () => counted));
    assert.equal(refusal(counts), '6 is one of rules that count beyond 20000');
    const hourly = ['DTSTART:20261201T140000Z', `RRULE:FREQ=DAILY;BYHOUR=${list(24)}`];
    const times = calendar(...Array.from({ length: 20 }, () => hourly));
    assert.match(refusal(times), /more than 20000 times$/);
  });

  it('is refused whole, with the line, when it is no calendar or not all of one', () => {
    assert.equal(refusal(''), '1 is no calendar');
    assert.equal(refusal('<html>Sign in</html>'), '1 is no calendar');
    assert.equal(
      refusal('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261201'),
      '1 has no end: the file may have been cut off',
    );
    assert.equal(
      refusal('BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR'),
      '3 ends something else than what began last',
    );
    assert.equal(
      refusal('BEGIN:VCALENDAR\n'.repeat(50)),
      '9 begins too deep inside of something else',
    );
    assert.equal(refusal(' '.repeat(5 * 1024 * 1024 + 1)), '1 is larger than 5 MB');
    assert.equal(refusal('X:1\n'.repeat(200_001)), '200001 has more than 200000 lines');
  });

  it('may have lines that were broken without being folded, and any end of line', () => {
    const text = calendar([
      'SUMMARY:One',
      'two; three',
      'DTSTART;X-P="a:b;c"',
      ' :20261127T140000Z',
      'DURATION:PT1H',
    ]);
    for (const end of ['\r\n', '\n', '\r'])
      assert.deepEqual(startsOf(text.replaceAll('\r\n', end)), ['2026-11-27T14:00:00.000Z']);
  });

  it('that this server wrote is read as it was written', () => {
    const hour = fc.integer({ min: 0, max: 24 * 150 });
    const event = fc.record({
      uid: fc.uuid(),
      isCancelled: fc.boolean(),
      hour,
      hours: fc.integer({ min: 1, max: 30 }),
      title: fc.string({ unit: 'binary', maxLength: 120 }),
    });
    const at = (hours: number): string =>
      new Date(Date.parse(window.fromAt) + hours * 3_600_000).toISOString();
    fc.assert(
      fc.property(fc.uniqueArray(event, { selector: ({ uid }) => uid, maxLength: 8 }), (all) => {
        const events = all.map(({ uid, isCancelled, hour: from, hours, title }) => ({
          uid,
          isCancelled,
          title,
          startsAt: at(from),
          endsAt: at(from + hours),
          changedAt: window.fromAt,
          sequence: 1,
        }));
        const expected = events
          .filter(({ isCancelled }) => !isCancelled)
          .map(({ uid, startsAt, endsAt }) => ({
            ...{ uid, startsAt, endsAt, isAllDay: false },
            // What others call their time is none of ours.
            title: null,
          }))
          .sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.uid.localeCompare(b.uid));
        const reading = read(writeIcal({ name: 'Outside', refreshMinutes: 15, events }));
        assert.ok('spans' in reading);
        assert.deepEqual(reading.spans, expected);
        assert.equal(reading.free, events.length - expected.length);
      }),
    );
  });

  it('may be broken in any way: it is read or refused, and what is read is in the window', () => {
    const whole = calendar(
      ['DTSTART;TZID=America/New_York:20261201T090000', 'DTEND:20261201T150000Z'],
      ['DTSTART;VALUE=DATE:20261210', 'RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE:20261217'],
    );
    const piece = fc.oneof(
      fc.constantFrom('RRULE:FREQ=DAILY', 'BEGIN:VEVENT', 'END:VEVENT', ';', ':', '9999', '-P1D'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const cut = fc.nat({ max: whole.length });
    fc.assert(
      fc.property(cut, fc.nat({ max: 40 }), piece, (from, length, put) => {
        const reading = read(whole.slice(0, from) + put + whole.slice(from + length));
        if ('refused' in reading) assert.ok(reading.refused.reason && reading.refused.line > 0);
        else
          for (const { startsAt, endsAt } of reading.spans) {
            assert.ok(startsAt < endsAt);
            assert.ok(startsAt < window.untilAt && endsAt > window.fromAt);
          }
      }),
      { numRuns: 300 },
    );
  });
});

const corpus = findCorpus('ical');

describe('calendars by others', { skip: corpus === null }, () => {
  it('are each read, or refused with a reason and a line', () => {
    const files = readdirSync(corpus ?? '', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ics'),
    );
    assert.ok(files.length >= 300);
    const counts = { read: 0, refused: 0, spans: 0 };
    for (const name of files) {
      const reading = readBusyTime(readFileSync(join(corpus ?? '', name)), {
        ...window,
        fromAt: '2005-01-01T00:00:00.000Z',
        untilAt: '2006-07-01T00:00:00.000Z',
      });
      if ('refused' in reading) {
        counts.refused += 1;
        assert.ok(reading.refused.line > 0 && reading.refused.reason.length > 5, name);
      } else {
        counts.read += 1;
        counts.spans += reading.spans.length;
        for (const { line, reason } of reading.problems)
          assert.ok(line > 0 && reason.length > 5, name);
      }
    }
    assert.ok(counts.read > 200, JSON.stringify(counts));
    assert.ok(counts.spans > 1000, JSON.stringify(counts));
  });
});
