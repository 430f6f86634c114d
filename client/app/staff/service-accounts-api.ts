import { inject, Service } from '@angular/core';
import type { Permission } from '#contract/permission';
import {
  changeServicePermissions,
  createServiceAccount,
  endServiceAccount,
  listServiceAccounts,
  renewServiceKey,
  type KeyLife,
  type ServiceAccount,
  type ServiceAccountWithKey,
} from '#contract/service-account';
import { Api } from '../platform/api';

type Known = Pick<ServiceAccount, 'id' | 'version'>;

/** Every call that the page of service accounts makes. */
@Service()
export class ServiceAccountsApi {
  readonly #api = inject(Api);

  async list(clinicId: string): Promise<ServiceAccount[]> {
    return (await this.#api.call(listServiceAccounts, { query: { clinicId } })).items;
  }

  create(body: {
    clinicId: string;
    name: string;
    permissions: Permission[];
    keyLife: KeyLife;
  }): Promise<ServiceAccountWithKey> {
    return this.#api.call(createServiceAccount, { body });
  }

  changePermissions(
    { id: accountId, version: expectedVersion }: Known,
    clinicId: string,
    permissions: Permission[],
  ): Promise<ServiceAccount> {
    const body = { expectedVersion, clinicId, permissions };
    return this.#api.call(changeServicePermissions, { params: { accountId }, body });
  }

  renewKey(
    { id: accountId, version: expectedVersion }: Known,
    keyLife: KeyLife,
  ): Promise<ServiceAccountWithKey> {
    const body = { expectedVersion, keyLife };
    return this.#api.call(renewServiceKey, { params: { accountId }, body });
  }

  end({ id: accountId, version: expectedVersion }: Known): Promise<ServiceAccount> {
    return this.#api.call(endServiceAccount, { params: { accountId }, body: { expectedVersion } });
  }
}
