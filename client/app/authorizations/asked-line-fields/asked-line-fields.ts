import { Component, computed, inject, input, linkedSignal, untracked } from '@angular/core';
import * as z from 'zod/mini';
import {
  authorizationKinds,
  quantityUnits,
  serviceCode,
  serviceCodeSystems,
  type AskedLine,
  type AuthorizationKind,
  type QuantityUnit,
  type ServiceCode,
  type ServiceCodeSystem,
} from '#contract/authorization-line';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { addDays, localDateOf } from '../../platform/wall-time';
import { injectProviders, injectVisitTypes } from '../authorization-lookups';
import type { Typed } from '../../platform/work-queue/step-fields';

interface TypedLine {
  kind: AuthorizationKind;
  description: string;
  system: ServiceCodeSystem;
  code: string;
  modifiers: string;
  quantity: string;
  unit: QuantityUnit;
  from: string;
  until: string;
  placeOfService: string;
  renderingId: string;
  visitTypeId: string;
  drugGroup: string;
}

/** What decides whether it is required. */
export interface TypedNeed {
  kind: AuthorizationKind;
  code: ServiceCode | null;
  visitTypeId: string | null;
  drugGroup: string | null;
  on: string;
}

const usualDays = 90;
const office = '11';

/** One service, drug, procedure or referral as it is asked for. */
@Component({
  selector: 'app-asked-line-fields',
  templateUrl: './asked-line-fields.html',
  styleUrl: './asked-line-fields.scss',
})
export class AskedLineFields {
  /** `null` = a new one. */
  readonly line = input<(AskedLine & { id?: string }) | null>(null);
  /** The first field of a dialog. */
  readonly isFirst = input(false);

  readonly #clock = inject(Clock);
  readonly #session = inject(Session);
  protected readonly providers = injectProviders();
  protected readonly visitTypes = injectVisitTypes();

  protected readonly kinds = Object.entries(authorizationKinds);
  protected readonly systems = Object.entries(serviceCodeSystems);
  protected readonly units = Object.entries(quantityUnits);

  readonly #lineId = computed(() => this.line()?.id ?? '');
  protected readonly typed = linkedSignal<string, TypedLine>({
    source: this.#lineId,
    computation: () => untracked(() => this.#start()),
  });
  readonly #code = computed(() => codeOf(this.typed()));
  readonly need = computed<TypedNeed>(() => {
    const { kind, visitTypeId, drugGroup, from } = this.typed();
    return {
      kind,
      code: this.#code() ?? null,
      visitTypeId: visitTypeId || null,
      drugGroup: kind === 'drug' ? drugGroup.trim() || null : null,
      on: from,
    };
  });

  read(): Typed<AskedLine> {
    const typed = this.typed();
    const fault = faultOf(typed);
    if (fault !== '') return { fault };
    const code = this.#code();
    if (code === undefined) return { fault: `“${typed.code.trim()}” is no code of that system.` };
    const { kind, unit, from, until, renderingId, visitTypeId } = typed;
    return {
      value: {
        ...{ kind, code, unit, from, until },
        description: typed.description.trim(),
        quantity: Number(typed.quantity),
        placeOfService: typed.placeOfService.trim(),
        renderingId: renderingId || null,
        visitTypeId: visitTypeId || null,
        drugGroup: this.need().drugGroup,
      },
    };
  }

  protected type(name: keyof TypedLine, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.typed.update((typed) => ({ ...typed, [name]: value }));
  }

  /** A visit type says what is asked, as long as nobody has typed it. */
  protected chooseVisitType(event: Event): void {
    const id = (event.target as HTMLSelectElement).value;
    const name = this.visitTypes().find((each) => each.id === id)?.name ?? '';
    this.typed.update((typed) => ({
      ...typed,
      visitTypeId: id,
      description: typed.description.trim() === '' ? name : typed.description,
    }));
  }

  #start(): TypedLine {
    const line = this.line();
    const today = localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
    if (line === null)
      return {
        ...{ kind: 'service', description: '', system: 'cpt', code: '', modifiers: '' },
        ...{ quantity: '1', unit: 'visits', from: today, until: addDays(today, usualDays) },
        ...{ placeOfService: office, renderingId: '', visitTypeId: '', drugGroup: '' },
      };
    const { code, quantity, renderingId, visitTypeId, drugGroup } = line;
    const { kind, description, unit, from, until, placeOfService } = line;
    return {
      ...{ kind, description, unit, from, until, placeOfService },
      ...{ system: code?.system ?? 'cpt', code: code?.code ?? '' },
      ...{ modifiers: code?.modifiers.join(' ') ?? '', quantity: String(quantity) },
      ...{ renderingId: renderingId ?? '', visitTypeId: visitTypeId ?? '' },
      drugGroup: drugGroup ?? '',
    };
  }
}

/** `null` = none is typed; `undefined` = what is typed is none. */
function codeOf({ system, code, modifiers }: TypedLine): ServiceCode | null | undefined {
  if (code.trim() === '') return null;
  const typed = {
    system,
    code: code.trim().toUpperCase(),
    modifiers: modifiers
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  };
  return z.safeParse(serviceCode, typed).data;
}

function faultOf({ description, quantity, from, until, placeOfService }: TypedLine): string {
  if (description.trim() === '') return 'Say what is asked for.';
  if (!/^[1-9]\d{0,3}$/.test(quantity.trim()))
    return 'How many are asked for is a whole number from 1 to 9999.';
  if (from === '' || until === '') return 'Say from which day until which day.';
  if (from > until) return 'The last day is before the first.';
  if (!/^\d{2}$/.test(placeOfService.trim())) return 'The place of service is two digits.';
  return '';
}
