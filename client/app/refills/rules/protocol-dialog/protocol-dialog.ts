import { Component, effect, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { DrugGroup } from '#contract/drug-group';
import type { ProtocolCriterion, ProtocolTerms, RefillProtocol } from '#contract/refill-protocol';
import { dialogAct } from '../../../platform/dialog-act';
import { fieldMessage } from '../../../platform/problem-message';
import { Session } from '../../../platform/session';
import { Modal } from '../../../ui/modal/modal';
import { RulesApi } from '../rules-api';

/** A criterion as it is typed; what its kind does not have stays as it was. */
interface TypedCriterion {
  kind: ProtocolCriterion['kind'];
  months: string;
  years: string;
  codes: string;
  title: string;
  low: string;
  high: string;
  unit: string;
}

const blank: TypedCriterion = {
  ...{ kind: 'seen', months: '12', years: '18', codes: '', title: '', low: '', high: '', unit: '' },
};

export const criterionKinds: Record<ProtocolCriterion['kind'], string> = {
  seen: 'Seen within',
  laboratory: 'Laboratory value',
  age: 'At least so old',
  established: 'Taken for so long',
};

type Numbers = 'mostDays' | 'mostRepeats' | 'bridgeDays' | 'sampleOneIn';

/** Drafts a protocol or changes one; its signature falls with a change. */
@Component({
  selector: 'app-protocol-dialog',
  imports: [MatButton, Modal],
  templateUrl: './protocol-dialog.html',
  styleUrl: './protocol-dialog.scss',
})
export class ProtocolDialog {
  /** The one that is changed; `null` for a new one. */
  readonly protocol = input<RefillProtocol | null>(null);
  readonly groups = input.required<readonly DrugGroup[]>();
  readonly saved = output<RefillProtocol>();
  readonly closed = output();

  readonly #api = inject(RulesApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly kinds = Object.entries(criterionKinds);
  protected readonly title = signal('');
  protected readonly source = signal('');
  protected readonly expiresOn = signal('');
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly numbers = signal<Record<Numbers, string>>({
    ...{ mostDays: '90', mostRepeats: '3', bridgeDays: '30', sampleOneIn: '10' },
  });
  protected readonly criteria = signal<readonly TypedCriterion[]>([]);

  constructor() {
    effect(() => {
      const terms = this.protocol()?.terms;
      if (!terms) return;
      this.title.set(terms.title);
      this.source.set(terms.source);
      this.expiresOn.set(terms.expiresOn);
      this.chosen.set(new Set(terms.groups));
      this.numbers.set({
        mostDays: String(terms.mostDays),
        mostRepeats: String(terms.mostRepeats),
        bridgeDays: String(terms.bridgeDays),
        sampleOneIn: String(terms.sampleOneIn),
      });
      this.criteria.set(terms.criteria.map(typedOf));
    });
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected toggle(code: string): void {
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(code)) next.add(code);
      return next;
    });
  }

  protected setNumber(name: Numbers, event: Event): void {
    this.numbers.update((numbers) => ({ ...numbers, [name]: this.valueOf(event) }));
  }

  protected setCriterion(at: number, field: keyof TypedCriterion, event: Event): void {
    const value = this.valueOf(event);
    this.criteria.update((all) =>
      all.map((one, place) => (place === at ? { ...one, [field]: value } : one)),
    );
  }

  protected addCriterion(): void {
    this.criteria.update((all) => [...all, blank]);
  }

  protected removeCriterion(at: number): void {
    this.criteria.update((all) => all.filter((_, place) => place !== at));
  }

  /** Of a field of the terms, wherever in it the fault lies. */
  protected faultOf(path: string): string {
    const fields = this.act.problem()?.fields ?? [];
    const within = fields.find((field) => field.path.startsWith(`terms.${path}.`));
    return fieldMessage(this.act.problem(), `terms.${path}`) ?? within?.message ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId) return;
    const terms = this.#terms();
    const protocol = this.protocol();
    const saved = protocol
      ? await this.act.send({ expectedVersion: protocol.version, terms }, (body, id) =>
          this.#api.change(protocol.id, body, id),
        )
      : await this.act.send({ clinicId, terms }, (body, id) => this.#api.add(body, id));
    if (saved) this.saved.emit(saved);
  }

  #terms(): ProtocolTerms {
    const { mostDays, mostRepeats, bridgeDays, sampleOneIn } = this.numbers();
    return {
      title: this.title().trim(),
      groups: [...this.chosen()],
      criteria: this.criteria().map(criterionOf),
      mostDays: numberOf(mostDays),
      mostRepeats: numberOf(mostRepeats),
      bridgeDays: numberOf(bridgeDays),
      sampleOneIn: numberOf(sampleOneIn),
      source: this.source().trim(),
      expiresOn: this.expiresOn(),
    };
  }
}

/** What is no number is refused by the server, which names the field. */
function numberOf(typed: string): number {
  return typed.trim() === '' ? Number.NaN : Number(typed);
}

function limitOf(typed: string): number | null {
  return typed.trim() === '' ? null : Number(typed);
}

function criterionOf(typed: TypedCriterion): ProtocolCriterion {
  const { kind } = typed;
  if (kind === 'age') return { kind, years: numberOf(typed.years) };
  const months = numberOf(typed.months);
  if (kind !== 'laboratory') return { kind, months };
  const codes = typed.codes.split(/[\s,]+/).filter(Boolean);
  const { title, unit } = typed;
  return {
    ...{ kind, months, codes, title: title.trim(), unit: unit.trim() },
    ...{ low: limitOf(typed.low), high: limitOf(typed.high) },
  };
}

function typedOf(criterion: ProtocolCriterion): TypedCriterion {
  switch (criterion.kind) {
    case 'age':
      return { ...blank, kind: 'age', years: String(criterion.years) };
    case 'seen':
    case 'established':
      return { ...blank, kind: criterion.kind, months: String(criterion.months) };
    case 'laboratory':
      return {
        ...{ ...blank, kind: 'laboratory', months: String(criterion.months) },
        ...{ codes: criterion.codes.join(' '), title: criterion.title, unit: criterion.unit },
        ...{ low: criterion.low?.toString() ?? '', high: criterion.high?.toString() ?? '' },
      };
  }
}
