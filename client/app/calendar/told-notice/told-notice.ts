import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Appointment } from '#contract/calendar';
import { tellingWays, type TellingWay } from '#contract/visit-told';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';

const ways = Object.entries(tellingWays) as [TellingWay, string][];

/** The clinic has changed the visit and the patient does not know yet: what they expect, and that they were told. */
@Component({
  selector: 'app-told-notice',
  imports: [MatButton],
  templateUrl: './told-notice.html',
  styleUrl: './told-notice.scss',
})
export class ToldNotice {
  readonly notTold = input.required<NonNullable<Appointment['notTold']>>();
  /** With whom they expect to be seen. */
  readonly provider = input.required<string>();
  readonly pending = input(false);
  readonly told = output<TellingWay>();

  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  protected readonly ways = ways.map(([way, title]) => ({ way, title }));
  protected readonly mayTell = computed(() => this.#session.can('appointment:move'));
  protected readonly when = computed(() => this.#format.dayAndTime(this.notTold().startsAt));
}
