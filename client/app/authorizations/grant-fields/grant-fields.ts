import { Component, computed, input, linkedSignal, untracked } from '@angular/core';
import {
  approvalLevels,
  quantityUnits,
  type ApprovalLevel,
  type AuthorizationLine,
  type LineGrant,
  type QuantityUnit,
} from '#contract/authorization-line';
import type { Typed } from '../../platform/work-queue/step-fields';
import { injectProviders } from '../authorization-lookups';

/** What the payer lets be done: how many, until when, by whom. It begins with what was granted, or else asked for. */
@Component({
  selector: 'app-grant-fields',
  templateUrl: './grant-fields.html',
  styleUrl: './grant-fields.scss',
})
export class GrantFields {
  readonly line = input.required<AuthorizationLine>();

  protected readonly providers = injectProviders();
  protected readonly levels = Object.entries(approvalLevels) as [ApprovalLevel, string][];
  protected readonly units = Object.entries(quantityUnits) as [QuantityUnit, string][];

  readonly #start = computed(() => this.line().grant ?? this.line());
  readonly #lineId = computed(() => this.line().id);
  readonly #whenOther = <T>(first: () => T) =>
    linkedSignal({ source: this.#lineId, computation: () => untracked(first) });
  protected readonly quantity = this.#whenOther(() => String(this.#start().quantity));
  protected readonly unit = this.#whenOther<QuantityUnit>(() => this.#start().unit);
  protected readonly from = this.#whenOther(() => this.#start().from);
  protected readonly until = this.#whenOther(() => this.#start().until);
  protected readonly level = this.#whenOther<ApprovalLevel>(
    () => this.line().grant?.level ?? (this.line().renderingId === null ? 'site' : 'individual'),
  );
  protected readonly providerIds = this.#whenOther<readonly string[]>(() => {
    const { grant, renderingId } = this.line();
    return grant?.providerIds ?? (renderingId === null ? [] : [renderingId]);
  });

  read(): Typed<LineGrant> {
    const [quantity, from, until, level] = [
      this.quantity().trim(),
      this.from(),
      this.until(),
      this.level(),
    ];
    if (!/^[1-9]\d{0,3}$/.test(quantity))
      return { fault: 'How many are granted is a whole number from 1 to 9999.' };
    if (from === '' || until === '') return { fault: 'Say from which day until which day.' };
    if (from > until) return { fault: 'The last day is before the first.' };
    const providerIds = level === 'site' ? [] : [...this.providerIds()];
    if (level === 'individual' && providerIds.length !== 1)
      return { fault: 'Choose the provider.' };
    if (level === 'group' && providerIds.length === 0) return { fault: 'Choose the providers.' };
    const code = this.line().grant?.code ?? null;
    return {
      value: {
        quantity: Number(quantity),
        unit: this.unit(),
        from,
        until,
        level,
        providerIds,
        code,
      },
    };
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected countIn(event: Event): void {
    this.unit.set(this.valueOf(event) as QuantityUnit);
  }

  protected grantTo(event: Event): void {
    this.level.set(this.valueOf(event) as ApprovalLevel);
    if (this.level() === 'individual') this.providerIds.update((ids) => ids.slice(0, 1));
  }

  protected chooseOne(event: Event): void {
    const id = this.valueOf(event);
    this.providerIds.set(id === '' ? [] : [id]);
  }

  protected toggle(providerId: string): void {
    this.providerIds.update((ids) =>
      ids.includes(providerId) ? ids.filter((id) => id !== providerId) : [...ids, providerId],
    );
  }
}
