// What becomes of imports while a page shows them, whoever works on them.
import { effect, inject, signal, type Signal } from '@angular/core';
import type { ImportRun } from '#contract/import-run';
import type { ImportsChange } from '#contract/imports';
import { upsertVersioned, type ById } from '#contract/realtime';
import { changeOf } from '../platform/change-of';
import { RealtimeFeed } from '../platform/realtime-feed';

export interface HeardImports {
  /** The newest that was heard of each. */
  newest: (run: ImportRun) => ImportRun;
  all: () => ImportRun[];
  /** As an answer has it, which may come before the feed. */
  take: (run: ImportRun) => void;
}

/** `missed` asks the server anew, where changes were lost on the way. */
export function hearImports(
  clinicId: Signal<string | undefined>,
  missed: () => void,
): HeardImports {
  const feed = inject(RealtimeFeed);
  const heard = signal<ById<ImportRun>>({});
  const take = (run: ImportRun): void => heard.update((known) => upsertVersioned(known, run));
  effect((onCleanup) => {
    const clinic = clinicId();
    heard.set({});
    if (clinic === undefined) return;
    onCleanup(
      feed.hear(`imports:${clinic}`, (changes) => {
        if (changes === null) missed();
        else for (const change of changes) take(changeOf<ImportsChange>(change).payload);
      }),
    );
  });
  return {
    take,
    all: () => Object.values(heard()),
    newest: (run) => {
      const other = heard()[run.id];
      return other && other.version > run.version ? other : run;
    },
  };
}
