import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { TemplateBlock, VisitType, WeeklyTemplate } from '#contract/availability';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { Provider } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { isLocalDate } from '../../platform/wall-time';
import { Modal } from '../../ui/modal/modal';
import { AvailabilityApi } from '../availability-api';
import { HoursBlock } from '../hours-block/hours-block';
import {
  leaveOutside,
  OrphansNotice,
  orphansOf,
} from '../../platform/orphans-notice/orphans-notice';
import { weekdays } from '../availability-words';
import { blockFault, nextBlock, templateBlockOf, type EditedBlock } from './edited-blocks';

/** A provider's week in the clinic, anew from a day on. */
@Component({
  selector: 'app-weekly-hours-dialog',
  imports: [FormsModule, HoursBlock, MatButton, Modal, OrphansNotice],
  templateUrl: './weekly-hours-dialog.html',
  styleUrl: './weekly-hours-dialog.scss',
})
export class WeeklyHoursDialog {
  readonly clinicId = input.required<string>();
  readonly provider = input.required<Provider>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  /** What the week begins with. */
  readonly template = input.required<WeeklyTemplate | null>();
  /** By the clinic's clocks; the change counts from then unless told otherwise. */
  readonly today = input.required<string>();
  readonly saved = output<WeeklyTemplate>();
  readonly closed = output();

  readonly #api = inject(AvailabilityApi);
  #lastKey = 0;

  protected readonly weekdays = weekdays;
  protected readonly title = computed(() => `Hours of ${listName(this.provider())}`);
  protected readonly effectiveFrom = linkedSignal<string, string>({
    source: this.today,
    // Midnight passes; the day that is on screen stays.
    computation: (today, previous) => previous?.value ?? today,
  });
  protected readonly blocks = linkedSignal<EditedBlock[]>(() =>
    (this.template()?.blocks ?? []).map((block) => ({ ...block, key: ++this.#lastKey })),
  );
  protected readonly visitsADay = linkedSignal(() => this.template()?.visitsADay ?? null);
  protected readonly newPatientsADay = linkedSignal(() => this.template()?.newPatientsADay ?? null);
  protected readonly days = computed(() =>
    weekdays.map(({ number, name }) => ({
      number,
      name,
      blocks: this.blocks().filter(({ weekday }) => weekday === number),
    })),
  );

  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly reason = signal('');
  protected readonly verb = computed(() =>
    orphansOf(this.problem()) && this.reason().trim() ? 'Save anyway' : 'Save',
  );
  protected readonly dateFault = computed(() =>
    this.wasTried() && !isLocalDate(this.effectiveFrom()) ? 'Needed.' : '',
  );

  protected readonly visitsFault = computed(() =>
    this.wasTried() ? countFault(this.visitsADay(), 1) : '',
  );
  protected readonly newPatientsFault = computed(() =>
    this.wasTried() ? countFault(this.newPatientsADay(), 0) : '',
  );

  protected faultOf(block: EditedBlock): string | null {
    return this.wasTried() ? blockFault(block) : null;
  }

  protected add(weekday: number): void {
    const block = { ...nextBlock(this.blocks(), weekday), key: ++this.#lastKey };
    this.blocks.update((blocks) => [...blocks, block]);
  }

  protected remove({ key }: EditedBlock): void {
    this.blocks.update((blocks) => blocks.filter((block) => block.key !== key));
  }

  protected change({ key }: EditedBlock, changed: Partial<TemplateBlock>): void {
    this.blocks.update((blocks) =>
      blocks.map((block) => (block.key === key ? { ...block, ...changed } : block)),
    );
  }

  protected async save(): Promise<void> {
    this.wasTried.set(true);
    const isFaulty =
      !isLocalDate(this.effectiveFrom()) ||
      this.visitsFault() !== '' ||
      this.newPatientsFault() !== '' ||
      this.blocks().some(blockFault);
    if (isFaulty || this.isSending()) return;
    this.isSending.set(true);
    const overrides = orphansOf(this.problem()) ? leaveOutside(this.reason()) : [];
    try {
      this.saved.emit(
        await this.#api.setWeeklyTemplate({
          clinicId: this.clinicId(),
          providerId: this.provider().id,
          effectiveFrom: this.effectiveFrom(),
          blocks: this.blocks().map(templateBlockOf),
          visitsADay: this.visitsADay(),
          newPatientsADay: this.newPatientsADay(),
          overrides,
        }),
      );
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}

/** Nothing typed = no limit. */
function countFault(count: number | null, least: number): string {
  if (count === null) return '';
  return Number.isInteger(count) && count >= least && count <= 200 ? '' : `From ${least} to 200.`;
}
