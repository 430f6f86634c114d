import { Component, computed, input, linkedSignal, output } from '@angular/core';
import type { CriticalLimit, ResultSettings } from '#contract/result-settings';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { typedNumber } from '../typed-number';

type Text = Record<keyof CriticalLimit, string>;

/** One critical limit: a value at or beyond it is called at once. */
@Component({
  selector: 'app-limit-dialog',
  imports: [SettingDialog],
  templateUrl: './limit-dialog.html',
  styleUrl: './limit-dialog.scss',
})
export class LimitDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ResultSettings>();
  /** `null` = a new one. */
  readonly limit = input.required<CriticalLimit | null>();
  readonly saved = output<ResultSettings>();
  readonly overtaken = output();
  readonly closed = output();

  protected readonly typed = linkedSignal<CriticalLimit | null, Text>({
    source: this.limit,
    computation: (limit) => ({
      ...{ code: limit?.code ?? '', title: limit?.title ?? '', unit: limit?.unit ?? '' },
      low: limit?.low?.toString() ?? '',
      high: limit?.high?.toString() ?? '',
    }),
  });
  protected readonly removal = computed(() =>
    this.limit() === null ? null : (): SettingChange => this.#withLimit(null),
  );

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const { code, title, unit, low, high } = this.typed();
    const [lowest, highest] = [typedNumber(low), typedNumber(high)];
    const fault = faultOf({ code: code.trim(), title: title.trim(), unit: unit.trim() });
    if (fault !== '') return { fault };
    if (lowest === undefined || highest === undefined)
      return { fault: 'Limits are numbers, e.g. 6.2.' };
    if (lowest === null && highest === null) return { fault: 'Give at least one limit.' };
    if (lowest !== null && highest !== null && lowest >= highest)
      return { fault: 'The lower limit lies below the upper one.' };
    const limit = { title: title.trim(), unit: unit.trim(), low: lowest, high: highest };
    return { value: this.#withLimit({ code: code.trim(), ...limit }) };
  };

  protected type(field: keyof Text, event: Event): void {
    const value = (event.target as HTMLInputElement).value;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  /** In its place, or at the end; a code in one unit has one limit. */
  #withLimit(limit: CriticalLimit | null): SettingChange {
    const { critical } = this.settings();
    const isSame = (a: CriticalLimit, b: CriticalLimit | null): boolean =>
      a.code === b?.code && a.unit === b.unit;
    const others = critical.limits.filter(
      (each) => !isSame(each, this.limit()) && !isSame(each, limit),
    );
    const limits = [...others, ...(limit === null ? [] : [limit])].sort((a, b) =>
      a.title.localeCompare(b.title),
    );
    return { setting: 'critical', value: { ...critical, limits } };
  }
}

function faultOf({ code, title, unit }: Record<'code' | 'title' | 'unit', string>): string {
  if (!/^\d{1,7}-\d$/.test(code)) return 'The code is a LOINC code, e.g. 2823-3.';
  if (title === '') return 'Name what is measured.';
  return unit === '' ? 'Say the unit: the same number means another thing in another.' : '';
}
