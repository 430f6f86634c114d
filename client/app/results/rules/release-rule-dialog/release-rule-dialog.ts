import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { resultCategories, type ResultCategory } from '#contract/result-content';
import { audiences, type Audience, type ReleaseRule } from '#contract/result-release';
import type { ResultSettings } from '#contract/result-settings';
import { Clock } from '../../../platform/clock';
import { Session } from '../../../platform/session';
import { localDateOf } from '../../../platform/wall-time';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { ruleOf, textOf, type RuleText } from './typed-rule';

/** One rule of release: whom it keeps from what, for how long, and where that is written. */
@Component({
  selector: 'app-release-rule-dialog',
  imports: [SettingDialog],
  templateUrl: './release-rule-dialog.html',
  styleUrl: './release-rule-dialog.scss',
})
export class ReleaseRuleDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ResultSettings>();
  /** `null` = a new one. */
  readonly rule = input.required<ReleaseRule | null>();
  readonly saved = output<ResultSettings>();
  readonly overtaken = output();
  readonly closed = output();

  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly audiences = Object.entries(audiences) as [Audience, string][];
  protected readonly typed = linkedSignal<ReleaseRule | null, RuleText>({
    source: this.rule,
    computation: (rule) =>
      textOf(rule, localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC')),
  });
  protected readonly options = computed(() =>
    (Object.entries(resultCategories) as [ResultCategory, string][]).map(([category, title]) => ({
      ...{ category, title },
      isChosen: this.typed().categories.includes(category),
    })),
  );
  protected readonly removal = computed(() =>
    this.rule() === null ? null : (): SettingChange => this.#withRule(null),
  );

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const { value, fault } = ruleOf(this.typed());
    return fault === undefined ? { value: this.#withRule(value) } : { fault };
  };

  protected type(field: Exclude<keyof RuleText, 'categories' | 'mayRelease'>, event: Event): void {
    const value = (event.target as HTMLInputElement | HTMLSelectElement).value;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected toggle(category: ResultCategory): void {
    this.typed.update((typed) => ({
      ...typed,
      categories: typed.categories.includes(category)
        ? typed.categories.filter((each) => each !== category)
        : [...typed.categories, category],
    }));
  }

  protected toggleRelease(): void {
    this.typed.update((typed) => ({ ...typed, mayRelease: !typed.mayRelease }));
  }

  /** In its place; the order says nothing. */
  #withRule(rule: ReleaseRule | null): SettingChange {
    const { release } = this.settings();
    const old = JSON.stringify(this.rule());
    const at = release.rules.findIndex((each) => JSON.stringify(each) === old);
    const one = rule === null ? [] : [rule];
    const rules = at < 0 ? [...release.rules, ...one] : release.rules.toSpliced(at, 1, ...one);
    return { setting: 'release', value: { ...release, rules } };
  }
}
