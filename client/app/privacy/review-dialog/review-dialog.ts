import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, minLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { AccessReview, AccessToReview } from '#contract/privacy';
import { dialogAct } from '../../platform/dialog-act';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { FlagChips } from '../flag-chips/flag-chips';
import { PrivacyApi } from '../privacy-api';

/** The note of what was found out about the look-ups of one person at one patient. */
@Component({
  selector: 'app-review-dialog',
  imports: [FlagChips, FormField, MatButton, Modal],
  templateUrl: './review-dialog.html',
  styleUrl: './review-dialog.scss',
})
export class ReviewDialog {
  readonly pair = input.required<AccessToReview>();
  readonly written = output<AccessReview>();
  /** Others have come, or somebody else has reviewed them: what was shown no longer stands. */
  readonly outdated = output();
  readonly closed = output();

  readonly #api = inject(PrivacyApi);
  readonly #format = inject(TimeFormat);

  protected readonly act = dialogAct();
  protected readonly typed = signal({ note: '' });
  protected readonly fields = form(this.typed, (path) => {
    maxLength(path.note, 2000);
    minLength(path.note, 3, { message: 'Say what you found out.' });
  });
  protected readonly title = computed(() => `Review ${listName(this.pair().person)}`);
  protected readonly nameOf = listName;
  protected readonly when = computed(() => {
    const { firstAt, lastAt } = this.pair();
    const first = this.#format.dayAndTime(firstAt);
    return firstAt === lastAt ? first : `${first} – ${this.#format.dayAndTime(lastAt)}`;
  });
  protected readonly message = computed(() =>
    this.act.problem()?.code === 'conflict'
      ? 'More look-ups have come, or somebody else has just reviewed them; the note was not kept. Close and look again.'
      : this.act.message(),
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const note = this.typed().note.trim();
    if (note.length < 3) return;
    const written = await this.act.send(note, (text, commandId) =>
      this.#api.review(this.pair(), text, commandId),
    );
    if (written) this.written.emit(written);
    else if (this.act.problem()?.code === 'conflict') this.outdated.emit();
  }
}
