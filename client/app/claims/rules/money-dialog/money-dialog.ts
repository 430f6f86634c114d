import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { denialCauses, type DenialCause } from '#contract/claim-money';
import type { ClaimSettings, MoneyPolicy } from '#contract/claim-settings';
import { typedCents, typedDollars } from '../../../platform/money-words';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { typedWhole } from '../typed-whole';

interface TypedMoney {
  writeOff: string;
  underpaid: string;
  refundDays: string;
  weight: string;
  chances: Readonly<Record<string, string>>;
}

const causes = Object.entries(denialCauses) as [DenialCause, string][];

/** What of a claim's money is decided by whom, and what is supposed of each cause while little is known. */
@Component({
  selector: 'app-money-dialog',
  imports: [SettingDialog],
  templateUrl: './money-dialog.html',
  styleUrl: './money-dialog.scss',
})
export class MoneyDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ClaimSettings>();
  readonly saved = output<ClaimSettings>();
  readonly overtaken = output();
  readonly closed = output();

  /** What was typed outlives what somebody else wrote meanwhile. */
  protected readonly typed = linkedSignal<string, TypedMoney>({
    source: this.clinicId,
    computation: () => typedMoney(this.settings().money),
  });
  protected readonly chances = computed(() =>
    causes.map(([cause, title]) => ({ cause, title, percent: this.typed().chances[cause] ?? '' })),
  );

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const { writeOff, underpaid, refundDays, weight, chances } = this.typed();
    const [most, least, supposed] = [
      typedCents(writeOff),
      typedCents(underpaid),
      typedCents(weight),
    ];
    if (typeof most !== 'number') return { fault: 'The threshold is an amount such as 50.00.' };
    if (typeof least !== 'number') return { fault: 'The tolerance is an amount such as 5.00.' };
    const refund = typedWhole(refundDays, 1, 3650);
    if (refund === undefined) return { fault: 'Days to refund are a whole number.' };
    if (typeof supposed !== 'number')
      return { fault: 'How much a supposition counts is an amount such as 1000.' };
    const percents = causes.map(([cause]) => [cause, typedWhole(chances[cause] ?? '', 0, 100)]);
    const wrong = percents.find(([, percent]) => percent === undefined)?.[0] as
      DenialCause | undefined;
    if (wrong !== undefined)
      return { fault: `${denialCauses[wrong]}: a percentage from 0 to 100.` };
    const value: MoneyPolicy = {
      writeOffCents: most,
      underpaidCents: least,
      refundDays: refund,
      chances: Object.fromEntries(percents) as MoneyPolicy['chances'],
      supposedWeightCents: supposed,
    };
    return { value: { setting: 'money', value } };
  };

  protected type(field: Exclude<keyof TypedMoney, 'chances'>, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected typeChance(cause: DenialCause, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed.update((typed) => ({ ...typed, chances: { ...typed.chances, [cause]: value } }));
  }
}

function typedMoney(money: MoneyPolicy): TypedMoney {
  return {
    writeOff: typedDollars(money.writeOffCents),
    underpaid: typedDollars(money.underpaidCents),
    refundDays: String(money.refundDays),
    weight: typedDollars(money.supposedWeightCents),
    chances: Object.fromEntries(causes.map(([cause]) => [cause, String(money.chances[cause])])),
  };
}
