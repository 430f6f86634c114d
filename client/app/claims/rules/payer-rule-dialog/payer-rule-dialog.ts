import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { correctionWays, type ClaimSettings, type PayerRule } from '#contract/claim-settings';
import { linesOfBusiness, type Payer } from '#contract/payer';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { ruleOf, typedRule, type TypedRule } from './typed-payer-rule';

/** One rule of a payer or a line of business: how it takes corrections, until when it is filed and appealed. */
@Component({
  selector: 'app-payer-rule-dialog',
  imports: [SettingDialog],
  templateUrl: './payer-rule-dialog.html',
  styleUrl: './payer-rule-dialog.scss',
})
export class PayerRuleDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ClaimSettings>();
  /** `null` = a new one. */
  readonly rule = input.required<PayerRule | null>();
  readonly payers = input.required<readonly Payer[]>();
  /** The clinic's local date. */
  readonly today = input.required<string>();
  readonly saved = output<ClaimSettings>();
  readonly overtaken = output();
  readonly closed = output();

  protected readonly ways = Object.entries(correctionWays);
  protected readonly lines = Object.entries(linesOfBusiness);
  protected readonly typed = linkedSignal<PayerRule | null, TypedRule>({
    source: this.rule,
    computation: (rule) => typedRule(rule, this.today()),
  });
  protected readonly removal = computed(() =>
    this.rule() === null ? null : (): SettingChange => this.#withRule(null),
  );

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const { value, fault } = ruleOf(this.typed());
    return fault === undefined ? { value: this.#withRule(value) } : { fault };
  };

  protected type(field: Exclude<keyof TypedRule, 'filingDenialAppeals'>, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected tick(event: Event): void {
    const filingDenialAppeals = (event.target as HTMLInputElement).checked;
    this.typed.update((typed) => ({ ...typed, filingDenialAppeals }));
  }

  /** In its place, or at the end. */
  #withRule(rule: PayerRule | null): SettingChange {
    const { rules } = this.settings().payers;
    const index = rules.findIndex((each) => isSame(each, this.rule()));
    const next = rule === null ? [] : [rule];
    const changed =
      index < 0
        ? [...rules, ...next]
        : [...rules.slice(0, index), ...next, ...rules.slice(index + 1)];
    return { setting: 'payers', value: { rules: changed } };
  }
}

/** Rules have no number of their own: of equal ones it does not matter which. */
function isSame(a: PayerRule, b: PayerRule | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
