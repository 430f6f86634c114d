import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import {
  addFlag,
  endFlag,
  getPatientAlerts,
  listFlags,
  type PatientAlerts,
  type PatientFlag,
} from '#contract/patient-flag';
import { Api } from '../platform/api';

export type AddFlag = NonNullable<CallArguments<typeof addFlag>['body']>;
export type EndFlag = NonNullable<CallArguments<typeof endFlag>['body']>;

/** Every call about what must be known of a patient everywhere. */
@Service()
export class FlagApi {
  readonly #api = inject(Api);

  async list(patientId: string, clinicId: string): Promise<AnswerOf<typeof listFlags>['items']> {
    const call = { params: { patientId }, query: { clinicId } };
    return (await this.#api.call(listFlags, call)).items;
  }

  getAlerts(patientId: string, clinicId: string): Promise<PatientAlerts> {
    return this.#api.call(getPatientAlerts, { params: { patientId }, query: { clinicId } });
  }

  add(patientId: string, body: AddFlag, commandId: string): Promise<PatientFlag> {
    return this.#api.call(addFlag, { params: { patientId }, body }, { commandId });
  }

  end(flagId: string, body: EndFlag, commandId: string): Promise<PatientFlag> {
    return this.#api.call(endFlag, { params: { flagId }, body }, { commandId });
  }
}
