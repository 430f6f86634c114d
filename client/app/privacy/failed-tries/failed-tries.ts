import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { AccessWindow } from '#contract/privacy';
import { TimeFormat } from '../../platform/time-format';
import { actWords, refusalWords } from '../act-words';
import { ListFrame } from '../list-frame/list-frame';
import { pagedList } from '../paged-list';
import { PrivacyApi } from '../privacy-api';

/** Refused calls and failed sign-ins. */
@Component({
  selector: 'app-failed-tries',
  imports: [ListFrame, RouterLink],
  templateUrl: './failed-tries.html',
  styleUrl: './failed-tries.scss',
})
export class FailedTriesList {
  readonly window = input.required<AccessWindow>();

  readonly #api = inject(PrivacyApi);
  protected readonly format = inject(TimeFormat);
  protected readonly nameOf = listName;
  protected readonly actWords = actWords;
  protected readonly refusalWords = refusalWords;
  protected readonly list = pagedList(
    () => ({ window: this.window() }),
    (search, after) => this.#api.failedTries(search, after),
  );
}
