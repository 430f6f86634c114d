import { Component, inject, input, linkedSignal, output, computed } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Result } from '#contract/result-report';
import { Session } from '../../platform/session';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { AudienceStrip } from '../audience-strip/audience-strip';
import { HoldList } from '../hold-list/hold-list';
import type { ReleaseSource } from '../release-source';
import { ReleaseSimulator } from '../release-simulator/release-simulator';
import type { Step } from '../../platform/work-queue/step-fields';

/** Who sees the result outside, what clinicians decided of it, and what would be at another time. */
@Component({
  selector: 'app-release-section',
  imports: [AudienceStrip, ErrorState, HoldList, MatButton, ReleaseSimulator, Skeleton],
  template: `
    @if (source().release(); as release) {
      @if (release.isSupposed) {
        <p class="supposed">Supposed: if it became final now.</p>
      }
      <app-audience-strip [release]="release" />
      @if (release.holds.length > 0) {
        <app-hold-list
          [holds]="release.holds"
          [nameOf]="nameOf()"
          [mayHold]="mayHold()"
          [busy]="busy()"
          (stepped)="stepped.emit($event)"
        />
      }
      <button
        matButton
        type="button"
        [attr.aria-expanded]="isSimulating()"
        (click)="isSimulating.set(!isSimulating())"
      >
        {{ isSimulating() ? 'Close' : 'As of another time…' }}
      </button>
      @if (isSimulating()) {
        <app-release-simulator [result]="result()" />
      }
    } @else if (source().problem()) {
      <app-error-state [message]="source().problem()" (retry)="source().reload()" />
    } @else {
      <app-skeleton [lines]="3" />
    }
  `,
  styleUrl: './release-section.scss',
})
export class ReleaseSection {
  readonly result = input.required<Result>();
  readonly source = input.required<ReleaseSource>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #session = inject(Session);

  protected readonly mayHold = computed(() => this.#session.can('result:hold'));
  protected readonly isSimulating = linkedSignal({
    source: () => this.result().id,
    computation: () => false,
  });
}
