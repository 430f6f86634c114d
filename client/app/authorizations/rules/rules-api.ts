import { inject, Service } from '@angular/core';
import {
  addAuthorizationRule,
  changeAuthorizationRule,
  listAuthorizationRules,
  type AuthorizationRule,
  type AuthorizationRuleTerms,
} from '#contract/authorization-rule';
import { listPayers, type Payer } from '#contract/payer';
import { Api } from '../../platform/api';

/** Every call about what payers want authorized. */
@Service()
export class RulesApi {
  readonly #api = inject(Api);

  async rules(clinicId: string): Promise<AuthorizationRule[]> {
    return (await this.#api.call(listAuthorizationRules, { query: { clinicId } })).items;
  }

  async payers(clinicId: string): Promise<Payer[]> {
    return (await this.#api.call(listPayers, { query: { clinicId } })).items;
  }

  add(
    body: { clinicId: string; terms: AuthorizationRuleTerms },
    commandId: string,
  ): Promise<AuthorizationRule> {
    return this.#api.call(addAuthorizationRule, { body }, { commandId });
  }

  change(
    ruleId: string,
    body: { expectedVersion: number; terms: AuthorizationRuleTerms },
    commandId: string,
  ): Promise<AuthorizationRule> {
    return this.#api.call(changeAuthorizationRule, { params: { ruleId }, body }, { commandId });
  }
}
