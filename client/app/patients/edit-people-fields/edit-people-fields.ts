import { Component, input } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  careRoles,
  type CareTeamMember,
  type PatientContact,
  type PatientRecord,
} from '#contract/patient-record';
import { wordsOf } from '../words-of';

export interface ProviderChoice {
  id: string;
  name: string;
}

/** Emergency contacts, guarantor, care team: fields of the draft, written as they are typed. */
@Component({
  selector: 'app-edit-people-fields',
  imports: [FormsModule, MatButton],
  templateUrl: './edit-people-fields.html',
  styleUrl: './edit-people-fields.scss',
})
export class EditPeopleFields {
  readonly draft = input.required<PatientRecord>();

  /** The fields live in the draft, not in the dialog's form. */
  protected readonly alone = { standalone: true };
  readonly providers = input<readonly ProviderChoice[]>([]);

  protected readonly careRoles = wordsOf(careRoles);

  protected addContact(): void {
    const contact: PatientContact = {
      name: '',
      relationship: '',
      phone: null,
      isEmergency: true,
      isGuarantor: false,
    };
    this.draft().contacts = [...this.draft().contacts, contact];
  }

  protected removeContact(contact: PatientContact): void {
    this.draft().contacts = this.draft().contacts.filter((one) => one !== contact);
  }

  /** One person is the guarantor. */
  protected markGuarantor(contact: PatientContact, isGuarantor: boolean): void {
    for (const one of this.draft().contacts) one.isGuarantor = isGuarantor && one === contact;
  }

  protected addMember(): void {
    const member: CareTeamMember = { role: 'pcp', providerId: null, name: '' };
    this.draft().careTeam = [...this.draft().careTeam, member];
  }

  protected removeMember(member: CareTeamMember): void {
    this.draft().careTeam = this.draft().careTeam.filter((one) => one !== member);
  }

  /** A provider who is no longer offered stays who they are. */
  protected isOffered({ providerId }: CareTeamMember): boolean {
    return this.providers().some(({ id }) => id === providerId);
  }

  protected choose(member: CareTeamMember, providerId: string | null): void {
    member.providerId = providerId;
    member.name = this.providers().find(({ id }) => id === providerId)?.name ?? '';
  }
}
