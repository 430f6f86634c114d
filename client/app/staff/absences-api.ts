import { inject, Service } from '@angular/core';
import { addAbsence, endAbsence, listAbsences, type Absence } from '#contract/absence';
import type { CallArguments } from '#contract/endpoint';
import { listColleagues, type Colleague } from '#contract/staff';
import { Api } from '../platform/api';

export type AddAbsence = NonNullable<CallArguments<typeof addAbsence>['body']>;

export interface ClinicAbsences {
  /** Running and coming ones, soonest first. */
  absences: Absence[];
  colleagues: Colleague[];
}

/** Every call that the page of absences makes. */
@Service()
export class AbsencesApi {
  readonly #api = inject(Api);

  async load(clinicId: string): Promise<ClinicAbsences> {
    const inClinic = { query: { clinicId } };
    const [absences, colleagues] = await Promise.all([
      this.#api.call(listAbsences, inClinic),
      this.#api.call(listColleagues, inClinic),
    ]);
    return { absences: absences.items, colleagues: colleagues.items };
  }

  add(body: AddAbsence, commandId: string): Promise<Absence> {
    return this.#api.call(addAbsence, { body }, { commandId });
  }

  end({ id, version }: Absence): Promise<Absence> {
    const body = { expectedVersion: version };
    return this.#api.call(endAbsence, { params: { absenceId: id }, body });
  }
}
