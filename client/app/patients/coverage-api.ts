import { inject, Service } from '@angular/core';
import {
  addCoverage,
  changeCoverage,
  checkEligibility,
  endCoverage,
  listCoverages,
  verifyCoverage,
  type Coverage,
} from '#contract/coverage';
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import { addPayer, changePayer, listPayers, type Payer } from '#contract/payer';
import { Api } from '../platform/api';

type BodyOf<E extends Endpoint> = NonNullable<CallArguments<E>['body']>;
export type AddCoverage = BodyOf<typeof addCoverage>;
export type ChangeCoverage = BodyOf<typeof changeCoverage>;
export type VerifyCoverage = BodyOf<typeof verifyCoverage>;
export type AddPayer = BodyOf<typeof addPayer>;
export type ChangePayer = BodyOf<typeof changePayer>;
export type EndCoverage = BodyOf<typeof endCoverage>;

/** Every call about who pays. */
@Service()
export class CoverageApi {
  readonly #api = inject(Api);

  list(patientId: string, clinicId: string): Promise<AnswerOf<typeof listCoverages>> {
    return this.#api.call(listCoverages, { params: { patientId }, query: { clinicId } });
  }

  async listPayers(clinicId: string): Promise<Payer[]> {
    return (await this.#api.call(listPayers, { query: { clinicId } })).items;
  }

  addPayer(body: AddPayer, commandId: string): Promise<Payer> {
    return this.#api.call(addPayer, { body }, { commandId });
  }

  changePayer(payerId: string, body: ChangePayer, commandId: string): Promise<Payer> {
    return this.#api.call(changePayer, { params: { payerId }, body }, { commandId });
  }

  add(patientId: string, body: AddCoverage, commandId: string): Promise<Coverage> {
    return this.#api.call(addCoverage, { params: { patientId }, body }, { commandId });
  }

  change(coverageId: string, body: ChangeCoverage, commandId: string): Promise<Coverage> {
    return this.#api.call(changeCoverage, { params: { coverageId }, body }, { commandId });
  }

  verify(coverageId: string, body: VerifyCoverage, commandId: string): Promise<Coverage> {
    return this.#api.call(verifyCoverage, { params: { coverageId }, body }, { commandId });
  }

  check(coverageId: string, clinicId: string, commandId: string): Promise<Coverage> {
    const call = { params: { coverageId }, body: { clinicId } };
    return this.#api.call(checkEligibility, call, { commandId });
  }

  end(coverageId: string, body: EndCoverage, commandId: string): Promise<Coverage> {
    return this.#api.call(endCoverage, { params: { coverageId }, body }, { commandId });
  }
}
