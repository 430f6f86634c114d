import { Component, input, linkedSignal, output } from '@angular/core';
import type { ReleasePolicy, ResultSettings } from '#contract/result-settings';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { typedWhole } from '../typed-number';

type Text = Record<'jurisdiction' | 'ownAccessFrom' | 'mostHoldDays', string>;

/** Whose law counts, from which birthday on a minor has access of their own, how long a hold lasts at most. */
@Component({
  selector: 'app-release-terms-dialog',
  imports: [SettingDialog],
  templateUrl: './release-terms-dialog.html',
  styleUrl: './release-terms-dialog.scss',
})
export class ReleaseTermsDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ResultSettings>();
  readonly saved = output<ResultSettings>();
  readonly overtaken = output();
  readonly closed = output();

  protected readonly typed = linkedSignal<ReleasePolicy, Text>({
    source: () => this.settings().release,
    computation: ({ jurisdiction, ownAccessFrom, mostHoldDays }, before) =>
      before?.value ?? {
        ...{ jurisdiction, ownAccessFrom: String(ownAccessFrom) },
        mostHoldDays: String(mostHoldDays),
      },
  });

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const typed = this.typed();
    const jurisdiction = typed.jurisdiction.trim().toUpperCase();
    const [ownAccessFrom, mostHoldDays] = [
      typedWhole(typed.ownAccessFrom, 0, 18),
      typedWhole(typed.mostHoldDays, 1, 365),
    ];
    if (!/^US(-[A-Z]{2})?$/.test(jurisdiction))
      return { fault: 'The state is written as US-KY; US alone = no state of its own.' };
    if (ownAccessFrom === undefined) return { fault: 'The birthday is a whole number up to 18.' };
    if (mostHoldDays === undefined)
      return { fault: 'A hold lasts a whole number of days, 1 to 365.' };
    const { release } = this.settings();
    const value = { ...release, jurisdiction, ownAccessFrom, mostHoldDays };
    return { value: { setting: 'release', value } };
  };

  protected type(field: keyof Text, event: Event): void {
    const value = (event.target as HTMLInputElement).value;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }
}
