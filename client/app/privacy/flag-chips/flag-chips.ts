import { Component, input } from '@angular/core';
import { accessFlags, type AccessFlag } from '#contract/privacy';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';

/** Why a look-up is to be reviewed, each reason in words. */
@Component({
  selector: 'app-flag-chips',
  imports: [StatusChip],
  template: `
    @for (flag of flags(); track flag) {
      <app-status-chip [tone]="toneOf(flag)" [word]="titles[flag]" />
    }
  `,
  styles: ':host { display: flex; flex-wrap: wrap; gap: 4px; }',
})
export class FlagChips {
  readonly flags = input.required<readonly AccessFlag[]>();

  protected readonly titles = accessFlags;

  protected toneOf(flag: AccessFlag): Tone {
    return flag === 'own-chart' ? 'late' : flag === 'vip' ? 'held' : 'soon';
  }
}
