import { Component, computed, input } from '@angular/core';
import { offerWays, type OfferWay } from '#contract/waitlist-opening';
import type { PolicyReplay, ReplayOutcome, ReplayRange } from '#contract/waitlist-replay';
import { languageWords } from '../../platform/language-words';

const dash = '–';

/** What rules on trial would have done, beside those in force and what was done in truth. */
@Component({
  selector: 'app-policy-replay',
  templateUrl: './policy-replay.html',
  styleUrl: './policy-replay.scss',
})
export class PolicyReplayTable {
  readonly replay = input.required<PolicyReplay>();

  protected readonly rows = computed(() => {
    const { openings, measured, inForce, draft } = this.replay();
    return [
      {
        title: `Filled of ${openings} freed times`,
        measured: String(measured.filled),
        inForce: rangeWords(inForce.filled),
        draft: rangeWords(draft.filled),
      },
      {
        title: 'Offers',
        measured: String(measured.offers),
        inForce: rangeWords(inForce.offers),
        draft: rangeWords(draft.offers),
      },
      {
        title: 'Minutes to fill, in the mean',
        measured: dash,
        inForce: rangeWords(inForce.minutesToFill),
        draft: rangeWords(draft.minutesToFill),
      },
    ];
  });
  protected readonly shares = computed(() => {
    const { inForce, draft } = this.replay();
    return draft.fairness.map(({ group, value }) => ({
      key: `${group} ${value}`,
      name: nameOf(group, value),
      inForce: shareOf(inForce, group, value),
      draft: shareOf(draft, group, value),
    }));
  });
  protected readonly model = computed(() => {
    const { acceptedLow, acceptedHigh, source, answerMinutes } = this.replay().model;
    const from = source === 'own' ? 'as your own offers show' : 'as others published';
    return `A model: of 100 who are asked ${acceptedLow} to ${acceptedHigh} say yes, ${from}, after ${answerMinutes} minutes. Who fits is judged by what they asked for; other visits, coverage and rooms of days gone by are not.`;
  });
}

function rangeWords(range: ReplayRange | null): string {
  if (!range) return dash;
  const [low, high] = [Math.round(range.low), Math.round(range.high)];
  return low === high ? String(low) : `${low}–${high}`;
}

/** Of all offers of the same kind of group, in percent; the middle of the range. */
function shareOf({ fairness }: ReplayOutcome, group: string, value: string): string {
  const middle = (range: ReplayRange): number => (range.low + range.high) / 2;
  const rows = fairness.filter((row) => row.group === group);
  const all = rows.reduce((sum, row) => sum + middle(row.offered), 0);
  const own = rows.find((row) => row.value === value);
  return all === 0 ? dash : `${Math.round((100 * (own ? middle(own.offered) : 0)) / all)} %`;
}

function nameOf(group: string, value: string): string {
  if (group === 'language') return languageWords(value);
  if (group === 'way') return offerWays[value as OfferWay];
  return `${value.replace('-', '–')} years`;
}
