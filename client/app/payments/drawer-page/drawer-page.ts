import { Component, computed, effect, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Drawer } from '#contract/drawers';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { dialogAct } from '../../platform/dialog-act';
import { exactMoney, typedCents, typedDollars } from '../../platform/money-words';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { localDateOf } from '../../platform/wall-time';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { CloseDrawerDialog } from '../close-drawer-dialog/close-drawer-dialog';
import { DrawerApi, type DrawersOfDay, type OwnDrawer } from '../drawer-api';

interface Known {
  own: OwnDrawer | null;
  day: DrawersOfDay | null;
}

/** The cash that one answers for, from its float to its count; and, for who reviews them, everybody's of a day. */
@Component({
  selector: 'app-drawer-page',
  imports: [CloseDrawerDialog, EmptyState, ErrorState, MatButton, PageHeader, Skeleton, StatusChip],
  templateUrl: './drawer-page.html',
  styleUrl: './drawer-page.scss',
})
export class DrawerPage {
  readonly #api = inject(DrawerApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly money = exactMoney;
  protected readonly mayCollect = computed(() => this.#session.can('payment:collect'));
  protected readonly mayReview = computed(() => this.#session.can('drawer:review'));
  readonly #clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  readonly #chosenDate = linkedSignal<string | undefined, string | null>({
    source: this.#clinicId,
    computation: () => null,
  });
  protected readonly date = computed(() => this.#chosenDate() ?? this.today());

  protected readonly loading = resource({
    params: () => {
      const clinicId = this.#clinicId();
      return clinicId
        ? { clinicId, date: this.date(), own: this.mayCollect(), all: this.mayReview() }
        : undefined;
    },
    loader: async ({ params: { clinicId, date, own, all } }): Promise<Known> => {
      const [ownDrawer, day] = await Promise.all([
        own ? this.#api.own(clinicId) : null,
        all ? this.#api.list(clinicId, date) : null,
      ]);
      return { own: ownDrawer, day };
    },
  });
  /** Stays while another day, or the same anew, is on its way; another clinic begins with nothing. */
  protected readonly known = linkedSignal<
    { clinicId: string | undefined; loaded: Known | null },
    Known | null
  >({
    source: () => ({
      clinicId: this.#clinicId(),
      loaded: this.loading.hasValue() ? this.loading.value() : null,
    }),
    computation: ({ clinicId, loaded }, before) =>
      loaded ?? (before?.source.clinicId === clinicId ? (before?.value ?? null) : null),
  });
  protected readonly problem = computed(() => {
    const error = this.loading.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly own = computed(() => this.known()?.own?.drawer ?? null);
  protected readonly since = computed(() => {
    const own = this.own();
    return own ? this.#format.dayAndTime(own.openedAt) : '';
  });
  protected readonly day = computed(() => this.known()?.day ?? null);
  protected readonly total = computed(() => {
    const { cash, card, check } = this.day()?.collected ?? { cash: 0, card: 0, check: 0 };
    return cash + card + check;
  });
  protected readonly rows = computed(() =>
    (this.day()?.items ?? []).map((drawer) => ({
      drawer,
      opened: this.#format.dayAndTime(drawer.openedAt),
      closed: drawer.closed ? this.#format.dayAndTime(drawer.closed.at) : '',
      difference: drawer.closed ? drawer.closed.countedCents - drawer.expectedCents : null,
    })),
  );
  protected readonly act = dialogAct();
  readonly #typedFloat = signal<string | null>(null);
  protected readonly float = computed(
    () => this.#typedFloat() ?? typedDollars(this.known()?.own?.lastFloatCents ?? null),
  );
  protected readonly closing = signal<Drawer | null>(null);

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.#clinicId();
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('payments', clinicId), () => this.loading.reload()));
    });
    whenBack(() => {
      if (this.loading.error()) this.loading.reload();
    });
  }

  protected chooseDate(event: Event): void {
    this.#chosenDate.set((event.target as HTMLInputElement).value || null);
  }

  protected typeFloat(event: Event): void {
    this.#typedFloat.set((event.target as HTMLInputElement).value);
  }

  protected isAmount(text: string): boolean {
    return typeof typedCents(text) === 'number';
  }

  protected async open(event: Event): Promise<void> {
    event.preventDefault();
    const [clinicId, floatCents] = [this.#clinicId(), typedCents(this.float())];
    if (!clinicId || typeof floatCents !== 'number') return;
    const opened = await this.act.send({ clinicId, floatCents }, (body, commandId) =>
      this.#api.open(body, commandId),
    );
    this.loading.reload();
    if (opened) this.#typedFloat.set(null);
  }

  protected closed({ keeper }: Drawer): void {
    const isOwn = keeper.id === this.#session.me()?.staffId;
    this.closing.set(null);
    this.#toasts.show({
      message: isOwn ? 'Your drawer is closed' : `Closed: the drawer of ${keeper.name}`,
    });
    this.loading.reload();
  }
}
