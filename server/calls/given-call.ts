// Builders for tests: a clinic with callers, and calls as their slice makes them.
import type { Call } from '#contract/calls';
import { givenPatient } from '../patients/given-patient.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { addCall, type AddCall } from './calls-service.ts';

export interface CallClinic {
  organizationId: string;
  clinicId: string;
  ana: GivenStaff;
  ben: GivenStaff;
  manager: GivenStaff;
  system: Scope;
}

export async function givenCallClinic(t: TestDatabase): Promise<CallClinic> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const person = (role: 'scheduler' | 'clinic-manager', given: string) =>
    givenStaff(t, { organizationId, clinicIds: [clinicId], role, given });
  return {
    organizationId,
    clinicId,
    ana: await person('scheduler', 'Ana'),
    ben: await person('scheduler', 'Ben'),
    manager: await person('clinic-manager', 'Mia'),
    system: { kind: 'system', organizationId, reason: 'test' },
  };
}

export async function givenCall(
  t: TestDatabase,
  clinic: { organizationId: string; clinicId: string },
  overrides: Partial<AddCall> = {},
): Promise<Call> {
  const { organizationId, clinicId } = clinic;
  const patientId = overrides.patientId ?? (await givenPatient(t, { organizationId }));
  const scope: Scope = { kind: 'system', organizationId, reason: 'test' };
  return t.database.inTransaction(scope, (ctx) =>
    addCall(ctx, {
      clinicId,
      patientId,
      kind: 'call-back',
      about: 'asked for the opening hours',
      priority: 'routine',
      appointmentId: null,
      ...overrides,
    }),
  );
}
