import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { Access } from '#contract/privacy';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { actWords } from '../act-words';
import { FlagChips } from '../flag-chips/flag-chips';

/** Look-ups, newest first: who, at whom, what of them. */
@Component({
  selector: 'app-access-table',
  imports: [FlagChips, RouterLink, StatusChip],
  templateUrl: './access-table.html',
  styleUrl: './access-table.scss',
})
export class AccessTable {
  readonly accesses = input.required<readonly Access[]>();

  protected readonly format = inject(TimeFormat);
  protected readonly nameOf = listName;
  protected readonly actWords = actWords;
}
