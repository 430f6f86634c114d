import type { Grant } from '#contract/permission';
import type { StaffLinkKind } from '#contract/staff-link';
import type {
  StaffDetails,
  StaffMember,
  StaffMemberState,
  StaffMemberVersion,
} from '#contract/staff-member';
import type { StaffMemberRow } from './staff-repository.ts';

export interface MemberRow extends Omit<StaffMemberRow, 'organization_id'> {
  last_sign_in_at: string | null;
  has_login: boolean;
  has_second_step: boolean;
  /** Of the demo, where people come in by their role. */
  is_demo: boolean;
  organization_name: string;
  link_kind: StaffLinkKind | null;
  link_until: string | null;
  grants: Grant[];
  /** Where their time can be booked. */
  clinic_ids: string[];
}

export function memberView(row: MemberRow): StaffMember {
  return {
    id: row.id,
    ...detailsView(row),
    isProvider: row.is_provider,
    state: stateOf(row),
    grants: row.grants,
    hasSecondStep: row.has_second_step,
    hasPassword: row.has_login,
    lastSignInAt: row.last_sign_in_at,
    linkUntil: row.link_until,
    version: row.version,
  };
}

export function stateOf(
  row: Pick<MemberRow, 'ended_at' | 'has_login' | 'is_demo' | 'grants' | 'link_kind'>,
): StaffMemberState {
  if (row.ended_at !== null) return 'left';
  if (row.has_login) return 'active';
  if (row.link_kind === 'invitation') return 'invited';
  return row.is_demo && row.grants.length > 0 ? 'active' : 'no-sign-in';
}

type DetailsRow = Omit<StaffMemberRow, 'organization_id' | 'id' | 'is_provider' | 'version'>;

function detailsView(row: DetailsRow): StaffDetails {
  const { licence_number: number, licence_state: state, licence_expires_on: expiresOn } = row;
  return {
    given: row.given,
    family: row.family,
    credentials: row.credentials,
    specialty: row.specialty,
    npi: row.npi,
    licence: number && state && expiresOn ? { number, state, expiresOn } : null,
    prescriber: row.prescriber,
    deaSchedules: row.dea_schedules as StaffDetails['deaSchedules'],
    supervisedById: row.supervised_by_id,
    languages: row.languages,
    gender: row.gender,
  };
}

export interface MemberVersionRow {
  version: number;
  act: string;
  valid_from: string;
  actor_id: string | null;
  /** As it stood; versions from before a column was there lack it. */
  row: Partial<StaffMemberRow> & { grants?: Grant[] };
}

/** From the first to the last; answers with the latest first. */
export function versionViews(rows: readonly MemberVersionRow[]): StaffMemberVersion[] {
  return rows.map((one, at) => versionView(one, rows[at - 1]?.row)).reverse();
}

function versionView(
  { version, act, valid_from: at, actor_id: actorId, row }: MemberVersionRow,
  before: MemberVersionRow['row'] = {},
): StaffMemberVersion {
  const fields = shownFields.flatMap((field) => {
    const [was, is] = [textOf(before[field]), textOf(row[field])];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
  const [had, has] = [before.grants ?? [], row.grants ?? []];
  return {
    version,
    act,
    at,
    actorId,
    fields,
    added: without(has, had),
    removed: without(had, has),
  };
}

export function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const keys = new Set(others.map(keyOf));
  return grants.filter((grant) => !keys.has(keyOf(grant)));
}

function keyOf({ clinicId, role }: Grant): string {
  return `${clinicId} ${role}`;
}

const shownFields = [
  'given',
  'family',
  'credentials',
  'specialty',
  'npi',
  'licence_number',
  'licence_state',
  'licence_expires_on',
  'prescriber',
  'dea_schedules',
  'supervised_by_id',
  'languages',
  'gender',
] as const;

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (value === true) return 'yes';
  return typeof value === 'string' ? value : '';
}
