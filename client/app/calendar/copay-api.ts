import { inject, Service } from '@angular/core';
import { getOwnDrawer, openDrawer } from '#contract/drawers';
import type { CallArguments } from '#contract/endpoint';
import {
  collectCopay,
  getCopay,
  skipCopay,
  voidPayment,
  type Copay,
  type SkipReason,
  type VoidReason,
} from '#contract/payments';
import { Api } from '../platform/api';

export type CollectCopay = NonNullable<CallArguments<typeof collectCopay>['body']>;

/** Every call about what is paid at the desk for a visit. */
@Service()
export class CopayApi {
  readonly #api = inject(Api);

  get(appointmentId: string): Promise<Copay> {
    return this.#api.call(getCopay, { params: { appointmentId } });
  }

  collect(appointmentId: string, body: CollectCopay, commandId: string): Promise<Copay> {
    return this.#api.call(collectCopay, { params: { appointmentId }, body }, { commandId });
  }

  skip(
    appointmentId: string,
    body: { expectedVersion: number; reason: SkipReason },
    commandId: string,
  ): Promise<Copay> {
    return this.#api.call(skipCopay, { params: { appointmentId }, body }, { commandId });
  }

  voidPayment(paymentId: string, reason: VoidReason, commandId: string): Promise<Copay> {
    return this.#api.call(voidPayment, { params: { paymentId }, body: { reason } }, { commandId });
  }

  /** Whether this person has a drawer open, and with what the last one began. */
  async ownDrawer(clinicId: string): Promise<{ isOpen: boolean; lastFloatCents: number | null }> {
    const { drawer, lastFloatCents } = await this.#api.call(getOwnDrawer, { query: { clinicId } });
    return { isOpen: drawer !== null, lastFloatCents };
  }

  async openDrawer(
    body: { clinicId: string; floatCents: number },
    commandId: string,
  ): Promise<void> {
    await this.#api.call(openDrawer, { body }, { commandId });
  }
}
