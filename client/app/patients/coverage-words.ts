// Coverages and amounts in words, and amounts as people type them.
import type { CoverageOrder, CoverageStanding } from '#contract/coverage';
import type { Tone } from '../ui/status-chip/status-chip';

export const orderWords: Record<CoverageOrder, string> = {
  primary: 'Primary',
  secondary: 'Secondary',
  tertiary: 'Tertiary',
};

export const standingWords: Record<CoverageStanding, { word: string; tone: Tone }> = {
  'in-order': { word: 'Verified', tone: 'ok' },
  inactive: { word: 'Not active', tone: 'late' },
  'never-verified': { word: 'Not verified', tone: 'soon' },
  'verified-long-ago': { word: 'Verify again', tone: 'soon' },
  'not-yet': { word: 'Begins later', tone: 'info' },
  ended: { word: 'Ended', tone: 'neutral' },
  mistaken: { word: 'By mistake', tone: 'neutral' },
};

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$25`, `$25.50`. */
export function moneyWords(cents: number): string {
  return dollars.format(cents / 100).replace(/\.00$/, '');
}

/** Integer cents of `25`, `25.5`, `$1,250.00`; `null` for nothing, `undefined` for what is no amount. */
export function typedCents(text: string): number | null | undefined {
  const plain = text.replace(/[$,\s]/g, '');
  if (plain === '') return null;
  const parts = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!parts) return undefined;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}
