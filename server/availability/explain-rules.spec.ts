import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainNothing, type NothingFound } from './explain-rules.ts';

const all = { worked: 240, ofType: 240, forPatient: 240, open: 240, wished: 240 };
const found: NothingFound = {
  ...{ providers: 2, visitMinutes: 30, days: 14, beyondHorizon: false, horizonDays: 30 },
  ...{ isNew: null, weekdays: [], opens: null, full: null, lacking: null, longest: all },
};

describe('the explanation of an empty search', () => {
  const words = (over: Partial<NothingFound>, longest: Partial<typeof all> = {}): string =>
    explainNothing({ ...found, longest: { ...all, ...longest }, ...over });

  it('names the first thing that stands in the way', () => {
    assert.match(words({ providers: 0 }), /works in this clinic/);
    assert.match(words({ beyondHorizon: true }), /at most 30 days ahead/);
    assert.match(words({}, { worked: 0 }), /working hours in these 14 days/);
    assert.match(words({ days: 1 }, { ofType: 0 }), /on that day, but none/);
    assert.match(words({}, { ofType: 20 }), /takes 30 minutes.*20 minutes/);
    assert.match(words({}), /is taken in these 14 days\.$/);
    assert.match(words({ lacking: 'Ultrasound' }), /then no “Ultrasound” is\.$/);
    assert.match(words({ full: 'day-full' }), /takes no more visits/);
    assert.match(words({ full: 'new-patients-full' }), /no more new patients/);
  });

  it('says whom the hours are for, and on which days those of such patients are', () => {
    assert.match(words({ isNew: true }, { forPatient: 0 }), /None of the hours .* new patients\.$/);
    assert.match(words({ isNew: false }, { forPatient: 0 }), /seen here within three years\.$/);
    assert.match(
      words({ isNew: true, weekdays: [4, 2, 2] }),
      /for new patients is taken in these 14 days; their hours are on Tuesdays and Thursdays only\.$/,
    );
  });

  it('says when hours that are kept are opened, and that wishes leave none', () => {
    const opens = 'Mon, Nov 30, 7:00 AM';
    assert.match(words({ opens }, { open: 0 }), /booked late; the first open on Mon, Nov 30/);
    assert.match(words({}, { wished: 15 }), /outside the days and times asked for/);
  });
});
