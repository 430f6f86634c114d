import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { reportStatuses } from '#contract/result-content';
import type { ResultRecord } from '#contract/result-record';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts } from '../../platform/shortcut-set';
import { TimeFormat } from '../../platform/time-format';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { resultsShortcuts } from '../results-shortcuts';
import { changeWords } from '../value-words';
import { ValuesTable } from '../values-table/values-table';

/** What a report says, version by version: the newest first, each with what it changed. */
@Component({
  selector: 'app-report-view',
  imports: [ShortcutKey, ValuesTable],
  templateUrl: './report-view.html',
  styleUrl: './report-view.scss',
})
export class ReportView {
  readonly itemId = input.required<string>();
  readonly record = input.required<ResultRecord>();

  readonly #format = inject(TimeFormat);

  readonly #newest = computed(() => this.record().versions[0]?.number ?? 0);
  /** A new version comes to the front by itself. */
  protected readonly shown = linkedSignal({
    source: () => `${this.itemId()} ${this.#newest()}`,
    computation: () => this.#newest(),
  });
  protected readonly choices = computed(() =>
    this.record().versions.map(({ number, status, receivedAt }) => ({
      number,
      words: `${number} · ${reportStatuses[status]}`,
      title: `Version ${number}, ${reportStatuses[status].toLowerCase()}, received ${this.#format.dayAndTime(receivedAt)}`,
    })),
  );
  protected readonly version = computed(() =>
    this.record().versions.find(({ number }) => number === this.shown()),
  );
  protected readonly before = computed(
    () => this.record().versions.find(({ number }) => number === this.shown() - 1) ?? null,
  );
  protected readonly isOld = computed(() => this.shown() !== this.#newest());
  protected readonly meta = computed(() => {
    const version = this.version();
    if (!version) return '';
    const { status, receivedAt, reportedAt, content } = version;
    return [
      reportStatuses[status],
      `received ${this.#format.dayAndTime(receivedAt)}`,
      reportedAt === null ? '' : `reported ${this.#format.dayAndTime(reportedAt)}`,
      content.specimen === null ? '' : `specimen: ${content.specimen}`,
    ]
      .filter(Boolean)
      .join(' · ');
  });
  protected readonly changes = computed(() => {
    const [version, before] = [this.version(), this.before()];
    if (!version || !before) return [];
    return version.changes.map((change) => ({
      words: changeWords(change),
      matters: change.matters,
    }));
  });

  constructor() {
    listenToDecisionKeys(
      this.itemId,
      computed(() =>
        this.choices().length > 1
          ? bindShortcuts(resultsShortcuts, { 'results.version': () => this.#goOn() })
          : [],
      ),
    );
  }

  #goOn(): void {
    const numbers = this.choices().map(({ number }) => number);
    const next = numbers[(numbers.indexOf(this.shown()) + 1) % numbers.length];
    if (next !== undefined) this.shown.set(next);
  }
}
