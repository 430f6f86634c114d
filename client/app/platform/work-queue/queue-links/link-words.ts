import type { LinkKind } from '#contract/work-link';

/** What a reader is told of a record that is not theirs to read. */
export const hiddenWords: Readonly<Record<LinkKind, string>> = {
  appointment: 'A visit elsewhere',
  'work-item': 'Work elsewhere',
};

export const groupTitles: Readonly<Record<LinkKind, string>> = {
  appointment: 'Visits',
  'work-item': 'Other open work',
};
