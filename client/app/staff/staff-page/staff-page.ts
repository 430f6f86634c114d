import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { IssuedLink } from '#contract/staff-link';
import type { StaffMember } from '#contract/staff-member';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { InviteDialog } from '../invite-dialog/invite-dialog';
import { IssuedLinkDialog } from '../issued-link-dialog/issued-link-dialog';
import { SignInRulesDialog } from '../sign-in-rules-dialog/sign-in-rules-dialog';
import { StaffApi } from '../staff-api';
import { StaffPanel } from '../staff-panel/staff-panel';
import { isFound, rolesIn, roleWords, stateChips } from '../staff-words';

type Shown = 'here' | 'left';

/** Everybody who works in the clinic, and the one in hand beside them. */
@Component({
  selector: 'app-staff-page',
  imports: [
    EmptyState,
    ErrorState,
    InviteDialog,
    IssuedLinkDialog,
    MatButton,
    PageHeader,
    RouterLink,
    SignInRulesDialog,
    Skeleton,
    StaffPanel,
    StatusChip,
  ],
  templateUrl: './staff-page.html',
  styleUrl: './staff-page.scss',
})
export class StaffPage {
  /** Of the person in hand. */
  readonly staffId = input<string>();

  readonly #api = inject(StaffApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.list(params),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly typed = signal('');
  protected readonly shown = signal<Shown>('here');
  protected readonly members = computed(() => {
    const clinicId = this.clinicId() ?? '';
    if (!this.known.hasValue()) return [];
    return this.known
      .value()
      .filter(({ state }) => (state === 'left') === (this.shown() === 'left'))
      .filter((member) => isFound(member, clinicId, this.typed()));
  });
  protected readonly summary = computed(() => {
    if (this.isStale()) return 'May be out of date';
    const count = this.members().length;
    return this.known.hasValue() ? `${count} ${count === 1 ? 'person' : 'people'}` : '';
  });
  protected readonly chips = stateChips;
  protected readonly mayConfigure = computed(() => this.#session.can('sign-in:configure'));
  protected readonly mayManagePrograms = computed(() =>
    this.#session.can('service-account:manage'),
  );
  protected readonly isInviting = signal(false);
  protected readonly isConfiguring = signal(false);
  protected readonly link = signal<{ link: IssuedLink; name: string } | null>(null);

  constructor() {
    effect((onCleanup) => {
      if (!this.clinicId()) return;
      onCleanup(this.#feed.hear('staff:organization', () => this.known.reload()));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected nameOf(member: StaffMember): string {
    return listName(member);
  }

  protected rolesOf(member: StaffMember): string {
    return roleWords(rolesIn(member, this.clinicId() ?? ''));
  }

  protected seen({ lastSignInAt }: StaffMember): string {
    return lastSignInAt ? this.#format.relative(lastSignInAt, this.#clock.now()) : '';
  }

  protected seenAt({ lastSignInAt }: StaffMember): string {
    return lastSignInAt ? this.#format.dayAndTime(lastSignInAt) : '';
  }

  protected search(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value.trim());
  }

  protected show(event: Event): void {
    this.shown.set((event.target as HTMLSelectElement).value as Shown);
  }

  protected open(staffId: string | null): void {
    void this.#router.navigate(staffId === null ? ['/staff'] : ['/staff', staffId]);
  }

  protected invited({ member, link }: { member: StaffMember; link: IssuedLink }): void {
    this.isInviting.set(false);
    this.shown.set('here');
    this.known.reload();
    this.link.set({ link, name: `${member.given} ${member.family}` });
    this.open(member.id);
  }

  protected handOver(link: IssuedLink, { given, family }: StaffMember): void {
    this.link.set({ link, name: `${given} ${family}` });
  }
}
