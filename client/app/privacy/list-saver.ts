// The list on show as a CSV file: all pages of it, with what it is above the table.
import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { Session } from '../platform/session';
import { TimeFormat } from '../platform/time-format';
import { Toasts } from '../platform/toasts';
import { localDateOf } from '../platform/wall-time';
import { windowOf, type Days } from './day-window';
import { PrivacyApi, type ListToTake, type TakenPart } from './privacy-api';
import { sheetRowsOf } from './privacy-sheet';

@Injectable()
export class ListSaver {
  readonly #api = inject(PrivacyApi);
  readonly #clock = inject(Clock);
  readonly #document = inject(DOCUMENT);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #isSaving = signal(false);

  readonly isSaving = this.#isSaving.asReadonly();

  async save(list: ListToTake, days: Days, title: string): Promise<void> {
    if (this.#isSaving()) return;
    this.#isSaving.set(true);
    const zone = this.#session.clinic()?.zone ?? 'UTC';
    try {
      const { csvTextOf } = await import('../platform/work-queue/queue-export/csv-text');
      const parts = await this.#takeAll(list, days, zone);
      const timeOf = (iso: string) => `${this.#format.dayAndTime(iso)} ${this.#format.zone(iso)}`;
      const { columns, rows } = sheetRowsOf(list.of, parts, timeOf);
      const text = csvTextOf({
        title,
        clinic: this.#session.me()?.organization.name ?? '',
        filter: `${this.#format.date(days.from)} – ${this.#format.date(days.until)}`,
        readAt: timeOf(parts.at(-1)?.at ?? this.#clock.now()),
        columns: columns.map((column) => ({ title: column })),
        rows,
      });
      const name = `privacy-${list.of}-${localDateOf(this.#clock.now(), zone)}.csv`;
      this.#give(text, name);
      this.#toasts.show({ message: `${rows.length} rows saved as ${name}` });
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    } finally {
      this.#isSaving.set(false);
    }
  }

  async #takeAll(list: ListToTake, days: Days, zone: string): Promise<TakenPart[]> {
    const parts: TakenPart[] = [];
    let after: string | undefined;
    do {
      const part = await this.#api.take(list, windowOf(days, zone), after);
      parts.push(part);
      after = part.next ?? undefined;
    } while (after !== undefined);
    return parts;
  }

  #give(text: string, name: string): void {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = this.#document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  }
}
