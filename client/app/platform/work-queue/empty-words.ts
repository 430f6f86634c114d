import { lastingFilter, type WorkFilter } from '#contract/work';
import { isNarrowed } from './queue-address';

export interface EmptyWords {
  title: string;
  text: string;
  /** The one next step. */
  step: 'all' | 'snoozed' | null;
}

/** Why a list shows nothing. */
export function emptyWords(
  filter: WorkFilter,
  { many, snoozed, hint }: { many: string; snoozed: number; hint: string },
): EmptyWords {
  const { show } = filter;
  if (filter.before !== undefined && !isNarrowed(lastingFilter(filter))) {
    const title = `No ${many} press now`;
    return { title, text: 'What comes up later is still there.', step: 'all' };
  }
  if (isNarrowed(filter)) {
    return { title: `No ${many} match`, text: 'Take a filter away to see more.', step: 'all' };
  }
  if (show === 'open' && snoozed > 0) {
    const text = `${snoozed} put off until later.`;
    return { title: `No ${many} are open now`, text, step: 'snoozed' };
  }
  const titles = {
    open: `No ${many} are open`,
    snoozed: `No ${many} are put off`,
    closed: `No ${many} have been closed yet`,
  };
  return { title: titles[show], text: show === 'open' ? hint : '', step: null };
}
