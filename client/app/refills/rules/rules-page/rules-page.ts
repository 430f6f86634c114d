import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { DrugGroup } from '#contract/drug-group';
import { feedOf } from '#contract/realtime';
import { transports } from '#contract/refill-terms';
import { delegates, type RefillProtocol } from '#contract/refill-protocol';
import { problemOf } from '../../../platform/api';
import { Clock } from '../../../platform/clock';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { localDateOf } from '../../../platform/wall-time';
import { whenBack } from '../../../platform/when-back';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { CoSigns } from '../co-signs/co-signs';
import { GroupDialog } from '../group-dialog/group-dialog';
import { ProtocolDialog } from '../protocol-dialog/protocol-dialog';
import { ReminderDialog } from '../reminder-dialog/reminder-dialog';
import { criterionWords, grantWords, groupTitles, reminderWords, traitWords } from '../rule-words';
import { rowAct } from '../row-act';
import { RulesApi } from '../rules-api';
import { TermsDialog } from '../terms-dialog/terms-dialog';

/** What refills are decided by: protocols with their signatures, co-signatures, lists of drugs, numbers. */
@Component({
  selector: 'app-refill-rules-page',
  imports: [
    CoSigns,
    EmptyState,
    ErrorState,
    GroupDialog,
    MatButton,
    PageHeader,
    ProtocolDialog,
    ReminderDialog,
    RouterLink,
    Skeleton,
    StatusChip,
    TermsDialog,
  ],
  templateUrl: './rules-page.html',
  styleUrl: './rules-page.scss',
})
export class RefillRulesPage {
  readonly #api = inject(RulesApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayConfigure = computed(() => this.#session.can('refill:configure'));
  protected readonly mayDecide = computed(() => this.#session.can('refill:decide'));

  protected readonly known = resource({
    params: () => this.clinicId() ?? undefined,
    loader: async ({ params: clinicId }) => {
      const [protocols, settings, reminder] = await Promise.all([
        this.#api.protocols(clinicId),
        this.#api.settings(clinicId),
        this.#api.reminder(clinicId),
      ]);
      return { protocols, settings, reminder };
    },
  });
  protected readonly loaded = computed(() => (this.known.hasValue() ? this.known.value() : null));
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error && !this.loaded() ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');

  protected readonly protocols = computed(() => {
    const { protocols = [], settings } = this.loaded() ?? {};
    const today = this.#today();
    return protocols.map((protocol) => ({
      protocol,
      title: protocol.terms.title,
      covers: groupTitles(settings?.groups ?? [], protocol.terms.groups),
      asks: protocol.terms.criteria.map(criterionWords).join('; ') || 'nothing beyond the card',
      grants: grantWords(protocol.terms),
      until: this.#format.date(protocol.terms.expiresOn),
      ...standing(protocol, today),
    }));
  });
  protected readonly groups = computed(() =>
    (this.loaded()?.settings.groups ?? []).map((group) => ({
      group,
      ingredients: group.ingredients.join(', '),
      traits: traitWords(group),
    })),
  );
  protected readonly terms = computed(() => {
    const loaded = this.loaded();
    if (!loaded) return [];
    const { terms } = loaded.settings;
    return [
      [
        'Decisions leave by',
        terms.transport === null ? 'no way yet: nothing is sent' : transports[terms.transport],
      ],
      ['Too soon before', `${terms.tooSoonPercent} % of a fill is used`],
      ['A renewal is valid for', `${terms.validMonths} months`],
      ['Comes back without an acknowledgement after', `${terms.acknowledgeMinutes} minutes`],
      ['Comes back when not picked up after', `${terms.pickupDays} days`],
      ['Payers whose lists are known', String(terms.payers.length)],
      ['Reminders', reminderWords(loaded.reminder.terms)],
    ] as const;
  });

  protected readonly editing = signal<RefillProtocol | 'new' | null>(null);
  protected readonly edited = computed(() => {
    const editing = this.editing();
    return editing === 'new' ? null : editing;
  });
  protected readonly group = signal<DrugGroup | 'new' | null>(null);
  protected readonly editedGroup = computed(() => {
    const group = this.group();
    return group === 'new' ? null : group;
  });
  protected readonly isChangingTerms = signal(false);
  protected readonly isChangingReminder = signal(false);
  protected readonly act = rowAct();

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (clinicId === null) return;
      onCleanup(
        this.#feed.hear(feedOf('refills', clinicId), (heard) => {
          if (heard === null || heard.some(({ type }) => isOfRules(type))) this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected sign(protocol: RefillProtocol): Promise<void> {
    const done = `${protocol.terms.title} is signed and delegates from now on`;
    return this.#run(protocol, done, (id) => this.#api.sign(protocol, id));
  }

  protected end(protocol: RefillProtocol): Promise<void> {
    const done = `${protocol.terms.title} has ended`;
    return this.#run(protocol, done, (id) => this.#api.end(protocol, id));
  }

  protected saved(): void {
    this.editing.set(null);
    this.group.set(null);
    this.isChangingTerms.set(false);
    this.isChangingReminder.set(false);
    this.known.reload();
  }

  #run(
    { id }: RefillProtocol,
    done: string,
    call: (commandId: string) => Promise<unknown>,
  ): Promise<void> {
    return this.act.run(id, done, async (commandId) => {
      await call(commandId);
      this.known.reload();
    });
  }

  #today(): string {
    return localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
  }
}

function standing(
  protocol: RefillProtocol,
  today: string,
): { state: string; tone: 'ok' | 'soon' | 'late' | 'neutral'; canSign: boolean; isOver: boolean } {
  const isOver = protocol.endedAt !== null;
  if (isOver) return { state: 'Ended', tone: 'neutral', canSign: false, isOver };
  if (protocol.signedAt === null)
    return { state: 'Not signed', tone: 'soon', canSign: true, isOver };
  return delegates(protocol, today)
    ? { state: 'Delegates', tone: 'ok', canSign: false, isOver }
    : { state: 'Expired', tone: 'late', canSign: false, isOver };
}

function isOfRules(type: string): boolean {
  return type.startsWith('refills.protocol-') || type === 'refills.settings-changed';
}
