// Coverages in words.
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
