import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  coverageKinds,
  linesOfBusiness,
  type CoverageKind,
  type LineOfBusiness,
  type Payer,
} from '#contract/payer';
import { dialogAct } from '../../platform/dialog-act';
import { fieldMessage } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageApi } from '../coverage-api';

interface Typed {
  name: string;
  payerIdentifier: string;
  lineOfBusiness: LineOfBusiness;
  active: boolean;
}

/** A new payer, or one that is changed or taken out of the choice. */
@Component({
  selector: 'app-payer-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './payer-dialog.html',
  styleUrl: './payer-dialog.scss',
})
export class PayerDialog {
  /** The one that is changed; `null` for a new one. */
  readonly payer = input<Payer | null>(null);
  readonly saved = output<Payer>();
  readonly closed = output();

  readonly #api = inject(CoverageApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly lines = Object.entries(linesOfBusiness);
  protected readonly allKinds = Object.entries(coverageKinds) as [CoverageKind, string][];
  protected readonly kinds = signal<readonly CoverageKind[]>(['medical']);
  protected readonly typed = signal<Typed>({
    name: '',
    payerIdentifier: '',
    lineOfBusiness: 'commercial',
    active: true,
  });
  protected readonly fields = form(this.typed, (path) => {
    required(path.name, { message: 'Needed.' });
    maxLength(path.name, 100, { message: '100 characters at most.' });
    pattern(path.payerIdentifier, /^([A-Za-z0-9][A-Za-z0-9-]{1,79})?$/, {
      message: 'Letters, digits and hyphens, two at least.',
    });
  });
  protected readonly title = computed(() => (this.payer() ? 'Change a payer' : 'Add a payer'));

  constructor() {
    effect(() => {
      const payer = this.payer();
      if (!payer) return;
      const { name, payerIdentifier, lineOfBusiness, active, kinds } = payer;
      this.typed.set({ name, payerIdentifier: payerIdentifier ?? '', lineOfBusiness, active });
      this.kinds.set(kinds);
    });
  }

  protected faultOf(field: keyof Typed): string {
    const own = this.wasTried() ? this.fields[field]().errors()[0]?.message : undefined;
    return own ?? fieldMessage(this.act.problem(), field) ?? '';
  }

  protected chooseKind(kind: CoverageKind, event: Event): void {
    const isChosen = (event.target as HTMLInputElement).checked;
    this.kinds.update((kinds) =>
      isChosen ? [...kinds, kind] : kinds.filter((one) => one !== kind),
    );
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid() || this.kinds().length === 0) return;
    const { name, payerIdentifier, lineOfBusiness, active } = this.typed();
    const wish = {
      clinicId,
      name: name.trim(),
      payerIdentifier: payerIdentifier.trim().toUpperCase() || null,
      lineOfBusiness,
      kinds: [...this.kinds()],
    };
    const payer = this.payer();
    const saved = payer
      ? await this.act.send({ ...wish, expectedVersion: payer.version, active }, (body, id) =>
          this.#api.changePayer(payer.id, body, id),
        )
      : await this.act.send(wish, (body, id) => this.#api.addPayer(body, id));
    if (saved) this.saved.emit(saved);
  }
}
