import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import { exceptionTitle, type ScheduleException } from '#contract/schedule-exception';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { Modal } from '../../ui/modal/modal';
import { AvailabilityApi } from '../availability-api';
import {
  leaveOutside,
  OrphansNotice,
  orphansOf,
} from '../../platform/orphans-notice/orphans-notice';

/** Calls off time off or extra hours, after a second look. */
@Component({
  selector: 'app-remove-exception-dialog',
  imports: [MatButton, Modal, OrphansNotice],
  template: `
    <app-modal [title]="title()" [open]="true" (closed)="closed.emit()">
      <form autocomplete="off" novalidate (submit)="$event.preventDefault(); remove()">
        <p>{{ words() }}</p>
        @if (problem(); as refused) {
          <app-orphans-notice [problem]="refused" [visitTypes]="visitTypes()" [(reason)]="reason" />
        }
        <div class="acts">
          <button matButton type="button" (click)="closed.emit()">Back</button>
          <button matButton="filled" type="submit" [disabled]="isSending()">{{ verb() }}</button>
        </div>
      </form>
    </app-modal>
  `,
  styleUrl: './remove-exception-dialog.scss',
})
export class RemoveExceptionDialog {
  readonly exception = input.required<ScheduleException>();
  /** Whose it is and when. */
  readonly words = input.required<string>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly removed = output<ScheduleException>();
  readonly closed = output();

  readonly #api = inject(AvailabilityApi);
  protected readonly title = computed(
    () => `Call off ${exceptionTitle[this.exception().kind].toLowerCase()}?`,
  );
  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly reason = signal('');
  protected readonly verb = computed(() =>
    orphansOf(this.problem()) && this.reason().trim() ? 'Call off anyway' : 'Call off',
  );

  protected async remove(): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    const overrides = orphansOf(this.problem()) ? leaveOutside(this.reason()) : [];
    try {
      const { exception } = this;
      this.removed.emit(await this.#api.removeException(exception(), overrides, newCommandId()));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
