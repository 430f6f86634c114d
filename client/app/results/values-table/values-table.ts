import { Component, computed, input } from '@angular/core';
import type { ResultVersion } from '#contract/result-record';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { rangeBar } from '../value-range';
import { flagMark, ownStatus, saidWords } from '../value-words';

/** The values of a version, each against its range, and what stood there before. */
@Component({
  selector: 'app-values-table',
  imports: [SvgIcon],
  templateUrl: './values-table.html',
  styleUrl: './values-table.scss',
})
export class ValuesTable {
  readonly version = input.required<ResultVersion>();
  /** `null` = it is the first. */
  readonly before = input<ResultVersion | null>(null);

  protected readonly rows = computed(() => {
    const { content, status } = this.version();
    const was = new Map(this.before()?.content.values.map((value) => [value.key, value]));
    return content.values.map((value) => {
      const [said, old] = [saidWords(value), was.get(value.key)];
      const oldWords = old ? saidWords(old) : said;
      return {
        ...{ key: value.key, title: value.title, said, notes: value.notes },
        struck: oldWords === said ? '' : oldWords,
        mark: flagMark(value),
        bar: rangeBar(value),
        range: value.range ?? '',
        status: ownStatus(value, status),
        isWrong: value.status === 'entered-in-error',
      };
    });
  });
  /** What was there before, and is not any more. */
  protected readonly gone = computed(() =>
    this.version()
      .changes.filter(({ kind }) => kind === 'removed')
      .map(({ key, title, before }) => ({ key, title, before: before ?? '' })),
  );
}
