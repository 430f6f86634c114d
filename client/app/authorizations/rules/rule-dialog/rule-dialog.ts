import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  approvalLevels,
  authorizationKinds,
  type ApprovalLevel,
  type AuthorizationKind,
} from '#contract/authorization-line';
import type { AuthorizationRule, AuthorizationRuleTerms } from '#contract/authorization-rule';
import { linesOfBusiness, type LineOfBusiness } from '#contract/payer';
import { Clock } from '../../../platform/clock';
import { dialogAct } from '../../../platform/dialog-act';
import { fieldMessage } from '../../../platform/problem-message';
import { Session } from '../../../platform/session';
import { localDateOf } from '../../../platform/wall-time';
import { Modal } from '../../../ui/modal/modal';
import { injectVisitTypes } from '../../authorization-lookups';
import { RulesApi } from '../rules-api';

type TypedRule = Record<
  | 'payerId'
  | 'lineOfBusiness'
  | 'kind'
  | 'visitTypeId'
  | 'codePrefix'
  | 'drugGroup'
  | 'required'
  | 'level'
  | 'documents'
  | 'renewDays'
  | 'from'
  | 'until'
  | 'source',
  string
>;

/** What a payer wants from a day on, as staff have learned it. */
@Component({
  selector: 'app-rule-dialog',
  imports: [MatButton, Modal],
  templateUrl: './rule-dialog.html',
  styleUrl: './rule-dialog.scss',
})
export class RuleDialog {
  readonly clinicId = input.required<string>();
  /** `null` = a new one. */
  readonly rule = input<AuthorizationRule | null>(null);
  readonly saved = output<AuthorizationRule>();
  readonly closed = output();

  readonly #api = inject(RulesApi);
  readonly #today = localDateOf(inject(Clock).now(), inject(Session).clinic()?.zone ?? 'UTC');

  protected readonly act = dialogAct();
  protected readonly lines = Object.entries(linesOfBusiness);
  protected readonly kinds = Object.entries(authorizationKinds);
  protected readonly levels = Object.entries(approvalLevels);
  protected readonly visitTypes = injectVisitTypes();
  readonly #payers = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.payers(params),
  });
  protected readonly payers = computed(() => (this.#payers.hasValue() ? this.#payers.value() : []));
  protected readonly typed = signal<TypedRule>(typedOf(null, this.#today));
  protected readonly fault = signal('');

  constructor() {
    effect(() => {
      this.typed.set(typedOf(this.rule(), this.#today));
    });
  }

  protected type(name: keyof TypedRule, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    this.typed.update((typed) => ({ ...typed, [name]: value }));
    this.fault.set('');
  }

  protected faultOf(name: keyof TypedRule): string {
    return fieldMessage(this.act.problem(), `terms.${name}`) ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const typed = this.typed();
    const fault = faultIn(typed);
    this.fault.set(fault);
    if (fault !== '') return;
    const terms = termsOf(typed);
    const rule = this.rule();
    const saved =
      rule === null
        ? await this.act.send({ clinicId: this.clinicId(), terms }, (body, id) =>
            this.#api.add(body, id),
          )
        : await this.act.send({ expectedVersion: rule.version, terms }, (body, id) =>
            this.#api.change(rule.id, body, id),
          );
    if (saved) this.saved.emit(saved);
  }
}

function typedOf(rule: AuthorizationRule | null, today: string): TypedRule {
  return {
    payerId: rule?.payerId ?? '',
    lineOfBusiness: rule?.lineOfBusiness ?? '',
    kind: rule?.kind ?? '',
    visitTypeId: rule?.visitTypeId ?? '',
    codePrefix: rule?.codePrefix ?? '',
    drugGroup: rule?.drugGroup ?? '',
    required: rule?.required === false ? 'no' : 'yes',
    level: rule?.level ?? 'individual',
    documents: (rule?.documents ?? []).join('\n'),
    renewDays: String(rule?.renewDays ?? 14),
    from: rule?.from ?? today,
    until: rule?.until ?? '',
    source: rule?.source ?? '',
  };
}

function faultIn({ codePrefix, renewDays, from, until, source }: TypedRule): string {
  if (codePrefix !== '' && !/^[A-Z0-9]{1,11}$/i.test(codePrefix.trim()))
    return 'A code, or its beginning, is letters and digits.';
  if (!/^\d{1,3}$/.test(renewDays.trim()) || Number(renewDays) < 1 || Number(renewDays) > 120)
    return 'The days before the end are a whole number from 1 to 120.';
  if (from === '') return 'Say from which day on it holds.';
  if (until !== '' && until < from) return 'The last day is before the first.';
  if (source.trim() === '') return 'Say where it is written.';
  return '';
}

function termsOf(typed: TypedRule): AuthorizationRuleTerms {
  return {
    payerId: typed.payerId || null,
    lineOfBusiness: (typed.lineOfBusiness || null) as LineOfBusiness | null,
    kind: (typed.kind || null) as AuthorizationKind | null,
    visitTypeId: typed.visitTypeId || null,
    codePrefix: typed.codePrefix.trim().toUpperCase() || null,
    drugGroup: typed.drugGroup.trim() || null,
    required: typed.required === 'yes',
    level: typed.level as ApprovalLevel,
    documents: typed.documents
      .split('\n')
      .map((title) => title.trim())
      .filter(Boolean),
    renewDays: Number(typed.renewDays),
    from: typed.from,
    until: typed.until || null,
    source: typed.source.trim(),
  };
}
