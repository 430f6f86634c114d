import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { verificationWays, type Coverage, type VerificationWay } from '#contract/coverage';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageApi } from '../coverage-api';
import { dialogAct } from '../../platform/dialog-act';
import { typedCents, typedDollars } from '../../platform/money-words';

interface Typed {
  how: VerificationWay;
  copay: string;
  deductible: string;
  left: string;
}

/** Somebody made sure today that the coverage stands, and was perhaps told amounts. */
@Component({
  selector: 'app-coverage-verify-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './coverage-verify-dialog.html',
  styleUrl: './coverage-verify-dialog.scss',
})
export class CoverageVerifyDialog {
  readonly coverage = input.required<Coverage>();
  readonly saved = output<Coverage>();
  readonly closed = output();

  readonly #api = inject(CoverageApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly ways = Object.entries(verificationWays);
  protected readonly typed = signal<Typed>({
    how: 'card',
    copay: '',
    deductible: '',
    left: '',
  });
  protected readonly fields = form(this.typed, (path) => {
    for (const amount of [path.copay, path.deductible, path.left])
      validate(amount, ({ value }) =>
        typedCents(value()) === undefined
          ? { kind: 'amount', message: 'An amount in dollars, e.g. 25.50.' }
          : null,
      );
    validate(path.left, ({ value, valueOf }) =>
      (typedCents(value()) ?? 0) > (typedCents(valueOf(path.deductible)) ?? 0)
        ? { kind: 'too-much', message: 'No more than the deductible.' }
        : null,
    );
  });
  protected readonly title = computed(() => `Verified today: ${this.coverage().payer.name}`);

  constructor() {
    effect(() => {
      const { known } = this.coverage();
      if (!known) return;
      this.typed.update((typed) => ({
        ...typed,
        copay: typedDollars(known.copayCents),
        deductible: typedDollars(known.deductibleCents),
        left: typedDollars(known.deductibleLeftCents),
      }));
    });
  }

  protected faultOf(field: 'copay' | 'deductible' | 'left'): string {
    return this.fields[field]().errors()[0]?.message ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid()) return;
    const { how, copay, deductible, left } = this.typed();
    const { id, version: expectedVersion } = this.coverage();
    const wish = {
      clinicId,
      expectedVersion,
      how,
      copayCents: typedCents(copay) ?? null,
      deductibleCents: typedCents(deductible) ?? null,
      deductibleLeftCents: typedCents(left) ?? null,
    };
    const saved = await this.act.send(wish, (body, commandId) =>
      this.#api.verify(id, body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}
