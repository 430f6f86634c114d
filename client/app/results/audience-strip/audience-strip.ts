import { Component, computed, inject, input } from '@angular/core';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { audienceLine } from '../audience-words';
import type { ResultRelease } from '../results-api';

/** Who outside sees the result: the patient, each proxy, clinicians elsewhere; each now, from when on, or why never. */
@Component({
  selector: 'app-audience-strip',
  imports: [SvgIcon],
  template: `
    <ul>
      @for (line of lines(); track line.key) {
        <li [attr.data-audience]="line.key">
          <span class="name">{{ line.name }}</span>
          <span class="words" [attr.data-tone]="line.tone"
            ><app-icon [name]="line.icon" /><span>{{ line.words }}</span></span
          >
          @if (line.because || line.seen) {
            <span class="meta" [title]="line.source">{{ line.meta }}</span>
          }
        </li>
      }
    </ul>
  `,
  styleUrl: './audience-strip.scss',
})
export class AudienceStrip {
  readonly release = input.required<ResultRelease>();

  readonly #format = inject(TimeFormat);

  protected readonly lines = computed(() =>
    this.release().viewers.map((viewer) => {
      const line = audienceLine(viewer, (iso) => this.#format.dayAndTime(iso));
      const meta = [line.because, line.seen].filter(Boolean).join(' · ');
      return { ...line, meta, key: viewer.proxyId ?? viewer.audience };
    }),
  );
}
