import { inject, Service } from '@angular/core';
import { listVisitTypes, type VisitType } from '#contract/availability';
import type { CallArguments } from '#contract/endpoint';
import {
  commitRescue,
  getRescue,
  listRescues,
  planRescue,
  undoRescue,
  type Rescue,
  type Rescued,
  type RescuePlan,
} from '#contract/rescues';
import { listProviders, type Provider } from '#contract/staff';
import { Api } from '../platform/api';

export type PlanRescue = NonNullable<CallArguments<typeof planRescue>['body']>;
export type CommitRescue = NonNullable<CallArguments<typeof commitRescue>['body']>;

export interface RescuesOfClinic {
  rescues: Rescue[];
  providers: Provider[];
  visitTypes: VisitType[];
}

/** Every call about providers who are out. */
@Service()
export class RescuesApi {
  readonly #api = inject(Api);

  async load(clinicId: string): Promise<RescuesOfClinic> {
    const inClinic = { query: { clinicId } };
    const [list, providers, visitTypes] = await Promise.all([
      this.#api.call(listRescues, inClinic),
      this.#api.call(listProviders, inClinic),
      this.#api.call(listVisitTypes, inClinic),
    ]);
    return { rescues: list.items, providers: providers.items, visitTypes: visitTypes.items };
  }

  plan(body: PlanRescue): Promise<RescuePlan> {
    return this.#api.call(planRescue, { body });
  }

  commit(body: CommitRescue, commandId: string): Promise<Rescue> {
    return this.#api.call(commitRescue, { body }, { commandId });
  }

  get(rescueId: string): Promise<Rescued> {
    return this.#api.call(getRescue, { params: { rescueId } });
  }

  undo({ id: rescueId, version: expectedVersion }: Rescue, commandId: string): Promise<Rescued> {
    const call = { params: { rescueId }, body: { expectedVersion } };
    return this.#api.call(undoRescue, call, { commandId });
  }
}
