import { inject, Service } from '@angular/core';
import { closeDrawer, getOwnDrawer, listDrawers, openDrawer, type Drawer } from '#contract/drawers';
import type { AnswerOf } from '#contract/endpoint';
import { getReceipt, type Receipt } from '#contract/payments';
import { Api } from '../platform/api';

export type OwnDrawer = AnswerOf<typeof getOwnDrawer>;
export type DrawersOfDay = AnswerOf<typeof listDrawers>;

/** Every call about drawers and receipts. */
@Service()
export class DrawerApi {
  readonly #api = inject(Api);

  own(clinicId: string): Promise<OwnDrawer> {
    return this.#api.call(getOwnDrawer, { query: { clinicId } });
  }

  list(clinicId: string, date: string): Promise<DrawersOfDay> {
    return this.#api.call(listDrawers, { query: { clinicId, date } });
  }

  open(body: { clinicId: string; floatCents: number }, commandId: string): Promise<Drawer> {
    return this.#api.call(openDrawer, { body }, { commandId });
  }

  close(
    drawerId: string,
    body: { expectedVersion: number; countedCents: number; reason?: string },
    commandId: string,
  ): Promise<Drawer> {
    return this.#api.call(closeDrawer, { params: { drawerId }, body }, { commandId });
  }

  receipt(paymentId: string): Promise<Receipt> {
    return this.#api.call(getReceipt, { params: { paymentId } });
  }
}
