import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Session } from '../../platform/session';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';

/** The clinic whose work is on show; remembered for the next sign-in. */
@Component({
  selector: 'app-clinic-picker',
  imports: [MatButton, MatMenu, MatMenuItem, MatMenuTrigger, SvgIcon],
  templateUrl: './clinic-picker.html',
  styleUrl: './clinic-picker.scss',
})
export class ClinicPicker {
  readonly #session = inject(Session);

  protected readonly clinic = this.#session.clinic;
  protected readonly clinics = this.#session.clinics;

  protected pick(clinicId: string): void {
    if (clinicId !== this.clinic()?.id) this.#session.pickClinic(clinicId);
  }
}
