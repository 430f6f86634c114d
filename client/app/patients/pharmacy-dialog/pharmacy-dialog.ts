import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, pattern, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Pharmacy } from '#contract/pharmacy';
import { dialogAct } from '../../platform/dialog-act';
import { fieldMessage } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { PharmacyApi } from '../pharmacy-api';

interface Typed {
  name: string;
  address: string;
  ncpdpId: string;
  phone: string;
  pickup: boolean;
  deliveryDays: string;
  mailDays: string;
}

/** Up to thirty, or nothing. */
const days = /^(\d|[12]\d|30)?$/;
const daysFault = 'A number of days, 30 at most.';

/** A new pharmacy, or one of which something else is known. */
@Component({
  selector: 'app-pharmacy-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './pharmacy-dialog.html',
  styleUrl: './pharmacy-dialog.scss',
})
export class PharmacyDialog {
  /** The one that is changed; `null` for a new one. */
  readonly pharmacy = input<Pharmacy | null>(null);
  readonly saved = output<Pharmacy>();
  readonly closed = output();

  readonly #api = inject(PharmacyApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly typed = signal<Typed>({
    name: '',
    address: '',
    ncpdpId: '',
    phone: '',
    pickup: true,
    deliveryDays: '',
    mailDays: '',
  });
  protected readonly fields = form(this.typed, (path) => {
    required(path.name, { message: 'Needed.' });
    maxLength(path.name, 120, { message: '120 characters at most.' });
    required(path.address, { message: 'Needed.' });
    maxLength(path.address, 200, { message: '200 characters at most.' });
    required(path.ncpdpId, { message: 'Needed.' });
    pattern(path.ncpdpId, /^\d{7}$/, { message: 'Seven digits.' });
    pattern(path.deliveryDays, days, { message: daysFault });
    pattern(path.mailDays, days, { message: daysFault });
    validate(path.pickup, ({ value, valueOf }) =>
      value() || valueOf(path.deliveryDays) !== '' || valueOf(path.mailDays) !== ''
        ? null
        : { kind: 'no-way', message: 'There must be a way for it to reach the patient.' },
    );
  });
  protected readonly title = computed(() =>
    this.pharmacy() ? 'Change a pharmacy' : 'Add a pharmacy',
  );

  constructor() {
    effect(() => {
      const pharmacy = this.pharmacy();
      if (!pharmacy) return;
      const { name, address, ncpdpId, phone, pickup, deliveryDays, mailDays } = pharmacy;
      this.typed.set({
        name,
        address,
        ncpdpId,
        phone: phone ?? '',
        pickup,
        deliveryDays: deliveryDays === null ? '' : String(deliveryDays),
        mailDays: mailDays === null ? '' : String(mailDays),
      });
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
    const { name, address, ncpdpId, phone, pickup, deliveryDays, mailDays } = this.typed();
    const wish = {
      clinicId,
      name: name.trim(),
      address: address.trim(),
      ncpdpId,
      phone: phone.trim() || null,
      pickup,
      deliveryDays: daysOf(deliveryDays),
      mailDays: daysOf(mailDays),
    };
    const pharmacy = this.pharmacy();
    const saved = pharmacy
      ? await this.act.send({ ...wish, expectedVersion: pharmacy.version }, (body, id) =>
          this.#api.change(pharmacy.id, body, id),
        )
      : await this.act.send(wish, (body, id) => this.#api.add(body, id));
    if (saved) this.saved.emit(saved);
  }
}

function daysOf(typed: string): number | null {
  return typed === '' ? null : Number(typed);
}
