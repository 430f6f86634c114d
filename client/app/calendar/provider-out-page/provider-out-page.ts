import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import { feedOf } from '#contract/realtime';
import type { Decision, PlanChanges, Rescue, RescuePlan } from '#contract/rescues';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { isLocalDate, localDateOf } from '../../platform/wall-time';
import { whenBack } from '../../platform/when-back';
import { DeniedState } from '../../ui/denied-state/denied-state';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { outSpan, outWords, type OutSpan, type TypedOut } from '../out-times';
import { countActs, decisionsOf } from '../plan-choices';
import { PlanTable } from '../plan-table/plan-table';
import { RescuesApi } from '../rescues-api';

interface Planned {
  providerId: string;
  span: OutSpan;
  plan: RescuePlan;
}

/** Who is out and when, the plan for their visits, and what was done before. */
@Component({
  selector: 'app-provider-out-page',
  imports: [
    DeniedState,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    PlanTable,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './provider-out-page.html',
  styleUrl: './provider-out-page.scss',
})
export class ProviderOutPage {
  /** Query parameters: who is out, and on which day. */
  readonly provider = input<string>();
  readonly date = input<string>();

  readonly #api = inject(RescuesApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  #commandId = newCommandId();

  protected readonly mayRescue = computed(() => this.#session.can('rescue:run'));
  protected readonly clinic = this.#session.clinic;
  protected readonly zone = computed(() => this.clinic()?.zone ?? 'UTC');
  protected readonly loading = resource({
    params: () => (this.mayRescue() ? this.clinic()?.id : undefined),
    loader: ({ params }) => this.#api.load(params),
  });
  protected readonly known = computed(() =>
    this.loading.hasValue() ? this.loading.value() : null,
  );
  protected readonly loadProblem = computed(() => {
    const error = this.loading.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  readonly #today = computed(() => localDateOf(this.#clock.now(), this.zone()));
  protected readonly providerId = linkedSignal(
    () => this.provider() ?? this.known()?.providers[0]?.id ?? '',
  );
  protected readonly typed = linkedSignal<TypedOut>(() => {
    const wanted = this.date() ?? null;
    const day = isLocalDate(wanted) && wanted >= this.#today() ? wanted : this.#today();
    return {
      wholeDays: true,
      ...{ fromDate: day, fromTime: '08:00' },
      ...{ untilDate: day, untilTime: '12:00' },
    };
  });
  protected readonly note = signal('');
  protected readonly span = computed(() => outSpan(this.typed(), this.zone()));
  protected readonly wasTried = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly planned = signal<Planned | null>(null);
  /** By hand, so far. */
  readonly #decided = signal<readonly Decision[]>([]);
  protected readonly changed = signal<ReadonlySet<string>>(new Set());
  /** Something in the clinic's calendar has changed since the plan was made. */
  protected readonly isOutdated = signal(false);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly counts = computed(() => countActs(this.planned()?.plan.lines ?? []));
  protected readonly commitWords = computed(() => {
    const { move, waitlist, call } = this.counts();
    const parts = [
      ...(move > 0 ? [`move ${String(move)}`] : []),
      ...(waitlist > 0 ? [`put ${String(waitlist)} on the waitlist`] : []),
      ...(call > 0 ? [`call ${String(call)} first`] : []),
    ];
    return ['Mark out', ...parts].join(', ');
  });
  protected readonly before = computed(() =>
    (this.known()?.rescues ?? []).map((rescue) => this.#rowOf(rescue)),
  );

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinic()?.id;
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('rescues', clinicId), () => this.loading.reload()));
      onCleanup(this.#feed.hear(feedOf('calendar', clinicId), () => this.isOutdated.set(true)));
    });
    whenBack(() => {
      if (this.loading.error()) this.loading.reload();
    });
  }

  protected nameOf(provider: { family: string; given: string; credentials: string }): string {
    return `${listName(provider)}, ${provider.credentials}`;
  }

  protected type(changed: Partial<TypedOut>): void {
    this.typed.update((typed) => {
      const next = { ...typed, ...changed };
      return next.untilDate < next.fromDate ? { ...next, untilDate: next.fromDate } : next;
    });
    this.#forget();
  }

  protected chooseProvider(providerId: string): void {
    this.providerId.set(providerId);
    this.#forget();
  }

  #forget(): void {
    this.planned.set(null);
    this.problem.set(null);
    this.#decided.set([]);
    this.changed.set(new Set());
  }

  protected async makePlan(): Promise<void> {
    this.wasTried.set(true);
    this.changed.set(new Set());
    await this.#plan();
  }

  protected async decide(decision: Decision): Promise<void> {
    this.#decided.update((held) => [
      ...held.filter(({ appointmentId }) => appointmentId !== decision.appointmentId),
      decision,
    ]);
    await this.#plan();
  }

  async #plan(): Promise<void> {
    const [clinicId, span, providerId] = [this.clinic()?.id, this.span(), this.providerId()];
    if (!clinicId || !span || !providerId || this.isBusy()) return;
    this.isBusy.set(true);
    this.problem.set(null);
    this.isOutdated.set(false);
    try {
      const decisions = [...this.#decided()];
      const plan = await this.#api.plan({ clinicId, providerId, ...span, decisions });
      this.planned.set({ providerId, span, plan });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }

  protected async commit(): Promise<void> {
    const [clinicId, planned] = [this.clinic()?.id, this.planned()];
    if (!clinicId || !planned || this.isBusy()) return;
    const { providerId, span, plan } = planned;
    const wish = { clinicId, providerId, ...span, note: this.note().trim() };
    // Without an answer it may have been done: the same under the same name is done only once.
    if (this.problem()?.code !== 'unavailable') this.#commandId = newCommandId();
    this.isBusy.set(true);
    try {
      const decisions = decisionsOf(plan.lines);
      const rescue = await this.#api.commit({ ...wish, decisions }, this.#commandId);
      await this.#router.navigate(['/calendar/provider-out', rescue.id]);
    } catch (error) {
      this.isBusy.set(false);
      await this.#refused(problemOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }

  /** What has changed is planned anew at once, and marked. */
  async #refused(problem: Problem): Promise<void> {
    if (problem.rule === 'plan-changed') {
      const { items } = problem.current as PlanChanges;
      await this.#plan();
      this.changed.set(new Set(items.map(({ appointmentId }) => appointmentId)));
    }
    this.problem.set(problem);
  }

  #rowOf(rescue: Rescue) {
    const { id, providerId, moved, waiting, toCall, left, undoneAt } = rescue;
    const provider = this.known()?.providers.find((one) => one.id === providerId);
    return {
      id,
      who: provider ? this.nameOf(provider) : 'A provider who has left',
      when: outWords(rescue, { zone: this.zone(), format: this.#format }),
      what: `${String(moved)} moved, ${String(waiting)} on the waitlist, ${String(toCall)} to call, ${String(left)} left`,
      isUndone: undoneAt !== null,
    };
  }
}
