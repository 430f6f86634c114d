import { inject, Injectable } from '@angular/core';
import type { AnswerOf } from '#contract/endpoint';
import type { WorkView, WorkViewEndpoints } from '#contract/work-view';
import { Api } from '../../api';
import { WORK_QUEUE } from '../work-queue';
import type { ViewAct } from './view-events';

type Asked = Exclude<ViewAct, { kind: 'remove' }>;

/** Saved views of the queue on show. */
@Injectable()
export class ViewsApi {
  readonly #api = inject(Api);
  readonly #endpoints = inject(WORK_QUEUE).views;

  list(clinicId: string): Promise<AnswerOf<WorkViewEndpoints['list']>> {
    return this.#api.call(this.#endpoints.list, { query: { clinicId } });
  }

  send(act: Asked, { clinicId, commandId }: { clinicId: string; commandId: string }) {
    return act.kind === 'save'
      ? this.#save({ clinicId, ...act.wish }, commandId)
      : this.#change(act, commandId);
  }

  async remove(
    { id: viewId, version: expectedVersion }: WorkView,
    commandId: string,
  ): Promise<void> {
    const input = { params: { viewId }, body: { expectedVersion } };
    await this.#api.call(this.#endpoints.remove, input, { commandId });
  }

  #save(
    body: { clinicId: string } & Extract<ViewAct, { kind: 'save' }>['wish'],
    commandId: string,
  ): Promise<WorkView> {
    return this.#api.call(this.#endpoints.save, { body }, { commandId });
  }

  #change(
    { viewId, version: expectedVersion, wish }: Extract<ViewAct, { kind: 'change' }>,
    commandId: string,
  ): Promise<WorkView> {
    const input = { params: { viewId }, body: { expectedVersion, ...wish } };
    return this.#api.call(this.#endpoints.change, input, { commandId });
  }
}
