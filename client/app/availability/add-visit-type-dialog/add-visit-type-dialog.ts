import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { AvailabilityApi, type AddVisitType } from '../availability-api';
import { categoryWords, colourWords, modalityWords, optionsOf } from '../availability-words';

/** A new kind of visit that the clinic books. */
@Component({
  selector: 'app-add-visit-type-dialog',
  imports: [FormsModule, MatButton, Modal],
  templateUrl: './add-visit-type-dialog.html',
  styleUrl: './add-visit-type-dialog.scss',
})
export class AddVisitTypeDialog {
  readonly clinicId = input.required<string>();
  readonly added = output<VisitType>();
  readonly closed = output();

  readonly #api = inject(AvailabilityApi);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly modalities = optionsOf(modalityWords);
  protected readonly categories = optionsOf(categoryWords);
  protected readonly colours = optionsOf(colourWords);
  protected readonly name = signal('');
  protected readonly minutes = signal<number | null>(30);
  protected readonly modality = signal<VisitType['modality']>('in-person');
  protected readonly category = signal<VisitType['category']>('routine');
  protected readonly colour = signal<VisitType['colour']>('teal');
  protected readonly bufferBefore = signal<number | null>(0);
  protected readonly bufferAfter = signal<number | null>(0);

  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly nameFault = computed(() => {
    if (this.wasTried() && !this.name().trim()) return 'Needed.';
    return fieldMessage(this.problem(), 'name');
  });
  protected readonly minutesFault = computed(() => rangeFault(this.minutes(), 5, 480));
  protected readonly beforeFault = computed(() => rangeFault(this.bufferBefore(), 0, 120));
  protected readonly afterFault = computed(() => rangeFault(this.bufferAfter(), 0, 120));

  protected async add(): Promise<void> {
    this.wasTried.set(true);
    const wish = this.#wish();
    if (!wish || this.isSending()) return;
    this.#name(JSON.stringify(wish));
    this.isSending.set(true);
    try {
      this.added.emit(await this.#api.addVisitType(wish, this.#commandId));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  /** Without an answer it may have been added: the same wish under the same name is done only once. */
  #name(wish: string): void {
    const isRepeat = this.problem()?.code === 'unavailable' && wish === this.#lastWish;
    if (!isRepeat) this.#commandId = newCommandId();
    this.#lastWish = wish;
  }

  #wish(): AddVisitType | null {
    const name = this.name().trim();
    const [minutes, bufferBefore, bufferAfter] = [
      this.minutes(),
      this.bufferBefore(),
      this.bufferAfter(),
    ];
    const isFaulty = this.minutesFault() || this.beforeFault() || this.afterFault();
    if (!name || isFaulty || minutes === null || bufferBefore === null || bufferAfter === null) {
      return null;
    }
    return {
      clinicId: this.clinicId(),
      name,
      minutes,
      modality: this.modality(),
      category: this.category(),
      colour: this.colour(),
      bufferBefore,
      bufferAfter,
    };
  }
}

function rangeFault(typed: number | null, least: number, most: number): string {
  const isSound = typed !== null && Number.isInteger(typed) && typed >= least && typed <= most;
  return isSound ? '' : `A whole number from ${least} to ${most}.`;
}
