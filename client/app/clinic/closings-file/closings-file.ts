import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { FoundClosings } from '#contract/closings-file';
import { dialogAct } from '../../platform/dialog-act';
import { ClinicApi } from '../clinic-api';

/** Reads closed days and hours from a calendar file, for the form that they are put into; says what was found. */
@Component({
  selector: 'app-closings-file',
  imports: [MatButton],
  templateUrl: './closings-file.html',
  styleUrl: './closings-file.scss',
})
export class ClosingsFile {
  readonly clinicId = input.required<string>();
  readonly found = output<FoundClosings>();

  readonly #api = inject(ClinicApi);
  protected readonly act = dialogAct();
  protected readonly last = signal<FoundClosings | null>(null);
  protected readonly words = computed(() => {
    const last = this.last();
    if (!last) return '';
    const { closures, closedHours, known } = last;
    const added = [
      ...(closures.length > 0 ? [counted(closures.length, 'closed day')] : []),
      ...(closedHours.length > 0 ? [counted(closedHours.length, 'stretch of closed hours')] : []),
    ].join(' and ');
    const before =
      known > 0 ? ` ${known} in the file ${known === 1 ? 'is' : 'are'} known already.` : '';
    return added
      ? `Added here: ${added}. Nothing counts before the hours are saved.${before}`
      : `The file closes nothing new in the next two years.${before}`;
  });

  protected async choose(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    // The same file may be chosen again.
    field.value = '';
    if (!file) return;
    this.last.set(null);
    const wish = { name: file.name, size: file.size, modified: file.lastModified };
    const found = await this.act.send(wish, (_, commandId) =>
      this.#api.readClosings(file, this.clinicId(), commandId),
    );
    if (!found) return;
    this.last.set(found);
    this.found.emit(found);
  }
}

function counted(count: number, what: string): string {
  const many = what.replace('stretch', 'stretches').replace('day', 'days');
  return count === 1 ? `1 ${what}` : `${count} ${many}`;
}
