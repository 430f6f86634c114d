import { TestBed } from '@angular/core/testing';
import type { PolicyReplay } from '#contract/waitlist-replay';
import { aReplay } from '../given-waitlist';
import { PolicyReplayTable } from './policy-replay';

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
