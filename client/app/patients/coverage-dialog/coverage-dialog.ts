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
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  coverageOrders,
  relationships,
  type Coverage,
  type CoverageOrder,
  type Relationship,
} from '#contract/coverage';
import { fieldMessage } from '../../platform/problem-message';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageApi, type AddCoverage } from '../coverage-api';
import { orderWords } from '../coverage-words';
import { dialogAct } from '../dialog-act';
import { todayIn } from '../patient-words';

interface Typed {
  payerId: string;
  planName: string;
  memberId: string;
  groupNumber: string;
  order: CoverageOrder;
  relationship: Relationship;
  family: string;
  given: string;
  birthOn: string;
  effectiveFrom: string;
  endsOn: string;
}

/** A new coverage, or one that is changed. */
@Component({
  selector: 'app-coverage-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './coverage-dialog.html',
  styleUrl: './coverage-dialog.scss',
})
export class CoverageDialog {
  readonly patientId = input.required<string>();
  /** The one that is changed; `null` for a new one. */
  readonly coverage = input<Coverage | null>(null);
  readonly saved = output<Coverage>();
  readonly closed = output();

  readonly #api = inject(CoverageApi);
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly orders = coverageOrders.map((code) => ({ code, words: orderWords[code] }));
  protected readonly relationships = Object.entries(relationships);
  protected readonly typed = signal<Typed>(this.#blank());
  protected readonly fields = form(this.typed, (path) => {
    for (const needed of [path.payerId, path.planName, path.memberId, path.effectiveFrom])
      required(needed, { message: 'Needed.' });
    for (const holder of [path.family, path.given, path.birthOn])
      required(holder, {
        message: 'Needed.',
        when: ({ valueOf }) => valueOf(path.relationship) !== 'self',
      });
    maxLength(path.planName, 100, { message: '100 characters at most.' });
    maxLength(path.memberId, 80, { message: '80 characters at most.' });
    maxLength(path.groupNumber, 50, { message: '50 characters at most.' });
  });
  readonly #payers = resource({
    params: () => this.#session.clinic()?.id,
    loader: ({ params }) => this.#api.listPayers(params),
  });
  /** One that is no longer chosen stays in the choice where it stands. */
  protected readonly payers = computed(() =>
    (this.#payers.hasValue() ? this.#payers.value() : []).filter(
      ({ id, active }) => active || id === this.coverage()?.payer.id,
    ),
  );
  protected readonly isHeldByOther = computed(() => this.typed().relationship !== 'self');
  protected readonly title = computed(() =>
    this.coverage() ? 'Change a coverage' : 'Add a coverage',
  );

  constructor() {
    effect(() => {
      const coverage = this.coverage();
      if (coverage) this.typed.set(typedOf(coverage));
    });
  }

  protected faultOf(field: keyof Typed): string {
    const own = this.wasTried() ? this.fields[field]().errors()[0]?.message : undefined;
    return own ?? fieldMessage(this.act.problem(), field) ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid()) return;
    const coverage = this.coverage();
    const wish = wishOf(clinicId, this.typed());
    const saved = coverage
      ? await this.act.send({ ...wish, expectedVersion: coverage.version }, (body, commandId) =>
          this.#api.change(coverage.id, body, commandId),
        )
      : await this.act.send(wish, (body, commandId) =>
          this.#api.add(this.patientId(), body, commandId),
        );
    if (saved) this.saved.emit(saved);
  }

  #blank(): Typed {
    return {
      payerId: '',
      planName: '',
      memberId: '',
      groupNumber: '',
      order: 'primary',
      relationship: 'self',
      family: '',
      given: '',
      birthOn: '',
      effectiveFrom: todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
      endsOn: '',
    };
  }
}

function typedOf(coverage: Coverage): Typed {
  const { planName, memberId, order, relationship, subscriber, effectiveFrom } = coverage;
  return {
    payerId: coverage.payer.id,
    planName,
    memberId,
    groupNumber: coverage.groupNumber ?? '',
    order,
    relationship,
    family: subscriber?.family ?? '',
    given: subscriber?.given ?? '',
    birthOn: subscriber?.birthOn ?? '',
    effectiveFrom,
    endsOn: coverage.endsOn ?? '',
  };
}

function wishOf(clinicId: string, typed: Typed): AddCoverage {
  const { family, given, birthOn, groupNumber, endsOn, ...rest } = typed;
  const isHeldByOther = rest.relationship !== 'self';
  return {
    clinicId,
    ...rest,
    groupNumber: groupNumber.trim() || null,
    endsOn: endsOn || null,
    subscriber: isHeldByOther ? { family, given, birthOn } : null,
  };
}
