import { Component, computed, inject, input, model } from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { VisitType } from '#contract/availability';
import type { Override } from '#contract/override';
import type { Problem } from '#contract/problem';
import type { OrphanedVisit, OrphanedVisits } from '#contract/schedule-exception';
import { messageOf } from '../problem-message';
import { Session } from '../session';
import { TimeFormat } from '../time-format';

const shown = 8;

/** Why a change of hours was refused; where it would leave visits outside, which, and the reason to leave them there. */
@Component({
  selector: 'app-orphans-notice',
  imports: [FormsModule],
  templateUrl: './orphans-notice.html',
  styleUrl: './orphans-notice.scss',
})
export class OrphansNotice {
  readonly problem = input.required<Problem>();
  readonly visitTypes = input<readonly VisitType[]>([]);
  readonly reason = model.required<string>();

  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly message = computed(() => messageOf(this.problem()));
  readonly #orphans = computed(() => orphansOf(this.problem()));
  protected readonly mayLeave = computed(
    () => this.#orphans() !== null && this.#session.can('appointment:overbook'),
  );
  protected readonly visits = computed(() => (this.#orphans()?.items ?? []).slice(0, shown));
  protected readonly more = computed(() => (this.#orphans()?.count ?? 0) - this.visits().length);

  protected wordsOf({ startsAt, visitTypeId }: OrphanedVisit): string {
    const type = this.visitTypes().find(({ id }) => id === visitTypeId);
    return `${this.#format.dayAndTime(startsAt)}${type ? ` · ${type.name}` : ''}`;
  }
}

/** The visits that a refusal names; `null` when it is about something else. */
export function orphansOf(problem: Problem | null): OrphanedVisits | null {
  return problem?.rule === 'orphans-visits'
    ? ((problem.current as OrphanedVisits | undefined) ?? null)
    : null;
}

export function leaveOutside(reason: string): Override[] {
  return reason.trim() ? [{ rule: 'orphans-visits', reason: reason.trim() }] : [];
}
