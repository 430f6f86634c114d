import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { rolesWithin } from '#contract/permission';
import type { IssuedLink, StaffLinkKind } from '#contract/staff-link';
import type { StaffMember, StaffMemberVersion } from '#contract/staff-member';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { EndStaffDialog } from '../end-staff-dialog/end-staff-dialog';
import { StaffApi } from '../staff-api';
import { StaffDetailsForm } from '../staff-details/staff-details';
import { StaffRoles } from '../staff-roles/staff-roles';
import { actWords, changeWords, stateChips } from '../staff-words';

/** One person: how they sign in, what they may do, what rules know of them, how that came about. */
@Component({
  selector: 'app-staff-panel',
  imports: [
    EndStaffDialog,
    ErrorState,
    MatButton,
    Skeleton,
    StaffDetailsForm,
    StaffRoles,
    StatusChip,
    SvgIcon,
  ],
  templateUrl: './staff-panel.html',
  styleUrl: './staff-panel.scss',
})
export class StaffPanel {
  readonly staffId = input.required<string>();
  readonly clinicId = input.required<string>();
  readonly changed = output();
  readonly issued = output<{ link: IssuedLink; member: StaffMember }>();
  readonly closed = output();

  readonly #api = inject(StaffApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly record = resource({
    params: () => this.staffId(),
    loader: ({ params }) => this.#api.get(params),
  });
  readonly #colleagues = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.colleagues(params),
  });
  protected readonly colleagues = computed(() =>
    this.#colleagues.hasValue() ? this.#colleagues.value() : [],
  );
  protected readonly problem = computed(() => {
    const error = this.record.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly member = computed(() =>
    this.record.hasValue() ? this.record.value().member : null,
  );
  protected readonly isMe = computed(() => this.staffId() === this.#session.me()?.staffId);
  /** All that the person holds is held by who looks at them: only then may they decide about the whole person. */
  protected readonly isWithin = computed(() => {
    const grants = this.#session.grants();
    return (
      this.member()?.grants.every(({ clinicId, role }) =>
        rolesWithin(grants, clinicId).includes(role),
      ) ?? false
    );
  });
  protected readonly chip = computed(() => stateChips[this.member()?.state ?? 'active']);
  protected readonly linkUntil = computed(() => {
    const until = this.member()?.linkUntil;
    return until ? this.#format.dayAndTime(until) : '';
  });
  protected readonly lastSignIn = computed(() => {
    const at = this.member()?.lastSignInAt;
    return at ? this.#format.dayAndTime(at) : 'never';
  });
  protected readonly nextVisit = computed(() => {
    const at = this.record.hasValue() ? this.record.value().holdings.nextVisitAt : null;
    return at ? this.#format.dayAndTime(at) : '';
  });
  protected readonly history = computed(() =>
    this.record.hasValue() ? this.record.value().history.map((one) => this.#shown(one)) : [],
  );
  protected readonly isEnding = signal(false);
  protected readonly isBusy = signal(false);

  constructor() {
    effect((onCleanup) => {
      this.staffId();
      onCleanup(this.#feed.hear('staff:organization', () => this.record.reload()));
    });
  }

  protected written(): void {
    this.record.reload();
    this.changed.emit();
  }

  protected left(): void {
    this.isEnding.set(false);
    this.#toasts.show({ message: `${this.member()?.given ?? ''} no longer works here.` });
    this.written();
  }

  protected issue(kind: StaffLinkKind): Promise<void> {
    return this.#act(async (member) => {
      this.issued.emit({ link: await this.#api.issueLink(member.id, kind), member });
    });
  }

  protected revoke(): Promise<void> {
    return this.#act(async ({ id }) => {
      await this.#api.revokeLink(id);
      this.#toasts.show({ message: 'The link no longer works.' });
    });
  }

  protected removeSecondStep(): Promise<void> {
    return this.#act(async ({ id, given }) => {
      await this.#api.removeSecondStep(id);
      this.#toasts.show({ message: `${given} signs in by password alone, and is signed out now.` });
    });
  }

  protected reinstate(): Promise<void> {
    return this.#act(async (member) => {
      const { link } = await this.#api.reinstate(member);
      this.issued.emit({ link, member });
    });
  }

  async #act(act: (member: StaffMember) => Promise<void>): Promise<void> {
    const member = this.member();
    if (!member || this.isBusy()) return;
    this.isBusy.set(true);
    try {
      await act(member);
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    } finally {
      this.isBusy.set(false);
      this.written();
    }
  }

  #shown(one: StaffMemberVersion) {
    const person = (id: string): string => {
      const found = this.colleagues().find((each) => each.id === id);
      return found ? `${found.given} ${found.family}` : 'somebody of another clinic';
    };
    const clinic = (id: string): string =>
      this.#session.clinicOf(id)?.shortName ?? 'another clinic';
    return {
      version: one.version,
      act: actWords(one.act),
      at: this.#format.dayAndTime(one.at),
      by: one.actorId ? person(one.actorId) : '',
      changes: changeWords(one, { person, clinic }),
    };
  }
}
