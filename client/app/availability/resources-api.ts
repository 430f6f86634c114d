import { inject, Service } from '@angular/core';
import type { CallArguments } from '#contract/endpoint';
import {
  addResource,
  changeResource,
  listResources,
  putBackInUse,
  retireResource,
  takeOutOfUse,
  type Resource,
} from '#contract/resources';
import type { Override } from '#contract/override';
import { Api } from '../platform/api';

type AddResource = NonNullable<CallArguments<typeof addResource>['body']>;
export type ResourceWish = Omit<AddResource, 'clinicId'>;
export type OutOfUseWish = Omit<
  NonNullable<CallArguments<typeof takeOutOfUse>['body']>,
  'expectedVersion'
>;

/** Every call that the page of rooms and devices makes. */
@Service()
export class ResourcesApi {
  readonly #api = inject(Api);

  async list(clinicId: string): Promise<Resource[]> {
    return (await this.#api.call(listResources, { query: { clinicId } })).items;
  }

  add(body: AddResource, commandId: string): Promise<Resource> {
    return this.#api.call(addResource, { body }, { commandId });
  }

  change(resource: Resource, wish: ResourceWish, commandId: string): Promise<Resource> {
    return this.#api.call(changeResource, known(resource, wish), { commandId });
  }

  takeOutOfUse(resource: Resource, wish: OutOfUseWish, commandId: string): Promise<Resource> {
    return this.#api.call(takeOutOfUse, known(resource, wish), { commandId });
  }

  putBackInUse(resource: Resource, outOfUseId: string, commandId: string): Promise<Resource> {
    return this.#api.call(putBackInUse, known(resource, { outOfUseId }), { commandId });
  }

  retire(resource: Resource, overrides: Override[], commandId: string): Promise<Resource> {
    return this.#api.call(retireResource, known(resource, { overrides }), { commandId });
  }
}

function known<Wish>(
  { id: resourceId, version: expectedVersion }: Resource,
  wish: Wish,
): { params: { resourceId: string }; body: { expectedVersion: number } & Wish } {
  return { params: { resourceId }, body: { expectedVersion, ...wish } };
}
