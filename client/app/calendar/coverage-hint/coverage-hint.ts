import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import type { CoverageAlert } from '#contract/coverage';
import type { ChangeEnvelope } from '#contract/realtime';
import { dialogAct } from '../../platform/dialog-act';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { CalendarApi } from '../calendar-api';

/** What to see to about who pays before the patient is checked in. A hint; nothing waits for it. */
@Component({
  selector: 'app-coverage-hint',
  imports: [MatButton, RouterLink, SvgIcon],
  templateUrl: './coverage-hint.html',
  styleUrl: './coverage-hint.scss',
})
export class CoverageHint {
  readonly visit = input.required<Appointment>();

  readonly #api = inject(CalendarApi);
  readonly #format = inject(TimeFormat);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  readonly #check = resource({
    params: () => {
      const { status, clinicId, startsAt, patient } = this.visit();
      const zone = this.#session.clinicOf(clinicId)?.zone;
      if (!zone || status !== 'booked' || !this.#session.can('coverage:read')) return undefined;
      return { clinicId, patientId: patient.id, date: localDateOf(startsAt, zone) };
    },
    loader: ({ params }) => this.#api.getCoverageAlert(params),
  });
  protected readonly words = computed(() => {
    if (this.#check.error()) return 'Who pays could not be checked';
    const alert = this.#check.hasValue() ? this.#check.value() : null;
    return alert ? this.#wordsOf(alert) : '';
  });

  /** The coverage whose payer can be asked now. */
  protected readonly askable = computed(() => {
    const alert = this.#check.hasValue() ? this.#check.value() : null;
    return alert?.canBeAsked && this.#session.can('coverage:edit') ? alert.coverageId : null;
  });
  protected readonly isAsked = computed(() => {
    const alert = this.#check.hasValue() ? this.#check.value() : null;
    return alert?.check?.answer === null;
  });
  protected readonly act = dialogAct();

  constructor() {
    effect((onCleanup) => {
      const patientId = this.visit().patient.id;
      onCleanup(
        this.#feed.hear('patients:organization', (changes) => {
          if (changes === null || changes.some((change) => isAbout(change, patientId)))
            this.#check.reload();
        }),
      );
    });
  }

  protected async ask(coverageId: string): Promise<void> {
    const { clinicId } = this.visit();
    const isDone = await this.act.send({ coverageId }, async (_, commandId) => {
      await this.#api.checkEligibility(coverageId, clinicId, commandId);
      return true;
    });
    if (isDone) this.#check.reload();
  }

  #wordsOf({ about, payerName, on }: CoverageAlert): string {
    const day = on ? this.#format.birthDate(on) : '';
    const payer = payerName ?? '';
    switch (about) {
      case 'no-coverage':
        return 'No coverage on file: ask for the card';
      case 'ended':
        return `${payer} ended on ${day}: ask for the new card`;
      case 'inactive':
        return `${payer} says that it is not active (${day}): ask for the new card`;
      case 'not-yet':
        return `${payer} begins on ${day}, after the visit`;
      case 'never-verified':
        return `${payer} was never verified`;
      case 'verified-long-ago':
        return `${payer} was last verified on ${day}: verify again`;
    }
  }
}

function isAbout({ type, payload }: ChangeEnvelope, patientId: string): boolean {
  return (
    type === 'patients.coverage-changed' &&
    (payload as { patientId: string } | null)?.patientId === patientId
  );
}
