import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { getPatientAlerts, type PatientAlerts } from '#contract/patient-flag';
import {
  linkDuplicate,
  retireChart,
  tellApart,
  type PossibleDuplicate,
} from '#contract/retired-chart';
import { Api } from '../platform/api';

export type LinkDuplicate = NonNullable<CallArguments<typeof linkDuplicate>['body']>;
export type TellApart = NonNullable<CallArguments<typeof tellApart>['body']>;
export type RetireChart = NonNullable<CallArguments<typeof retireChart>['body']>;

/** Every call about two charts of one person. */
@Service()
export class DuplicateApi {
  readonly #api = inject(Api);

  get(patientId: string, clinicId: string): Promise<PatientAlerts> {
    return this.#api.call(getPatientAlerts, { params: { patientId }, query: { clinicId } });
  }

  link(patientId: string, body: LinkDuplicate, commandId: string): Promise<PossibleDuplicate> {
    return this.#api.call(linkDuplicate, { params: { patientId }, body }, { commandId });
  }

  tellApart(
    linkId: string,
    body: TellApart,
    commandId: string,
  ): Promise<AnswerOf<typeof tellApart>> {
    return this.#api.call(tellApart, { params: { linkId }, body }, { commandId });
  }

  retire(
    patientId: string,
    body: RetireChart,
    commandId: string,
  ): Promise<AnswerOf<typeof retireChart>> {
    return this.#api.call(retireChart, { params: { patientId }, body }, { commandId });
  }
}
