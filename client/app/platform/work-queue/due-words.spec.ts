import { dueChip } from './due-words';
import { aWork, minutesLater, nine } from './given-queue';

const speech = {
  now: nine,
  zone: 'America/New_York',
  time: (iso: string) => iso.slice(11, 16),
  dayAndTime: (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`,
  zoneName: () => 'EST',
};

describe('dueChip', () => {
  it('says when and how long', () => {
    const chip = dueChip(aWork({ dueAt: minutesLater(38) }), speech);
    expect(chip).toEqual({
      word: 'due 14:38 · 38 min',
      tone: 'neutral',
      full: 'due 2026-11-23 14:38 EST',
    });
  });

  it('names the day when it is another one', () => {
    const chip = dueChip(aWork({ dueAt: minutesLater(24 * 60) }), speech);
    expect(chip?.word).toBe('due 2026-11-24 14:00');
  });

  it('says soon and late in words', () => {
    const soon = dueChip(aWork({ dueAt: minutesLater(5), level: 'soon' }), speech);
    expect([soon?.word, soon?.tone]).toEqual(['soon 14:05 · 5 min', 'soon']);
    const late = dueChip(aWork({ dueAt: minutesLater(-65), level: 'late' }), speech);
    expect([late?.word, late?.tone]).toEqual(['late 1 h 5 min · 12:55', 'late']);
  });

  it('is none where no clock runs', () => {
    expect(dueChip(aWork({ dueAt: null }), speech)).toBeNull();
  });
});
