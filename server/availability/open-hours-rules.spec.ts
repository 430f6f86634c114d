import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { localDay, windowsOfDay, type Window } from './availability-rules.ts';
import { aBlock, aWindow } from './given-hours.ts';
import { brokenHours, openTo, type Asked } from './open-hours-rules.ts';

const minute = 60_000;
const hour = (from: number, over: Partial<Window> = {}): Window =>
  aWindow({ from: from * 60 * minute, until: (from + 1) * 60 * minute }, over);

describe('what hours say against a visit', () => {
  const windows = [
    hour(0),
    hour(1, { visitTypeIds: ['physical'] }),
    hour(3, { patients: 'new', opensAt: 100 }),
    hour(5, { patients: 'established' }),
    hour(7, { opensAt: 100 }),
  ];
  const broken = (from: number, until: number, asked: Asked) =>
    brokenHours(windows, { from: from * minute, until: until * minute, ...asked });

  it('is nothing where it spans two windows that touch and are open to it', () => {
    assert.deepEqual(broken(30, 90, { visitTypeId: 'physical' }), []);
  });

  it('tells a type that is not allowed from a time outside of all hours', () => {
    assert.deepEqual(broken(30, 90, { visitTypeId: 'other' }), ['visit-type-not-allowed']);
    assert.deepEqual(broken(90, 150, { visitTypeId: 'physical' }), ['outside-template']);
  });

  it('is whom the hours are for, until when they are kept, or both', () => {
    const [isNew, isKnown] = [{ isNew: true }, { isNew: false }];
    assert.deepEqual(broken(180, 210, { ...isNew, now: 100 }), []);
    assert.deepEqual(broken(180, 210, { ...isNew, now: 99 }), ['kept-for-same-day']);
    assert.deepEqual(broken(180, 210, { ...isKnown, now: 100 }), ['hours-for-new-patients']);
    assert.deepEqual(broken(180, 210, { ...isKnown, now: 99 }), [
      'hours-for-new-patients',
      'kept-for-same-day',
    ]);
    assert.deepEqual(broken(300, 330, isNew), ['hours-for-established-patients']);
    assert.deepEqual(broken(420, 450, { now: 99 }), ['kept-for-same-day']);
  });

  it('is nothing about terms that are not asked about', () => {
    assert.deepEqual(broken(180, 210, {}), []);
    assert.deepEqual(broken(300, 330, { isNew: null }), []);
  });
});

describe('hours that are open', () => {
  const patients = fc.constantFrom('any', 'new', 'established');
  const blocks = fc
    .uniqueArray(fc.nat(96), { minLength: 2, maxLength: 8 })
    .map((quarters) => quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15))
    .chain((marks) =>
      fc.tuple(
        ...marks.slice(1).map((mark, n) =>
          fc
            .record({
              patients,
              opens: fc.option(fc.record({ daysBefore: fc.nat(14), minute: fc.nat(1439) })),
              visitTypeIds: fc.constantFrom([], ['a'], ['b']),
            })
            .map((over) => aBlock(marks[n]!, mark, over)),
        ),
      ),
    );
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

  it('are those of a block minute by minute, by whom they are for and from when on', () => {
    fc.assert(
      fc.property(
        fc.record({
          zone: zones,
          offset: fc.nat(1500),
          blocks,
          isNew: fc.boolean(),
          early: fc.integer({ min: 0, max: 16 * 1440 }),
        }),
        ({ zone, offset, blocks: all, isNew, early }) => {
          const date = new Date(Date.parse('2025-01-01') + offset * 1440 * minute);
          const day = localDay(date.toISOString().slice(0, 10), zone);
          const now = day.at(720) - early * minute;
          const ofDay = all.map((block) => ({ ...block, weekday: day.weekday }));
          const open = openTo(windowsOfDay(day, ofDay), { visitTypeId: 'a', isNew, now });
          for (let moment = day.at(0); moment < day.at(1440); moment += 7 * minute) {
            const expected = ofDay.some(
              (block) =>
                day.at(block.startsMinute) <= moment &&
                moment < day.at(block.endsMinute) &&
                !block.visitTypeIds.includes('b') &&
                block.patients !== (isNew ? 'established' : 'new') &&
                (block.opens === null ||
                  localDay(daysBefore(day.date, block.opens.daysBefore), zone).at(
                    block.opens.minute,
                  ) <= now),
            );
            const found = open.some(({ from, until }) => from <= moment && moment < until);
            assert.equal(found, expected);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 1440 * minute).toISOString().slice(0, 10);
}
