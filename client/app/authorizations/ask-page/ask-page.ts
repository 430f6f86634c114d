import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { Session } from '../../platform/session';
import { PageHeader } from '../../ui/page-header/page-header';
import { AskForm } from '../ask-form/ask-form';
import { AskedNews } from '../asked-news';
import type { OpenedAuthorization } from '../authorizations-api';

/** Asking for a patient whose page was on show: also for those who work on no queue of authorizations. */
@Component({
  selector: 'app-ask-page',
  imports: [AskForm, PageHeader, PatientHeader],
  template: `
    <app-page-header title="Ask for authorization" />
    <div class="body">
      <app-patient-header [patientId]="patientId()" />
      @if (clinicId(); as clinicId) {
        <app-ask-form
          [clinicId]="clinicId"
          [patientId]="patientId()"
          [appointmentId]="visit() ?? null"
          (opened)="tell($event)"
          (left)="back()"
        />
      }
    </div>
  `,
  styleUrl: './ask-page.scss',
})
export class AskPage {
  /** From the address. */
  readonly patientId = input.required<string>();
  /** The visit that it is for, from the address. */
  readonly visit = input<string>();

  readonly #news = inject(AskedNews);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);

  protected tell(opened: OpenedAuthorization): void {
    this.#news.tell(opened);
    this.back();
  }

  protected back(): void {
    void this.#router.navigate(['/patients', this.patientId()]);
  }
}
