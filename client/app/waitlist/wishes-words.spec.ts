import { anEntry, aProvider, providerId } from './given-waitlist';
import { byId } from './waitlist-state';
import { wallTimeInWords, weekdaysOf, wishesInWords } from './wishes-words';

const clinic = {
  providers: byId([aProvider()]),
  hourCycle: 12 as const,
  dateOf: (date: string) => date,
};

describe('wishesInWords', () => {
  it('says that anything will do', () => {
    expect(wishesInWords(anEntry({ minNoticeHours: 0 }), clinic)).toBe('Any time');
  });

  it('tells provider, days, times, dates and notice in that order', () => {
    const entry = anEntry({
      providerIds: [providerId],
      weekdays: [5, 1, 2, 3],
      earliestTime: '09:00',
      latestTime: '13:30',
      earliestOn: '2026-12-01',
      minNoticeHours: 48,
    });
    expect(wishesInWords(entry, clinic)).toBe(
      'with Lee\u00A0· Mon–Wed, Fri\u00A0· 9:00\u00A0am–1:30\u00A0pm\u00A0· from\u00A02026-12-01\u00A0· 2\u00A0d\u00A0notice',
    );
  });

  it('tells of whom they would see, and of days ruled out', () => {
    const who = { providerLanguage: 'es', providerGender: 'female' as const, minNoticeHours: 0 };
    expect(wishesInWords(anEntry({ ...who, notOn: ['2026-12-01'] }), clinic)).toBe(
      'speaks Spanish\u00A0· a woman\u00A0· not\u00A02026-12-01',
    );
    const notOn = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
    expect(wishesInWords(anEntry({ notOn, minNoticeHours: 0 }), clinic)).toContain(
      'not\u00A0on\u00A04\u00A0days',
    );
  });

  it('counts providers when they are many', () => {
    const providerIds = Array.from({ length: 4 }, () => providerId);
    expect(wishesInWords(anEntry({ providerIds, minNoticeHours: 0 }), clinic)).toBe(
      'one of 4 providers',
    );
  });
});

describe('weekdaysOf', () => {
  it('is silent when every day will do', () => {
    expect(weekdaysOf([])).toBeNull();
    expect(weekdaysOf([1, 2, 3, 4, 5, 6, 7])).toBeNull();
  });

  it('names two days in a row one by one', () => {
    expect(weekdaysOf([2, 1, 4])).toBe('Mon, Tue, Thu');
  });
});

describe('wallTimeInWords', () => {
  it('follows the hours of the clinic', () => {
    expect(wallTimeInWords('00:15', 12)).toBe('12:15 am');
    expect(wallTimeInWords('24:00', 12)).toBe('12:00 am');
    expect(wallTimeInWords('13:30', 24)).toBe('13:30');
  });
});
