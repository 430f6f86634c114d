// Builder for tests: a weekly template of a provider in a clinic.
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import type { TemplateBlock } from '#contract/availability';
import { openToAll } from '#contract/block-terms';
import { blockRows } from './availability-repository.ts';
import { minuteOf } from './availability-view.ts';

export interface GivenTemplate {
  organizationId: string;
  clinicId: string;
  providerId: string;
  id?: string;
  effectiveFrom?: string;
  effectiveTo?: string | null;
  visitsADay?: number;
  newPatientsADay?: number;
  /** Monday to Sunday 08:00–17:00, all visit types, unless told otherwise. */
  blocks?: (Pick<TemplateBlock, 'weekday' | 'startsAt' | 'endsAt'> & Partial<TemplateBlock>)[];
}

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  startsAt: '08:00',
  endsAt: '17:00',
}));

export async function givenTemplate(t: TestDatabase, options: GivenTemplate): Promise<string> {
  const id = options.id ?? newId();
  const { organizationId, clinicId, blocks = everyDay } = options;
  const row = {
    organization_id: organizationId,
    id,
    clinic_id: clinicId,
    provider_id: options.providerId,
    effective_from: options.effectiveFrom ?? '2020-01-01',
    effective_to: options.effectiveTo ?? null,
    visits_a_day: options.visitsADay ?? null,
    new_patients_a_day: options.newPatientsADay ?? null,
    version: 1,
  };
  const rows = blockRows(
    id,
    blocks.map((block) => ({ visitTypeIds: [], recurrence: null, ...openToAll, ...block })),
    minuteOf,
  );
  await t.owner('weekly_template').insert(row);
  if (rows.length > 0) {
    await t
      .owner('template_block')
      .insert(
        rows.map((block) => ({ ...block, organization_id: organizationId, clinic_id: clinicId })),
      );
  }
  await t.owner('weekly_template_version').insert({
    organization_id: organizationId,
    clinic_id: clinicId,
    id,
    version: 1,
    act: 'set',
    row: JSON.stringify({ ...row, blocks: rows }),
    valid_from: t.clock.now,
  });
  return id;
}
