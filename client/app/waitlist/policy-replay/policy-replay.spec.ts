import { TestBed } from '@angular/core/testing';
import type { PolicyReplay } from '#contract/waitlist-replay';
import { PolicyReplayTable } from './policy-replay';

function aReplay(overrides: Partial<PolicyReplay> = {}): PolicyReplay {
  return {
    from: '2026-08-25',
    until: '2026-11-23',
    openings: 140,
    model: { acceptedLow: 8, acceptedHigh: 11, source: 'published', answerMinutes: 10 },
    measured: { filled: 12, offers: 200 },
    inForce: {
      filled: { low: 0, high: 0 },
      offers: { low: 0, high: 0 },
      minutesToFill: null,
      fairness: [],
    },
    draft: {
      filled: { low: 28.4, high: 37.6 },
      offers: { low: 380, high: 402 },
      minutesToFill: { low: 31.2, high: 31.4 },
      fairness: [
        { group: 'language', value: 'es', offered: { low: 90, high: 110 } },
        { group: 'language', value: 'en', offered: { low: 290, high: 310 } },
      ],
    },
    ...overrides,
  };
}

function textOf(replay: PolicyReplay): string {
  const fixture = TestBed.createComponent(PolicyReplayTable);
  fixture.componentRef.setInput('replay', replay);
  fixture.detectChanges();
  const host = fixture.nativeElement as HTMLElement;
  return [...host.querySelectorAll('*')]
    .filter((each) => each.childElementCount === 0)
    .map((each) => each.textContent.trim())
    .join(' ');
}

describe('PolicyReplayTable', () => {
  it('sets what was done, the rules in force and these rules side by side', () => {
    const text = textOf(aReplay());
    expect(text).toContain('Filled of 140 freed times 12 0 28–38');
    expect(text).toContain('Offers 200 0 380–402');
    expect(text).toContain('Minutes to fill, in the mean – – 31');
    expect(text).toContain('Spanish – 25 %');
  });

  it('names the model and its range', () => {
    expect(textOf(aReplay())).toContain(
      'of 100 who are asked 8 to 11 say yes, as others published',
    );
    const model = { ...aReplay().model, source: 'own' } as const;
    expect(textOf(aReplay({ model }))).toContain('as your own offers show');
  });
});
