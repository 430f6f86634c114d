import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Appointment } from '#contract/calendar';
import { joinLink } from '#contract/video-link';
import type { PatientHeader } from '../../patients/patient-header/patient-header';
import { phoneWords } from '../../platform/phone-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';

/** How the patient of a visit at a distance is reached, and when that is where they are. */
@Component({
  selector: 'app-visit-reach',
  imports: [MatButton],
  templateUrl: './visit-reach.html',
  styleUrl: './visit-reach.scss',
})
export class VisitReach {
  readonly visit = input.required<Appointment>();
  /** Of its patient: who they are, and what beats every other number. */
  readonly header = input.required<PatientHeader>();

  readonly #clipboard = inject(Clipboard);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly isVideo = computed(() => this.visit().modality === 'video');
  protected readonly isPhone = computed(() => this.visit().modality === 'phone');
  protected readonly link = computed(() => {
    const clinic = this.#session.clinicOf(this.visit().clinicId);
    return joinLink(clinic?.videoLink ?? null, this.visit().videoRoom);
  });
  /** A confidential number beats what was said for the visit, and that beats the chart. */
  protected readonly number = computed(() => {
    const onlyNumber = this.header().onlyNumber();
    if (onlyNumber !== null) return { number: onlyNumber, from: 'confidential, the only one' };
    const { callNumber } = this.visit();
    if (callNumber !== null) return { number: callNumber, from: 'for this visit' };
    const phone = this.header().patient()?.phone ?? null;
    return phone === null ? null : { number: phone, from: 'from the chart' };
  });
  protected readonly isKnown = computed(() => this.header().patient() !== null);
  protected readonly theirTime = computed(() =>
    this.#format.timeElsewhere(this.visit().startsAt, this.header().patient()?.zone ?? null),
  );

  protected readonly words = phoneWords;

  protected copy(link: string): void {
    const copied = this.#clipboard.copy(link);
    this.#toasts.show({ message: copied ? 'Link copied' : 'The link could not be copied' });
  }
}
