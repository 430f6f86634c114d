// A copay in words.
import { copayStanding, skipReasons, stillDue, type Copay } from '#contract/payments';
import { moneyWords } from '../platform/money-words';
import type { Tone } from '../ui/status-chip/status-chip';

export function copayWords(copay: Copay): { words: string; tone: Tone } {
  const { dueCents, paidCents, skippedBecause } = copay;
  const due = dueCents === null ? '' : ` ${moneyWords(dueCents)}`;
  switch (copayStanding(copay)) {
    case 'paid':
      return { words: `Copay ${moneyWords(paidCents)} paid`, tone: 'ok' };
    case 'part-paid':
      return {
        words: `Copay ${moneyWords(paidCents)} paid, ${moneyWords(stillDue(copay))} due`,
        tone: 'soon',
      };
    case 'due':
      return { words: `Copay${due} due`, tone: 'soon' };
    case 'none-due':
      return { words: 'No copay due', tone: 'neutral' };
    case 'skipped':
      return {
        words: `Copay${due} not collected: ${skippedBecause ? skipReasons[skippedBecause].toLowerCase() : ''}`,
        tone: 'neutral',
      };
    case 'not-known':
      return { words: 'Copay not known', tone: 'neutral' };
  }
}
