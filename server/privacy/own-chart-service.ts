// Which chart is the own one of somebody who works here: said by who answers for privacy, guessed by nobody.
import type { WatchedPerson } from '#contract/privacy';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { conflict, notFound, ruleBroken } from '../platform/problem.ts';
import { findWatchedPerson, listOwnCharts } from './own-chart-queries.ts';
import { putOwnChart } from './own-chart-repository.ts';
import { requireReader } from './require-reader.ts';

export async function linkOwnChart(
  ctx: Ctx,
  input: { staffId: string; patientId: string | null; expectedVersion: number },
): Promise<WatchedPerson> {
  await requireReader(ctx);
  const { staffId, patientId, expectedVersion } = input;
  const person = await findWatchedPerson(ctx, staffId);
  if (!person) throw notFound('person');
  if (patientId !== null) await requireNobodysElse(ctx, staffId, patientId);
  const row = await putOwnChart(ctx, { staffId, patientId, version: expectedVersion });
  const now = await findWatchedPerson(ctx, staffId);
  if (!row || !now) throw conflict(now);
  recordAudit(ctx, {
    act: patientId === null ? 'privacy.unlink-own-chart' : 'privacy.link-own-chart',
    clinicId: null,
    entityId: staffId,
    detail: { patientId, before: person.ownChart?.id ?? null },
  });
  recordChange(ctx, {
    type: 'privacy.own-chart-linked',
    clinicId: null,
    entityId: staffId,
    version: row.version,
    payload: null,
  });
  return now;
}

async function requireNobodysElse(ctx: Ctx, staffId: string, patientId: string): Promise<void> {
  await getPatientSummary(ctx, patientId);
  const [held] = await listOwnCharts(ctx, { staffIds: [], patientIds: [patientId] });
  if (held && held.staffId !== staffId)
    throw ruleBroken(
      'chart-of-another',
      'This chart is linked to somebody else who works here; nothing was changed.',
    );
}
