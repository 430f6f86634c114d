// The demo organization: three clinics in two time zones, one person per role, 24 providers. Nobody here exists.
import { roles, roleTitle, type Role } from '#contract/permission';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';

export const demoOrganizationId = demoId(1, 1);

export interface DemoClinic {
  id: string;
  name: string;
  zone: string;
}

export const demoClinics: readonly DemoClinic[] = [
  { id: demoId(2, 1), name: 'Harborview', zone: 'America/New_York' },
  { id: demoId(2, 2), name: 'Riverside', zone: 'America/New_York' },
  { id: demoId(2, 3), name: 'Mesa', zone: 'America/Denver' },
];

export interface DemoProvider {
  id: string;
  /** The first is where the provider works most. */
  clinicIds: string[];
}

/** The demo person of a role, who holds it in all clinics. */
export function demoStaffId(role: Role): string {
  return demoId(3, roles.indexOf(role) + 1);
}

export function demoStaff(startedAt: string): { providers: DemoProvider[]; tables: DemoTable[] } {
  const organization_id = demoOrganizationId;
  const people = [...roleHolders(), ...clinicSchedulers()];
  const providers = providerNames.map(([given, family], at) => {
    const home = demoClinics[at % demoClinics.length]?.id ?? '';
    // Two of Harborview also work in Riverside; the templates keep the days apart.
    const second = at === 0 || at === 3 ? [demoClinics[1]?.id ?? ''] : [];
    return { id: demoId(4, at + 1), given, family, at, clinicIds: [home, ...second] };
  });
  const grantsOf = (id: string) =>
    people
      .filter((one) => one.id === id)
      .flatMap(({ clinicIds, role }) => clinicIds.map((clinicId) => ({ clinicId, role })));
  const members = [
    ...people.map((one) =>
      member(one, {
        ...{ credentials: '', specialty: '', ...speaks(-1), is_provider: false },
        ...mayPrescribe(one.role === 'clinician' ? 'MA' : null),
      }),
    ),
    ...providers.map((one) =>
      member(one, {
        ...{ ...skill(one.at), ...speaks(one.at), is_provider: true },
        ...mayPrescribe(one.clinicIds[0] === demoClinics[2]?.id ? 'CO' : 'MA'),
      }),
    ),
  ];
  return {
    providers: providers.map(({ id, clinicIds }) => ({ id, clinicIds })),
    tables: [
      {
        table: 'organization',
        rows: [
          { organization_id, name: 'Demo Health Network', is_demo: true, created_at: startedAt },
        ],
      },
      { table: 'clinic', rows: demoClinics.map(clinicRow) },
      { table: 'staff_member', rows: members },
      {
        table: 'staff_member_version',
        rows: members.map((row) =>
          versionRow({ ...row, ...{ grants: grantsOf(row.id) } }, { act: 'add', from: startedAt }),
        ),
      },
      {
        table: 'provider_clinic',
        rows: providers.flatMap((one) =>
          one.clinicIds.map((clinic_id) => ({ organization_id, provider_id: one.id, clinic_id })),
        ),
      },
      {
        table: 'role_grant',
        rows: people.flatMap((one) =>
          grantsOf(one.id).map(({ clinicId, role }) => ({
            organization_id,
            staff_id: one.id,
            clinic_id: clinicId,
            role,
          })),
        ),
      },
    ],
  };
}

/** A licence of the state where they work most; `null` = no prescriber. */
function mayPrescribe(state: 'MA' | 'CO' | null) {
  const prescriber = state !== null;
  return {
    prescriber,
    dea_schedules: prescriber ? ['2', '2n', '3', '3n', '4', '5'] : [],
    licence_number: prescriber ? `DEMO-${state}` : null,
    licence_state: state,
    licence_expires_on: prescriber ? '2030-12-31' : null,
  };
}

function roleHolders() {
  return roles.map((role) => ({
    id: demoStaffId(role),
    given: 'Demo',
    family: roleTitle[role],
    role,
    clinicIds: demoClinics.map((clinic) => clinic.id),
  }));
}

/** Whoever may see one clinic only. */
function clinicSchedulers() {
  return demoClinics.map((clinic, at) => ({
    id: demoId(3, 101 + at),
    given: clinic.name,
    family: 'Scheduler',
    role: 'scheduler' as const,
    clinicIds: [clinic.id],
  }));
}

function member<T>(one: { id: string; given: string; family: string }, rest: T) {
  return {
    organization_id: demoOrganizationId,
    id: one.id,
    given: one.given,
    family: one.family,
    ...rest,
    ended_at: null,
    version: 1,
  };
}

function clinicRow(clinic: DemoClinic, at: number) {
  return {
    organization_id: demoOrganizationId,
    id: clinic.id,
    name: `${clinic.name} Clinic`,
    short_name: clinic.name,
    zone: clinic.zone,
    hour_cycle: 12,
    phone: ['+16175550100', '+16175550120', '+13035550140'][at] ?? '',
    address: ['1 Harbor Way', '20 Mill Street', '300 Mesa Drive'][at] ?? '',
    video_link: 'https://video.example.org/{room}',
    version: 1,
  };
}

const skills = [
  { credentials: 'MD', specialty: 'Family medicine' },
  { credentials: 'NP', specialty: 'Family medicine' },
  { credentials: 'MD', specialty: 'Internal medicine' },
  { credentials: 'PA', specialty: 'Family medicine' },
  { credentials: 'DO', specialty: 'Pediatrics' },
  { credentials: 'MD', specialty: 'Cardiology' },
];

function skill(at: number) {
  return skills[Math.floor(at / demoClinics.length) % skills.length] ?? skills[0];
}

/** Every fourth one speaks Spanish, one Portuguese and one Vietnamese besides. */
function speaks(at: number): { languages: string[]; gender: 'female' | 'male' | null } {
  if (at < 0) return { languages: [], gender: null };
  const rarer = at === 4 ? ['pt'] : at === 7 ? ['vi'] : [];
  const languages = ['en', ...(at % 4 === 1 ? ['es'] : []), ...rarer];
  return { languages, gender: at % 5 < 3 ? 'female' : 'male' };
}

// Minerals, woods and weather: no provider is called so.
const providerNames = (
  'Hazel Quartz,Rowan Flint,Sage Granite,Iris Marble,Linden Basalt,Juniper Slate,Olive Feldspar,' +
  'Aspen Gypsum,Laurel Garnet,Alder Topaz,Willow Opal,Heather Beryl,Reed Jasper,Fern Agate,' +
  'Clover Onyx,Holly Zircon,Bryony Mica,Cedar Pyrite,Myrtle Galena,Tansy Halite,Yarrow Talc,' +
  'Sorrel Calcite,Briar Dolomite,Poppy Cobalt'
)
  .split(',')
  .map((name) => name.split(' ') as [string, string]);
