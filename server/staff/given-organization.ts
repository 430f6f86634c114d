// Builders for tests: an organization with clinics, people with grants, providers.
import type { Grant, Role } from '#contract/permission';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';

export interface GivenOrganization {
  organizationId: string;
  clinicIds: string[];
  /** The first clinic. */
  clinicId: string;
}

export async function givenOrganization(
  t: TestDatabase,
  options: { clinics?: { name?: string; zone?: string }[]; isDemo?: boolean } = {},
): Promise<GivenOrganization> {
  const organizationId = newId();
  const clinics = (options.clinics ?? [{}]).map((clinic, at) => ({
    organization_id: organizationId,
    id: newId(),
    name: clinic.name ?? `Clinic ${String(at + 1)}`,
    short_name: clinic.name ?? `Clinic ${String(at + 1)}`,
    zone: clinic.zone ?? 'America/New_York',
    phone: '+16175550100',
    address: '1 Harbor Way',
  }));
  await t.owner('organization').insert({
    organization_id: organizationId,
    name: 'Test Health',
    is_demo: options.isDemo ?? false,
    created_at: t.clock.now,
  });
  await t.owner('clinic').insert(clinics);
  const clinicIds = clinics.map((clinic) => clinic.id);
  return { organizationId, clinicIds, clinicId: clinicIds[0] ?? '' };
}

export interface GivenStaff {
  staffId: string;
  organizationId: string;
  grants: Grant[];
  scope: Extract<Scope, { kind: 'user' }>;
}

/** A person who may sign in, with one role in the given clinics or with the grants given. */
export async function givenStaff(
  t: TestDatabase,
  options: {
    organizationId: string;
    role?: Role;
    clinicIds?: string[];
    grants?: Grant[];
    given?: string;
    family?: string;
  },
): Promise<GivenStaff> {
  const staffId = newId();
  const { organizationId, role = 'scheduler', clinicIds = [] } = options;
  const grants = options.grants ?? clinicIds.map((clinicId) => ({ clinicId, role }));
  await t.owner('staff_member').insert({
    organization_id: organizationId,
    id: staffId,
    given: options.given ?? 'Sam',
    family: options.family ?? 'Rivera',
  });
  if (grants.length > 0) {
    await t.owner('role_grant').insert(
      grants.map((grant) => ({
        organization_id: organizationId,
        staff_id: staffId,
        clinic_id: grant.clinicId,
        role: grant.role,
      })),
    );
  }
  return {
    staffId,
    organizationId,
    grants,
    scope: { kind: 'user', organizationId, staffId, grants },
  };
}

/** A provider who works in the given clinics; returns the id. */
export async function givenProvider(
  t: TestDatabase,
  options: { organizationId: string; clinicIds: string[]; family?: string; given?: string },
): Promise<string> {
  const providerId = newId();
  await t.owner('staff_member').insert({
    organization_id: options.organizationId,
    id: providerId,
    given: options.given ?? 'Hannah',
    family: options.family ?? 'Lee',
    credentials: 'MD',
    specialty: 'Family medicine',
    is_provider: true,
  });
  await t.owner('provider_clinic').insert(
    options.clinicIds.map((clinicId) => ({
      organization_id: options.organizationId,
      provider_id: providerId,
      clinic_id: clinicId,
    })),
  );
  return providerId;
}
