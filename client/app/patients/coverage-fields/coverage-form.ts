// What is typed of a coverage, in the dialog of its own and in the one that opens a chart.
import { inject, signal, type WritableSignal } from '@angular/core';
import { form, maxLength, required, type FieldTree } from '@angular/forms/signals';
import type { Coverage, CoverageOrder, NewCoverage, Relationship } from '#contract/coverage';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { todayIn } from '../patient-words';

export interface TypedCoverage {
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

export interface CoverageForm {
  readonly typed: WritableSignal<TypedCoverage>;
  readonly fields: FieldTree<TypedCoverage>;
}

/** In an injection context; covered from today on, until something else is typed. */
export function coverageForm(): CoverageForm {
  const zone = inject(Session).clinic()?.zone ?? 'UTC';
  const typed = signal<TypedCoverage>({
    payerId: '',
    planName: '',
    memberId: '',
    groupNumber: '',
    order: 'primary',
    relationship: 'self',
    family: '',
    given: '',
    birthOn: '',
    effectiveFrom: todayIn(inject(Clock).now(), zone),
    endsOn: '',
  });
  const fields = form(typed, (path) => {
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
  return { typed, fields };
}

export function typedOf(coverage: Coverage): TypedCoverage {
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

export function coverageOf(typed: TypedCoverage): NewCoverage {
  const { family, given, birthOn, groupNumber, endsOn, ...rest } = typed;
  const isHeldByOther = rest.relationship !== 'self';
  return {
    ...rest,
    groupNumber: groupNumber.trim() || null,
    endsOn: endsOn || null,
    subscriber: isHeldByOther ? { family, given, birthOn } : null,
  };
}
