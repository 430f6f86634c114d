import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayOf, instantIn, readTime } from './hl7-time.ts';

describe('a time of HL7', () => {
  const cases: [string, string | null, string | null][] = [
    ['2026', '2026', null],
    ['202604', '2026-04', null],
    ['20260419', '2026-04-19', null],
    ['2026041914', '2026-04-19T14:00', null],
    ['202604191430', '2026-04-19T14:30', null],
    ['20260419143015.25', '2026-04-19T14:30:15.25', null],
    ['20260419143015-0400', '2026-04-19T14:30:15', '2026-04-19T18:30:15.000Z'],
    ['201203141259-0215', '2012-03-14T12:59', '2012-03-14T15:14:00.000Z'],
    ['2026-01-15T14:30:00', '2026-01-15T14:30:00', null],
    ['2026-01-15T14:30:00Z', '2026-01-15T14:30:00', '2026-01-15T14:30:00.000Z'],
    ['20261231235960', '2026-12-31T23:59:59', null],
    ['20260229', null, null],
    ['20261301', null, null],
    ['00000000', null, null],
    ['2026041925', null, null],
    ['20260419143015+9900', null, null],
    ['yesterday', null, null],
    ['', null, null],
  ];
  for (const [text, local, instant] of cases)
    it(`is as exact as it was said: ${text}`, () => {
      const read = readTime(text);
      assert.equal(read?.local ?? null, local);
      assert.equal(read?.instant ?? null, instant);
    });

  it('is on the wall clock of a place where no offset was said', () => {
    assert.equal(
      instantIn(readTime('202601151430')!, 'America/New_York'),
      '2026-01-15T19:30:00.000Z',
    );
    assert.equal(
      instantIn(readTime('202607151430')!, 'America/New_York'),
      '2026-07-15T18:30:00.000Z',
    );
    assert.equal(
      instantIn(readTime('202607151430+0000')!, 'America/New_York'),
      '2026-07-15T14:30:00.000Z',
    );
    assert.equal(instantIn(readTime('20260715')!, 'America/New_York'), null);
  });

  it('tells its day where one was said', () => {
    assert.deepEqual(
      ['202607', '20260715', '202607151430'].map((text) => dayOf(readTime(text)!)),
      [null, '2026-07-15', '2026-07-15'],
    );
  });
});
