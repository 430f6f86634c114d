import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { resultCategories, type ResultCategory } from '#contract/result-content';
import type { IntakePolicy, ResultSettings } from '#contract/result-settings';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';

export type CodeCategories = IntakePolicy['categories'][number];

/** What results with a code, or a beginning of codes, are about. */
@Component({
  selector: 'app-code-dialog',
  imports: [SettingDialog],
  templateUrl: './code-dialog.html',
  styleUrl: './code-dialog.scss',
})
export class CodeDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ResultSettings>();
  /** `null` = a new one. */
  readonly entry = input.required<CodeCategories | null>();
  readonly saved = output<ResultSettings>();
  readonly overtaken = output();
  readonly closed = output();

  protected readonly code = linkedSignal(() => this.entry()?.code ?? '');
  protected readonly chosen = linkedSignal<readonly ResultCategory[]>(
    () => this.entry()?.categories ?? [],
  );
  protected readonly options = computed(() =>
    (Object.entries(resultCategories) as [ResultCategory, string][]).map(([category, title]) => ({
      ...{ category, title },
      isChosen: this.chosen().includes(category),
    })),
  );
  protected readonly removal = computed(() =>
    this.entry() === null ? null : (): SettingChange => this.#withEntry(null),
  );

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const [code, categories] = [this.code().trim(), [...this.chosen()]];
    if (code === '') return { fault: 'Type the code, or its beginning.' };
    if (categories.length === 0) return { fault: 'Choose what it is about.' };
    return { value: this.#withEntry({ code, categories }) };
  };

  protected type(event: Event): void {
    this.code.set((event.target as HTMLInputElement).value);
  }

  protected toggle(category: ResultCategory): void {
    this.chosen.update((chosen) =>
      chosen.includes(category)
        ? chosen.filter((each) => each !== category)
        : [...chosen, category],
    );
  }

  #withEntry(entry: CodeCategories | null): SettingChange {
    const { intake } = this.settings();
    const others = intake.categories.filter(
      ({ code }) => code !== this.entry()?.code && code !== entry?.code,
    );
    const categories = [...others, ...(entry === null ? [] : [entry])].sort((a, b) =>
      a.code.localeCompare(b.code, 'en', { numeric: true }),
    );
    return { setting: 'intake', value: { ...intake, categories } };
  }
}
