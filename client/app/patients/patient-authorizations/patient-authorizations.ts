import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import {
  authorizationPendingSentence,
  type AuthorizationPending,
} from '#contract/authorization-pending';
import type { AuthorizationStanding } from '#contract/authorization-standing';
import { isOver, lineState, standingUnits, troubleOf } from '../../platform/authorization-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { UnitsBar } from '../../ui/units-bar/units-bar';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** What payers have authorized for the patient, and why something is not yet: what the desk reads out and books by. */
@Component({
  selector: 'app-patient-authorizations',
  imports: [MatButton, PatientSection, RouterLink, StatusChip, SvgIcon, UnitsBar],
  templateUrl: './patient-authorizations.html',
  styleUrl: './patient-authorizations.scss',
})
export class PatientAuthorizations {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'authorization:standing',
    // Of a change only those hear who may read the whole request.
    feed: { capability: 'authorizations', of: 'clinics', needs: 'authorization:read' },
    load: (patientId) => this.#api.listAuthorizations(patientId),
  });
  protected readonly showsOver = linkedSignal({ source: this.patientId, computation: () => false });
  protected readonly over = computed(
    () => (this.part.value() ?? []).filter(({ status }) => isOver(status)).length,
  );
  protected readonly rows = computed(() =>
    (this.part.value() ?? [])
      .filter(({ status }) => this.showsOver() || !isOver(status))
      .map((standing) => ({
        standing,
        isHere: this.#isReadable(standing),
        meta: this.#meta(standing),
        units: this.#units(standing),
        pending: standing.pending === null ? '' : this.#sentence(standing.pending),
        trouble: troubleOf(standing.trouble),
        state: lineState(standing),
      })),
  );
  protected readonly empty = computed(() => {
    const known = this.part.value();
    if (known === null || this.rows().length > 0) return '';
    return known.length === 0 ? 'Nothing was asked for.' : 'Nothing is asked for or in force.';
  });
  protected readonly mayAsk = computed(() => this.#session.can('authorization:open'));

  /** The queue shows the clinic that is on show. */
  #isReadable({ clinicId }: AuthorizationStanding): boolean {
    return clinicId === this.#session.clinic()?.id && this.#session.can('authorization:read');
  }

  #meta({ clinicId, payerName, span, number }: AuthorizationStanding): string {
    const clinic = this.#session.clinicOf(clinicId)?.shortName ?? '';
    const days = `${this.#format.birthDate(span.from)} – ${this.#format.birthDate(span.until)}`;
    const certified = number === null ? '' : `number ${number}`;
    return [clinic, payerName, days, certified].filter(Boolean).join(' · ');
  }

  #units({ units, unit }: AuthorizationStanding) {
    return units && { ...units, words: standingUnits(units, unit) };
  }

  #sentence({ owner, ...pending }: NonNullable<AuthorizationStanding['pending']>): string {
    // The server says it as text, out of the same three.
    const said = { ...pending, owner: owner as AuthorizationPending['owner'] };
    return authorizationPendingSentence(said, (iso) => this.#format.dayAndTime(iso));
  }
}
