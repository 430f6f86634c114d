import { inject, Service } from '@angular/core';
import type { AnswerOf } from '#contract/endpoint';
import type { Role } from '#contract/permission';
import { listColleagues, type Colleague } from '#contract/staff';
import { removeSecondStepOf } from '#contract/second-step';
import {
  issueInvitation,
  issuePasswordReset,
  revokeStaffLink,
  type IssuedLink,
  type StaffLinkKind,
} from '#contract/staff-link';
import {
  changeStaffDetails,
  changeStaffRoles,
  endStaffMember,
  getStaffMember,
  inviteStaffMember,
  listStaffMembers,
  reinstateStaffMember,
  type StaffDetails,
  type StaffMember,
} from '#contract/staff-member';
import { Api } from '../platform/api';

export type StaffRecord = AnswerOf<typeof getStaffMember>;
type Known = Pick<StaffMember, 'id' | 'version'>;

/** Every call that the page of the staff makes. */
@Service()
export class StaffApi {
  readonly #api = inject(Api);

  async list(clinicId: string): Promise<StaffMember[]> {
    return (await this.#api.call(listStaffMembers, { query: { clinicId } })).items;
  }

  get(staffId: string): Promise<StaffRecord> {
    return this.#api.call(getStaffMember, { params: { staffId } });
  }

  async colleagues(clinicId: string): Promise<Colleague[]> {
    return (await this.#api.call(listColleagues, { query: { clinicId } })).items;
  }

  invite(body: {
    clinicId: string;
    given: string;
    family: string;
    roles: Role[];
  }): Promise<AnswerOf<typeof inviteStaffMember>> {
    return this.#api.call(inviteStaffMember, { body });
  }

  changeRoles(member: Known, clinicId: string, roles: Role[]): Promise<StaffMember> {
    const body = { expectedVersion: member.version, clinicId, roles };
    return this.#api.call(changeStaffRoles, { params: { staffId: member.id }, body });
  }

  changeDetails(member: Known, details: Partial<StaffDetails>): Promise<StaffMember> {
    const body = { expectedVersion: member.version, ...details };
    return this.#api.call(changeStaffDetails, { params: { staffId: member.id }, body });
  }

  end(member: Known): Promise<AnswerOf<typeof endStaffMember>> {
    return this.#api.call(endStaffMember, aboutVersion(member));
  }

  reinstate(member: Known): Promise<AnswerOf<typeof reinstateStaffMember>> {
    return this.#api.call(reinstateStaffMember, aboutVersion(member));
  }

  issueLink(staffId: string, kind: StaffLinkKind): Promise<IssuedLink> {
    const params = { staffId };
    return kind === 'invitation'
      ? this.#api.call(issueInvitation, { params })
      : this.#api.call(issuePasswordReset, { params });
  }

  async removeSecondStep(staffId: string): Promise<void> {
    await this.#api.call(removeSecondStepOf, { params: { staffId } });
  }

  async revokeLink(staffId: string): Promise<void> {
    await this.#api.call(revokeStaffLink, { params: { staffId } });
  }
}

function aboutVersion({ id, version }: Known) {
  return { params: { staffId: id }, body: { expectedVersion: version } };
}
