// What the screen says of people.
import { roleTitle, type Role } from '#contract/permission';
import type {
  StaffDetails,
  StaffMember,
  StaffMemberState,
  StaffMemberVersion,
} from '#contract/staff-member';
import type { Tone } from '../ui/status-chip/status-chip';

export const stateChips: Record<StaffMemberState, { word: string; tone: Tone }> = {
  active: { word: 'active', tone: 'ok' },
  invited: { word: 'invited', tone: 'info' },
  left: { word: 'left', tone: 'neutral' },
  'no-sign-in': { word: 'no sign-in', tone: 'held' },
};

export function rolesIn(member: Pick<StaffMember, 'grants'>, clinicId: string): Role[] {
  return member.grants.flatMap((held) => (held.clinicId === clinicId ? [held.role] : []));
}

export function roleWords(roles: readonly Role[]): string {
  return roles.map((role) => roleTitle[role]).join(', ');
}

/** Name, role or state, as somebody types it to find a person. */
export function isFound(member: StaffMember, clinicId: string, typed: string): boolean {
  const { family, given, credentials, state } = member;
  const roles = roleWords(rolesIn(member, clinicId));
  const text = [family, given, credentials, roles, stateChips[state].word].join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/[\s,]+/)
    .every((word) => text.includes(word));
}

const acts: Readonly<Record<string, string>> = {
  add: 'Added',
  'add-provider': 'Added as a provider',
  'create-first-administrator': 'Set up the organization',
  invite: 'Invited',
  'change-roles': 'Roles changed',
  'change-details': 'Details changed',
  end: 'Work here ended',
  reinstate: 'Works here again',
};

export function actWords(act: string): string {
  return acts[act] ?? act;
}

export const genderWords: Record<NonNullable<StaffDetails['gender']>, string> = {
  female: 'Woman',
  male: 'Man',
  other: 'Another',
};

const fieldTitles: Readonly<Record<string, string>> = {
  given: 'given name',
  family: 'family name',
  credentials: 'credentials',
  specialty: 'specialty',
  npi: 'NPI',
  licence_number: 'licence number',
  licence_state: 'licence state',
  licence_expires_on: 'licence expires',
  prescriber: 'prescriber',
  dea_schedules: 'DEA schedules',
  supervised_by_id: 'supervised by',
  languages: 'languages',
  gender: 'gender',
};

/** `family name: Rivera → Diaz`; what was not there before stands alone. */
export function changeWords(
  { fields, added, removed }: StaffMemberVersion,
  names: { clinic: (id: string) => string; person: (id: string) => string },
): string[] {
  const shown = (field: string, text: string): string =>
    field === 'supervised_by_id' && text ? names.person(text) : text || 'none';
  return [
    ...fields.map(({ field, before, after }) => {
      const title = fieldTitles[field] ?? field;
      return before
        ? `${title}: ${shown(field, before)} → ${shown(field, after)}`
        : `${title}: ${shown(field, after)}`;
    }),
    ...added.map(({ clinicId, role }) => `+ ${roleTitle[role]} in ${names.clinic(clinicId)}`),
    ...removed.map(({ clinicId, role }) => `− ${roleTitle[role]} in ${names.clinic(clinicId)}`),
  ];
}
