import { Component, computed, inject, input } from '@angular/core';
import { viewerKinds, type ResultRecord } from '#contract/result-record';
import { TimeFormat } from '../../platform/time-format';

/** Who saw which version, and when first. */
@Component({
  selector: 'app-view-log',
  template: `
    <ol>
      @for (line of lines(); track $index) {
        <li>
          <span>{{ line.words }}</span>
          <span class="meta">{{ line.meta }}</span>
        </li>
      } @empty {
        <li class="meta">Nobody has seen it yet.</li>
      }
    </ol>
  `,
  styleUrl: './view-log.scss',
})
export class ViewLog {
  readonly views = input.required<ResultRecord['views']>();

  readonly #format = inject(TimeFormat);

  protected readonly lines = computed(() =>
    this.views().map(({ kind, name, number, at }) => ({
      words:
        kind === 'patient' ? viewerKinds.patient : `${name} (${viewerKinds[kind].toLowerCase()})`,
      meta: `version ${number} · ${this.#format.dayAndTime(at)}`,
    })),
  );
}
