// The only SQL that writes series and what was left out of them.
import type { SeriesUnit } from '#contract/visit-series';
import type { Ctx } from '../../platform/context.ts';

export interface SeriesRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  provider_id: string;
  visit_type_id: string;
  unit: SeriesUnit;
  every: number;
  places: number;
  booked_at: string;
}

export interface LeftOutRow {
  organization_id: string;
  series_id: string;
  place: number;
  clinic_id: string;
  planned_at: string;
  because: string;
  /** A person or a program. */
  left_out_by: string | null;
  left_out_at: string;
}

export async function insertSeries(
  ctx: Ctx,
  row: SeriesRow,
  leftOut: readonly LeftOutRow[],
): Promise<void> {
  await ctx.db('appointment_series').insert(row);
  if (leftOut.length > 0) await ctx.db('appointment_series_left_out').insert([...leftOut]);
}
