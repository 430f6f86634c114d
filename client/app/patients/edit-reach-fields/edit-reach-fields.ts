import { Component, computed, input } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  addressUses,
  channels,
  dayTimes,
  phoneUses,
  type PatientAddress,
  type PatientPhone,
  type PatientRecord,
} from '#contract/patient-record';
import { zonesWith } from '../../platform/zones';
import { wordsOf } from '../words-of';

/** Phones, mail, channel and times, addresses: fields of the draft, written as they are typed. */
@Component({
  selector: 'app-edit-reach-fields',
  imports: [FormsModule, MatButton],
  templateUrl: './edit-reach-fields.html',
  styleUrl: './edit-reach-fields.scss',
})
export class EditReachFields {
  readonly draft = input.required<PatientRecord>();

  /** The fields live in the draft, not in the dialog's form. */
  protected readonly alone = { standalone: true };

  protected readonly phoneUses = wordsOf(phoneUses);
  protected readonly addressUses = wordsOf(addressUses);
  protected readonly channels = wordsOf(channels);
  protected readonly dayTimes = wordsOf(dayTimes);

  protected readonly zones = computed(() => zonesWith(this.draft().zone));

  protected addPhone(): void {
    const phone: PatientPhone = { number: '', use: 'mobile', mayText: false };
    this.draft().phones = [...this.draft().phones, phone];
  }

  protected removePhone(phone: PatientPhone): void {
    this.draft().phones = this.draft().phones.filter((one) => one !== phone);
  }

  /** The first is the one that is called and texted. */
  protected putFirst(phone: PatientPhone): void {
    this.draft().phones = [phone, ...this.draft().phones.filter((one) => one !== phone)];
  }

  protected toggleTime(code: keyof typeof dayTimes): void {
    const held = this.draft().preferredTimes;
    const wanted = held.includes(code) ? held.filter((one) => one !== code) : [...held, code];
    this.draft().preferredTimes = this.dayTimes
      .map((time) => time.code)
      .filter((time) => wanted.includes(time));
  }

  protected addAddress(): void {
    const address: PatientAddress = {
      use: 'home',
      line: '',
      line2: null,
      city: '',
      state: '',
      postalCode: '',
      country: 'US',
      fromOn: null,
      untilOn: null,
    };
    this.draft().addresses = [...this.draft().addresses, address];
  }

  protected removeAddress(address: PatientAddress): void {
    this.draft().addresses = this.draft().addresses.filter((one) => one !== address);
  }
}
