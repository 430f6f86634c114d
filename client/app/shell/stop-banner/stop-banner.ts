import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { stopScopes } from '#contract/outreach-stops';
import { ClinicStops } from '../../outreach/clinic-stops';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';

/** Everybody of the clinic is to know that messages do not leave, which, since when and by whom. */
@Component({
  selector: 'app-stop-banner',
  imports: [RouterLink, SvgIcon],
  template: `
    <div role="status">
      @if (words(); as words) {
        <p>
          <app-icon name="warning" />
          <span>{{ words }}</span>
          @if (mayRead()) {
            <a routerLink="/messages">Messages</a>
          }
        </p>
      }
    </div>
  `,
  styleUrl: './stop-banner.scss',
})
export class StopBanner {
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #stops = inject(ClinicStops).inForce;

  protected readonly mayRead = computed(() => this.#session.can('message:read'));
  protected readonly words = computed(() => {
    const stops = this.#stops();
    if (stops.length === 0) return '';
    const each = stops.map(
      ({ channel, stoppedAt, stoppedBy }) =>
        `${stopScopes[channel].toLowerCase()} since ${this.#format.dayAndTime(stoppedAt)} by ${stoppedBy ?? 'the system'}`,
    );
    return `Messages to patients are stopped: ${each.join('; ')}.`;
  });
}
