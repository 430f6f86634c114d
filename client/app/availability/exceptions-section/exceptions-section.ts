import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import { listName } from '#contract/patients';
import { exceptionTitle, type ScheduleException } from '#contract/schedule-exception';
import type { Clinic, Provider } from '#contract/staff';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ExceptionDialog } from '../exception-dialog/exception-dialog';
import { spanWords } from '../exception-words';
import { RemoveExceptionDialog } from '../remove-exception-dialog/remove-exception-dialog';

interface Row {
  exception: ScheduleException;
  name: string;
  kind: string;
  when: string;
  note: string;
  /** Entered in this clinic, whose managers change it. */
  isOwn: boolean;
}

/** What differs from the weekly hours: who is away or in a meeting, and who works besides. */
@Component({
  selector: 'app-exceptions-section',
  imports: [EmptyState, ExceptionDialog, MatButton, RemoveExceptionDialog],
  templateUrl: './exceptions-section.html',
  styleUrl: './exceptions-section.scss',
})
export class ExceptionsSection {
  readonly clinic = input.required<Pick<Clinic, 'id' | 'zone'>>();
  readonly today = input.required<string>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly exceptions = input.required<readonly ScheduleException[]>();
  readonly changed = output();

  readonly #format = inject(TimeFormat);
  readonly #toasts = inject(Toasts);

  protected readonly rows = computed<Row[]>(() => {
    const names = new Map(this.providers().map((provider) => [provider.id, listName(provider)]));
    return this.exceptions().map((exception) => ({
      exception,
      name: names.get(exception.providerId) ?? 'Somebody',
      kind: exceptionTitle[exception.kind],
      when: spanWords(exception, this.clinic().zone, this.#format),
      note: [this.#typeWords(exception), exception.note].filter(Boolean).join(' · '),
      isOwn: exception.clinicId === this.clinic().id,
    }));
  });
  protected readonly isAdding = signal(false);
  protected readonly edited = signal<ScheduleException | null>(null);
  protected readonly removing = signal<Row | null>(null);

  protected saved(exception: ScheduleException): void {
    const row = this.rows().find((one) => one.exception.id === exception.id);
    const kind = exceptionTitle[exception.kind];
    const when = spanWords(exception, this.clinic().zone, this.#format);
    this.#toasts.show({ message: `${kind} ${row ? 'changed' : 'added'}: ${when}` });
    this.isAdding.set(false);
    this.edited.set(null);
    this.changed.emit();
  }

  protected removed({ kind }: ScheduleException): void {
    this.#toasts.show({ message: `${exceptionTitle[kind]} called off` });
    this.removing.set(null);
    this.changed.emit();
  }

  #typeWords({ visitTypeIds }: ScheduleException): string {
    const named = this.visitTypes().filter(({ id }) => visitTypeIds.includes(id));
    return named.map(({ name }) => name).join(', ');
  }
}
