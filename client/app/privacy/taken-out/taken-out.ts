import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { AccessWindow } from '#contract/privacy';
import { TimeFormat } from '../../platform/time-format';
import { actWords, patientCountWords, targetWords } from '../act-words';
import { ListFrame } from '../list-frame/list-frame';
import { pagedList } from '../paged-list';
import { PrivacyApi } from '../privacy-api';

/** Lists and files that left the console. */
@Component({
  selector: 'app-taken-out',
  imports: [ListFrame, RouterLink],
  templateUrl: './taken-out.html',
  styleUrl: './taken-out.scss',
})
export class TakenOutList {
  readonly window = input.required<AccessWindow>();

  readonly #api = inject(PrivacyApi);
  protected readonly format = inject(TimeFormat);
  protected readonly nameOf = listName;
  protected readonly actWords = actWords;
  protected readonly countOf = patientCountWords;
  protected readonly targetWords = targetWords;
  protected readonly list = pagedList(
    () => ({ window: this.window() }),
    (search, after) => this.#api.takenOut(search, after),
  );
}
