import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { StaffHoldings, StaffMember } from '#contract/staff-member';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { StaffApi } from '../staff-api';

/** Before somebody's work here ends: what ends with it, and what is left for a person to decide. */
@Component({
  selector: 'app-end-staff-dialog',
  imports: [MatButton, Modal],
  templateUrl: './end-staff-dialog.html',
  styleUrl: './end-staff-dialog.scss',
})
export class EndStaffDialog {
  readonly member = input.required<StaffMember>();
  readonly holdings = input.required<StaffHoldings>();
  readonly left = output<StaffMember>();
  readonly closed = output();

  readonly #api = inject(StaffApi);
  readonly #format = inject(TimeFormat);

  protected readonly name = computed(() => `${this.member().given} ${this.member().family}`);
  protected readonly nextVisit = computed(() => {
    const { nextVisitAt } = this.holdings();
    return nextVisitAt ? this.#format.dayAndTime(nextVisitAt) : '';
  });
  protected readonly isSending = signal(false);
  protected readonly message = signal('');

  protected async end(): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    this.message.set('');
    try {
      this.left.emit((await this.#api.end(this.member())).member);
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isSending.set(false);
    }
  }
}
