import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import type { Refill } from '#contract/refill-request';
import { problemOf } from '../../../platform/api';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { TimeFormat } from '../../../platform/time-format';
import { whenBack } from '../../../platform/when-back';
import { ErrorState } from '../../../ui/error-state/error-state';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { rowAct } from '../row-act';
import { RulesApi } from '../rules-api';

/** What was granted by protocol and waits for a prescriber's look. */
@Component({
  selector: 'app-co-signs',
  imports: [ErrorState, MatButton, RouterLink, Skeleton],
  templateUrl: './co-signs.html',
  styleUrl: './co-signs.scss',
})
export class CoSigns {
  readonly clinicId = input.required<string>();

  readonly #api = inject(RulesApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  protected readonly act = rowAct();
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params: clinicId }) => this.#api.coSigns(clinicId),
  });
  protected readonly wanted = computed(() =>
    (this.known.hasValue() ? this.known.value() : []).map((refill) => ({
      refill,
      name: refill.patient ? listName(refill.patient) : '',
      drug: `${refill.decision?.grant?.name ?? ''} ${refill.decision?.grant?.strength ?? ''}`.trim(),
      protocol: refill.decision?.protocol?.title ?? '',
      at: refill.decision ? this.#format.dayAndTime(refill.decision.at) : '',
    })),
  );

  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  constructor() {
    effect((onCleanup) => {
      onCleanup(
        this.#feed.hear(feedOf('refills', this.clinicId()), (heard) => {
          if (heard === null || heard.some(({ type }) => changesThem(type))) this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected coSign(refill: Refill, answer: 'agreed' | 'disagreed'): Promise<void> {
    const done = answer === 'agreed' ? 'Co-signed' : 'Noted: not agreed';
    return this.act.run(refill.id, done, async (id) => {
      await this.#api.coSign(refill, answer, id);
      this.known.reload();
    });
  }
}

function changesThem(type: string): boolean {
  return type === 'refills.refill-co-signed' || type === 'refills.refill-decided';
}
