import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { AccessShow, AccessWindow, WatchedPerson } from '#contract/privacy';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { AccessTable } from '../access-table/access-table';
import { ListFrame } from '../list-frame/list-frame';
import { OwnChartDialog } from '../own-chart-dialog/own-chart-dialog';
import { pagedList } from '../paged-list';
import { PrivacyApi } from '../privacy-api';

/** Which charts one person looked at, and which chart is their own. */
@Component({
  selector: 'app-person-accesses',
  imports: [AccessTable, EmptyState, ListFrame, MatButton, OwnChartDialog, RouterLink],
  templateUrl: './person-accesses.html',
  styleUrl: './person-accesses.scss',
})
export class PersonAccesses {
  readonly staffId = input<string>();
  readonly window = input.required<AccessWindow>();
  readonly show = input.required<AccessShow>();
  readonly chosen = output<string | null>();

  readonly #api = inject(PrivacyApi);
  readonly #known = resource({ loader: () => this.#api.people() });
  protected readonly people = computed(() => (this.#known.hasValue() ? this.#known.value() : []));
  protected readonly person = computed(() => this.people().find(({ id }) => id === this.staffId()));
  protected readonly list = pagedList(
    () => {
      const staffId = this.staffId();
      return staffId ? { staffId, window: this.window(), show: this.show() } : undefined;
    },
    (search, after) => this.#api.ofPerson(search, after),
  );
  protected readonly isLinking = signal(false);

  protected nameOf(person: Pick<WatchedPerson, 'family' | 'given'>): string {
    return listName(person);
  }

  protected choose(event: Event): void {
    this.chosen.emit((event.target as HTMLSelectElement).value || null);
  }

  protected linked(): void {
    this.isLinking.set(false);
    this.#known.reload();
  }
}
