import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { AccessShow } from '#contract/privacy';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { isLocalDate } from '../../platform/wall-time';
import { PageHeader } from '../../ui/page-header/page-header';
import { daysOf, windowOf } from '../day-window';
import { FailedTriesList } from '../failed-tries/failed-tries';
import { ListSaver } from '../list-saver';
import { PatientAccesses } from '../patient-accesses/patient-accesses';
import { PersonAccesses } from '../person-accesses/person-accesses';
import type { ListToTake } from '../privacy-api';
import { PrivacyCount } from '../privacy-count';
import { TakenOutList } from '../taken-out/taken-out';
import { ToReview } from '../to-review/to-review';

const tabs = {
  'to-review': 'To review',
  patients: 'Patients',
  people: 'People',
  'taken-out': 'Exports',
  'failed-tries': 'Failed tries',
} as const;
type Tab = keyof typeof tabs;

/** Who looked at whom, what left the console, who tried in vain; first what waits for a review. */
@Component({
  selector: 'app-privacy-page',
  imports: [
    FailedTriesList,
    MatButton,
    PageHeader,
    PatientAccesses,
    PersonAccesses,
    RouterLink,
    TakenOutList,
    ToReview,
  ],
  providers: [ListSaver],
  templateUrl: './privacy-page.html',
  styleUrl: './privacy-page.scss',
})
export class PrivacyPage {
  readonly tab = input<string>();
  /** The patient or person whose look-ups are shown. */
  readonly whose = input<string>();
  readonly from = input<string>();
  readonly until = input<string>();

  readonly #clock = inject(Clock);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  protected readonly saver = inject(ListSaver);
  protected readonly toReview = inject(PrivacyCount).toReview;

  protected readonly tabs = Object.entries(tabs) as [Tab, string][];
  protected readonly current = computed<Tab>(() => {
    const tab = this.tab();
    return tab !== undefined && tab in tabs ? (tab as Tab) : 'to-review';
  });
  protected readonly show = signal<AccessShow>('openings');
  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  protected readonly days = computed(
    () =>
      daysOf(
        { from: this.from(), until: this.until() },
        { instant: this.#clock.now(), zone: this.#zone() },
      ),
    { equal: (a, b) => a.from === b.from && a.until === b.until },
  );
  protected readonly window = computed(() => windowOf(this.days(), this.#zone()));
  /** What a file of the list on show would hold; `null` where there is nothing to take. */
  protected readonly taking = computed<ListToTake | null>(() => {
    const [tab, whose, show] = [this.current(), this.whose(), this.show()];
    if (tab === 'taken-out' || tab === 'failed-tries') return { of: tab };
    if (tab === 'patients' && whose) return { of: 'patient', patientId: whose, show };
    if (tab === 'people' && whose) return { of: 'person', staffId: whose, show };
    return null;
  });

  protected save(): void {
    const list = this.taking();
    if (list) void this.saver.save(list, this.days(), `Privacy: ${tabs[this.current()]}`);
  }

  protected choose(whose: string | null): void {
    const path = ['/privacy', this.current(), ...(whose ? [whose] : [])];
    void this.#router.navigate(path, { queryParamsHandling: 'preserve' });
  }

  protected setDay(which: 'from' | 'until', event: Event): void {
    const { value } = event.target as HTMLInputElement;
    if (!isLocalDate(value)) return;
    void this.#router.navigate([], {
      queryParams: { ...this.days(), [which]: value },
      queryParamsHandling: 'merge',
    });
  }

  protected setShow(event: Event): void {
    this.show.set((event.target as HTMLSelectElement).value as AccessShow);
  }
}
