// Builder for tests: time off or extra hours of a provider.
import type { ExceptionKind } from '#contract/schedule-exception';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import type { ExceptionRow } from './exception-repository.ts';

export interface GivenException {
  organizationId: string;
  clinicId: string;
  providerId: string;
  kind?: ExceptionKind;
  startsAt: string;
  endsAt: string;
  note?: string | null;
  visitTypeIds?: string[];
}

/** Time off, unless told otherwise; returns the id. */
export async function givenException(t: TestDatabase, options: GivenException): Promise<string> {
  const row: ExceptionRow = {
    organization_id: options.organizationId,
    id: newId(),
    clinic_id: options.clinicId,
    provider_id: options.providerId,
    kind: options.kind ?? 'time-off',
    starts_at: options.startsAt,
    ends_at: options.endsAt,
    note: options.note ?? null,
    visit_type_ids: options.visitTypeIds ?? [],
    removed_at: null,
    version: 1,
  };
  await t.owner('schedule_exception').insert(row);
  await t.owner('schedule_exception_version').insert({
    organization_id: row.organization_id,
    clinic_id: row.clinic_id,
    id: row.id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
  return row.id;
}
