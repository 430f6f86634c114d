import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import type { TemplateBlock, VisitType } from '#contract/availability';
import { nthsOfMonth, type BlockRecurrence, type NthOfMonth } from '#contract/block-recurrence';
import type { BlockTerms } from '#contract/block-terms';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { optionsOf } from '../availability-words';
import { blockPatients, blockTermsWords, opensWords } from '../block-terms-words';
import { everyWords, nthWords, recurrenceWords } from '../recurrence-words';
import { fromField, toField, type EditedBlock } from '../weekly-hours-dialog/edited-blocks';

const mostWeeks = 8;
type Repeats = `${number}` | 'month';

/**
 * One block of a weekday while it is edited: its times, and below, when asked for, in which weeks it counts and whom
 * and what it is for.
 */
@Component({
  selector: 'app-hours-block',
  imports: [MatIconButton, SvgIcon],
  templateUrl: './hours-block.html',
  styleUrl: './hours-block.scss',
})
export class HoursBlock {
  readonly block = input.required<EditedBlock>();
  /** Of its weekday. */
  readonly day = input.required<string>();
  /** What counting begins with unless told otherwise. */
  readonly firstDay = input.required<string>();
  /** Those of the clinic. */
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly fault = input.required<string | null>();
  readonly changed = output<Partial<TemplateBlock>>();
  readonly removed = output();

  readonly #format = inject(TimeFormat);

  protected readonly toField = toField;
  protected readonly nths = nthsOfMonth.map((nth) => ({ nth, words: nthWords[nth] }));
  protected readonly choices: { code: Repeats; words: string }[] = [
    ...Array.from({ length: mostWeeks }, (_, n) => ({
      code: `${n + 1}` as const,
      words: everyWords(n + 1),
    })),
    { code: 'month', words: 'Days of the month' },
  ];
  protected readonly patientChoices = optionsOf(blockPatients);
  protected readonly holdChoices = Array.from({ length: 15 }, (_, days) => ({
    days: String(days),
    words: opensWords(days),
  }));
  protected readonly isOpen = signal(false);
  protected readonly repeats = computed<Repeats>(() => {
    const { recurrence } = this.block();
    if (recurrence === null) return '1';
    return recurrence.kind === 'nth-of-month' ? 'month' : `${recurrence.weeks}`;
  });
  protected readonly counted = computed(() => {
    const { recurrence } = this.block();
    return recurrence?.kind === 'every-n-weeks' ? recurrence : null;
  });
  protected readonly chosenNths = computed(() => {
    const { recurrence } = this.block();
    return recurrence?.kind === 'nth-of-month' ? recurrence.nths : null;
  });
  protected readonly words = computed(() => {
    const { recurrence, visitTypeIds, ...terms } = this.block();
    const weeks = recurrenceWords(recurrence, (date) => this.#format.birthDate(date));
    const wallTime = (time: string): string => this.#format.wallTime(time);
    return [weeks, typesWords(visitTypeIds.length), ...blockTermsWords(terms, wallTime)]
      .filter(Boolean)
      .join(' · ');
  });

  /** One that is retired stays while the block names it. */
  protected readonly allowable = computed(() =>
    this.visitTypes().filter(({ id, active }) => active || this.block().visitTypeIds.includes(id)),
  );

  protected starts(startsAt: string): void {
    this.changed.emit({ startsAt });
  }

  protected ends(endsAt: string): void {
    this.changed.emit({ endsAt: fromField(endsAt) });
  }

  protected repeat(choice: string): void {
    const countedFrom = this.counted()?.countedFrom ?? this.firstDay();
    const recurrence: BlockRecurrence | null =
      choice === 'month'
        ? { kind: 'nth-of-month', nths: [1] }
        : choice === '1'
          ? null
          : { kind: 'every-n-weeks', weeks: Number(choice), countedFrom };
    this.changed.emit({ recurrence });
  }

  protected countFrom(countedFrom: string): void {
    const counted = this.counted();
    if (counted) this.changed.emit({ recurrence: { ...counted, countedFrom } });
  }

  protected setPatients(patients: string): void {
    this.changed.emit({ patients: patients as BlockTerms['patients'] });
  }

  /** Nothing chosen = not kept. */
  protected keep(daysBefore: string): void {
    const at = this.block().sameDayHold?.at ?? '07:00';
    this.changed.emit({
      sameDayHold: daysBefore === '' ? null : { daysBefore: Number(daysBefore), at },
    });
  }

  protected openAt(at: string): void {
    const hold = this.block().sameDayHold;
    if (hold) this.changed.emit({ sameDayHold: { ...hold, at } });
  }

  protected allow(visitTypeId: string, isAllowed: boolean): void {
    const others = this.block().visitTypeIds.filter((id) => id !== visitTypeId);
    this.changed.emit({ visitTypeIds: isAllowed ? [...others, visitTypeId] : others });
  }

  protected choose(nth: NthOfMonth, isChosen: boolean): void {
    const nths = nthsOfMonth.filter((one) =>
      one === nth ? isChosen : this.chosenNths()?.includes(one),
    );
    this.changed.emit({ recurrence: { kind: 'nth-of-month', nths } });
  }
}

function typesWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? 'one visit type only' : `${count} visit types only`;
}
