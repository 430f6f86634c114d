import {
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Entry } from '#contract/waitlist-entry';
import { Clock } from '../platform/clock';
import { newCommandId } from '../platform/command-id';
import { Keymap } from '../platform/keymap';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { ShortcutKey } from '../platform/shortcut-key';
import { bindShortcuts } from '../platform/shortcut-set';
import { TimeFormat } from '../platform/time-format';
import { whenBack } from '../platform/when-back';
import { DeniedState } from '../ui/denied-state/denied-state';
import { ErrorState } from '../ui/error-state/error-state';
import { PageHeader } from '../ui/page-header/page-header';
import { Skeleton } from '../ui/skeleton/skeleton';
import { AddEntryDialog } from './add-entry-dialog/add-entry-dialog';
import { clinicDate } from './clinic-day';
import { EntriesTable, type EntryAct } from './entries-table/entries-table';
import { FiguresWeek } from './figures-week/figures-week';
import { OpeningPanel } from './opening-panel/opening-panel';
import { zoneOf } from './opening-words';
import { WaitlistBoard } from './waitlist-board/waitlist-board';
import { waitlistPageEvents, waitlistServerEvents } from './waitlist-events';
import { WaitlistPolicyDialog } from './waitlist-policy-dialog/waitlist-policy-dialog';
import { waitlistShortcuts } from './waitlist-shortcuts';
import { WaitlistStore } from './waitlist-store';

/** Freed time and who waits for it. What is open and which tab is shown stands in the address. */
@Component({
  selector: 'app-waitlist-page',
  imports: [
    AddEntryDialog,
    DeniedState,
    EntriesTable,
    FiguresWeek,
    ErrorState,
    MatButton,
    OpeningPanel,
    PageHeader,
    RouterLink,
    ShortcutKey,
    Skeleton,
    WaitlistBoard,
    WaitlistPolicyDialog,
  ],
  providers: [WaitlistStore],
  templateUrl: './waitlist-page.html',
  styleUrl: './waitlist-page.scss',
  host: { '(document:keydown.escape)': 'escape($event)' },
})
export class WaitlistPage {
  /** Query parameters. */
  readonly opening = input<string>();
  readonly tab = input<string>();

  protected readonly store = inject(WaitlistStore);
  readonly #dispatch = injectDispatch(waitlistPageEvents);
  readonly #told = injectDispatch(waitlistServerEvents);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  private readonly board = viewChild(WaitlistBoard);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly isWaitingTab = computed(() => this.tab() === 'waiting');
  protected readonly isFiguresTab = computed(() => this.tab() === 'figures');
  protected readonly isBoardTab = computed(() => !this.isWaitingTab() && !this.isFiguresTab());
  protected readonly isAdding = signal(false);
  protected readonly isConfiguring = signal(false);

  protected readonly mayRead = computed(
    () => this.#session.can('waitlist:read') && this.store.problem()?.code !== 'not-allowed',
  );
  protected readonly mayEdit = computed(() => this.#session.can('waitlist:edit'));
  protected readonly mayConfigure = computed(() => this.#session.can('waitlist:configure'));
  protected readonly message = computed(() => {
    const problem = this.store.problem();
    return problem ? messageOf(problem) : '';
  });
  /** What is on screen may be out of date; what is not there cannot be. */
  protected readonly isStale = computed(
    () => this.#feed.status() === 'offline' && this.store.hasData(),
  );
  protected readonly staleness = computed(() => {
    const since = this.#feed.staleSince();
    if (!this.isStale()) return '';
    return since ? `As of ${this.#format.time(since)}; not live now` : 'Not live now';
  });
  protected readonly providers = computed(() => Object.values(this.store.providers()));
  protected readonly visitTypes = computed(() =>
    Object.values(this.store.visitTypes()).filter(({ active }) => active),
  );
  protected readonly boardCount = computed(() => {
    const { open, offered } = this.store.columns();
    return open.length + offered.length;
  });
  protected readonly picked = computed(() => {
    const id = this.opening();
    return this.store.board().find((item) => item.opening.id === id) ?? null;
  });
  /** The address names an opening that this clinic's board does not hold. */
  protected readonly isMissing = computed(
    () => this.opening() !== undefined && this.store.hasData() && this.picked() === null,
  );
  protected readonly today = computed(() =>
    clinicDate(this.#clock.now(), zoneOf(this.#session.clinic())),
  );

  constructor() {
    this.#showClinic();
    this.#showOpening();
    this.#beginEachDay();
    this.#listenToKeys();
    whenBack(() => this.store.problem()?.code === 'unavailable' && this.retry());
  }

  protected pick(openingId: string | null, replaceUrl = false): void {
    void this.#router.navigate([], {
      queryParams: { opening: openingId },
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  }

  protected close(): void {
    const openingId = this.opening();
    this.pick(null);
    if (openingId) this.board()?.focusCard(openingId);
  }

  protected escape(event: Event): void {
    const target = event.target as HTMLElement;
    const isTyping = target instanceof HTMLInputElement && target.value !== '';
    const inDialog = target.closest('dialog') ?? document.querySelector('dialog[open]');
    if (!event.defaultPrevented && !isTyping && !inDialog && this.opening()) this.close();
  }

  protected retry(): void {
    this.#dispatch.retried();
  }

  protected changeEntry({ entry, transition }: EntryAct): void {
    this.#dispatch.entryTransitioned({ commandId: newCommandId(), entryId: entry.id, transition });
  }

  protected added(entry: Entry): void {
    this.#told.actAnswered({ commandId: newCommandId(), act: 'add', settled: { entry } });
  }

  #showClinic(): void {
    let shown: string | null = null;
    effect(() => {
      const clinicId = this.clinicId();
      if (!clinicId || !this.#session.can('waitlist:read')) return;
      untracked(() => {
        // An opening belongs to one clinic: its panel does not follow into another.
        if (shown && shown !== clinicId && this.opening()) this.pick(null, true);
        shown = clinicId;
        this.#dispatch.opened({ clinicId });
      });
    });
  }

  #showOpening(): void {
    const shownId = computed(() => this.picked()?.opening.id ?? null);
    effect(() => {
      const openingId = shownId();
      untracked(() => this.#dispatch.openingPicked({ openingId }));
    });
  }

  /** What ended yesterday leaves the board at midnight of the clinic. */
  #beginEachDay(): void {
    let shown = untracked(this.today);
    effect(() => {
      const today = this.today();
      if (today === shown) return;
      shown = today;
      untracked(() => this.retry());
    });
  }

  #listenToKeys(): void {
    const keymap = inject(Keymap);
    effect((onCleanup) => {
      if (!this.isBoardTab()) return;
      onCleanup(
        keymap.add(
          bindShortcuts(waitlistShortcuts, {
            'waitlist.next-opening': () => this.#step(1),
            'waitlist.previous-opening': () => this.#step(-1),
          }),
        ),
      );
    });
  }

  #step(by: 1 | -1): void {
    const openingId = this.board()?.focusNext(by);
    if (openingId && this.opening()) this.pick(openingId, true);
  }
}
