import { Component, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { dialogAct } from '../dialog-act';
import { Modal } from '../../ui/modal/modal';
import type { Typed } from '../work-queue/step-fields';

/** What is written: one setting, on the version that was seen, with where it is written or who decided it. */
export interface SettingWish<Change> {
  clinicId: string;
  expectedVersion: number;
  change: Change;
  source: string;
}

/**
 * The frame of every dialog about what a clinic judges by: one setting is changed at a time, on the version that was
 * seen, with its source. Its fields are put into it.
 */
@Component({
  selector: 'app-setting-dialog',
  imports: [MatButton, Modal],
  template: `
    <app-modal [title]="title()" [open]="true" (closed)="closed.emit()">
      <form novalidate autocomplete="off" (submit)="save($event)" (input)="fault.set('')">
        <ng-content />
        <label class="source">
          Where it is written, or who decided it
          <input maxlength="200" data-field="source" [value]="source()" (input)="type($event)" />
        </label>
        @if (fault(); as fault) {
          <p class="fault" role="alert">{{ fault }}</p>
        }
        @if (isConflict()) {
          <p class="refusal" role="alert">
            Somebody changed this meanwhile; nothing of yours was written. The page shows what they
            wrote. Save again to change that.
          </p>
        } @else if (act.message()) {
          <p class="refusal" role="alert">{{ act.message() }}</p>
        }
        <div class="acts">
          @if (removal()) {
            <button
              matButton
              type="button"
              class="remove"
              [disabled]="act.isSending()"
              (click)="remove()"
            >
              Remove it
            </button>
          }
          <button matButton type="button" (click)="closed.emit()">Back</button>
          <button matButton="filled" type="submit" [disabled]="act.isSending()">Save</button>
        </div>
      </form>
    </app-modal>
  `,
  styleUrl: './setting-dialog.scss',
})
export class SettingDialog<
  Settings extends { versions: Readonly<Record<string, number>> },
  Change extends { setting: string },
> {
  readonly title = input.required<string>();
  readonly clinicId = input.required<string>();
  /** As they are now: a change begins with them. */
  readonly settings = input.required<Settings>();
  readonly read = input.required<() => Typed<Change>>();
  readonly write =
    input.required<(wish: SettingWish<Change>, commandId: string) => Promise<Settings>>();
  /** What is left without it; `null` = there is nothing to remove. */
  readonly removal = input<(() => Change) | null>(null);
  readonly saved = output<Settings>();
  /** Somebody else was faster: what is on show is old. */
  readonly overtaken = output();
  readonly closed = output();

  protected readonly act = dialogAct();
  protected readonly source = signal('');
  protected readonly fault = signal('');
  protected readonly isConflict = signal(false);

  protected type(event: Event): void {
    this.source.set((event.target as HTMLInputElement).value);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { value, fault } = this.read()();
    this.fault.set(fault ?? '');
    if (value) await this.#send(value);
  }

  protected async remove(): Promise<void> {
    const removal = this.removal();
    if (removal) await this.#send(removal());
  }

  async #send(change: Change): Promise<void> {
    const source = this.source().trim();
    if (source === '') {
      this.fault.set('Say where it is written, or who decided it.');
      return;
    }
    this.isConflict.set(false);
    const expectedVersion = this.settings().versions[change.setting] ?? 0;
    const body = { clinicId: this.clinicId(), expectedVersion, change, source };
    const saved = await this.act.send(body, this.write());
    if (saved) this.saved.emit(saved);
    else if (this.act.problem()?.code === 'conflict') {
      this.isConflict.set(true);
      this.overtaken.emit();
    }
  }
}
