import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { feedTitles, type FeedTitles } from '#contract/calendar-feed';
import { listName } from '#contract/patients';
import type { Provider } from '#contract/staff';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { CalendarFeedsApi, type MadeCalendarFeed } from '../calendar-feeds-api';

/** A link to whose calendar, and what it tells. */
@Component({
  selector: 'app-make-calendar-feed-dialog',
  imports: [MatButton, Modal],
  templateUrl: './make-calendar-feed-dialog.html',
  styleUrl: './make-calendar-feed-dialog.scss',
})
export class MakeCalendarFeedDialog {
  readonly clinicId = input.required<string>();
  /** Whose calendar it may be. */
  readonly providers = input.required<readonly Provider[]>();
  readonly made = output<MadeCalendarFeed>();
  readonly closed = output();

  readonly #api = inject(CalendarFeedsApi);

  protected readonly act = dialogAct();
  protected readonly titleChoices = Object.entries(feedTitles) as [FeedTitles, string][];
  protected readonly people = computed(() =>
    this.providers().map((provider) => ({ id: provider.id, name: listName(provider) })),
  );
  /** Where there is no choice it is made. */
  protected readonly providerId = linkedSignal(() => {
    const [only, ...more] = this.people();
    return only && more.length === 0 ? only.id : '';
  });
  protected readonly titles = signal<FeedTitles>('busy');

  protected choose(event: Event): void {
    this.providerId.set((event.target as HTMLSelectElement).value);
  }

  protected async make(event: Event): Promise<void> {
    event.preventDefault();
    const [clinicId, providerId, titles] = [this.clinicId(), this.providerId(), this.titles()];
    if (!providerId) return;
    const made = await this.act.send({ clinicId, providerId, titles }, (body) =>
      this.#api.make(body),
    );
    if (made) this.made.emit(made);
  }
}
