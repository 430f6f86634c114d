import { inject, Service } from '@angular/core';
import type { CallArguments } from '#contract/endpoint';
import {
  askInterpreterAgain,
  confirmInterpreter,
  countInterpreterRequests,
  declineInterpreter,
  getInterpreterRequest,
  listInterpreterRequests,
  type InterpreterRequest,
  type OpenInterpreterRequest,
} from '#contract/interpreter-requests';
import { Api } from '../platform/api';

export type ConfirmInterpreter = NonNullable<CallArguments<typeof confirmInterpreter>['body']>;
export type DeclineInterpreter = NonNullable<CallArguments<typeof declineInterpreter>['body']>;

/** Every call about who interprets at a visit. */
@Service()
export class InterpretersApi {
  readonly #api = inject(Api);

  async listOpen(clinicId: string): Promise<OpenInterpreterRequest[]> {
    return (await this.#api.call(listInterpreterRequests, { query: { clinicId } })).items;
  }

  async countOpen(clinicId: string): Promise<number> {
    return (await this.#api.call(countInterpreterRequests, { query: { clinicId } })).open;
  }

  async get(appointmentId: string): Promise<InterpreterRequest | null> {
    return (await this.#api.call(getInterpreterRequest, { params: { appointmentId } })).request;
  }

  confirm(
    appointmentId: string,
    body: ConfirmInterpreter,
    commandId: string,
  ): Promise<InterpreterRequest> {
    return this.#api.call(confirmInterpreter, { params: { appointmentId }, body }, { commandId });
  }

  decline(
    appointmentId: string,
    body: DeclineInterpreter,
    commandId: string,
  ): Promise<InterpreterRequest> {
    return this.#api.call(declineInterpreter, { params: { appointmentId }, body }, { commandId });
  }

  askAgain(
    appointmentId: string,
    body: { expectedVersion: number },
    commandId: string,
  ): Promise<InterpreterRequest> {
    return this.#api.call(askInterpreterAgain, { params: { appointmentId }, body }, { commandId });
  }
}
