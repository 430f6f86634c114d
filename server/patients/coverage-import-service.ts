// The door for coverages that were kept in another system: many at once.
import type { Coverage } from '#contract/coverage';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { insertCoverages, lockOpenCharts } from './coverage-import-repository.ts';
import { coveragesOf } from './coverage-queries.ts';
import type { CoverageRow } from './coverage-repository.ts';
import {
  columnsOf,
  notVerified,
  requireEditing,
  requireSensible,
  type CoverageFields,
} from './coverage-service.ts';
import { listPayers } from './payer-queries.ts';

export interface ImportedCoverage extends CoverageFields {
  /** Chosen by the caller, who remembers it. */
  id: string;
  patientId: string;
}

export type CoverageRefusal = 'chart-retired' | 'unknown-payer' | 'order-taken';

/** Answers in the order of the coverages: `null` = it was added. */
export async function importCoverages(
  ctx: Ctx,
  { clinicId, coverages }: { clinicId: string; coverages: readonly ImportedCoverage[] },
): Promise<(CoverageRefusal | null)[]> {
  requireEditing(ctx, clinicId);
  coverages.forEach(requireSensible);
  const patientIds = coverages.map(({ patientId }) => patientId);
  const open = await lockOpenCharts(ctx, [...new Set(patientIds)]);
  const payers = new Set((await listPayers(ctx)).flatMap(({ id, active }) => (active ? id : [])));
  const weigh = await weighOrders(ctx, patientIds);
  const answers = coverages.map((coverage): CoverageRefusal | null => {
    if (!open.has(coverage.patientId)) return 'chart-retired';
    return payers.has(coverage.payerId) ? weigh(coverage) : 'unknown-payer';
  });
  const added = coverages.filter((_coverage, at) => answers[at] === null);
  for (const row of await insertCoverages(
    ctx,
    added.map((each) => rowOf(ctx, each)),
  ))
    announce(ctx, clinicId, row);
  return answers;
}

type Days = Pick<Coverage, 'patientId' | 'order' | 'effectiveFrom' | 'endsOn'>;

/** What would become of coverages of these patients, one after the other; writes nothing. */
export async function weighOrders(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<(days: Days) => 'order-taken' | null> {
  const taken = Map.groupBy<string, Days>(await coveragesOf(ctx, [...new Set(patientIds)]), keyOf);
  return (days) => {
    const others = taken.get(keyOf(days)) ?? [];
    if (others.some((other) => overlap(other, days))) return 'order-taken';
    taken.set(keyOf(days), [...others, days]);
    return null;
  };
}

function keyOf({ patientId, order }: Days): string {
  return `${patientId} ${order}`;
}

function overlap(a: Days, b: Days): boolean {
  return (
    a.effectiveFrom <= (b.endsOn ?? '9999-12-31') && b.effectiveFrom <= (a.endsOn ?? '9999-12-31')
  );
}

function rowOf(ctx: Ctx, coverage: ImportedCoverage): CoverageRow {
  return {
    organization_id: ctx.organizationId,
    id: coverage.id,
    patient_id: coverage.patientId,
    ...columnsOf(coverage),
    ...notVerified,
    valid: true,
    created_at: ctx.now,
    version: 1,
  };
}

function announce(ctx: Ctx, clinicId: string, row: CoverageRow): void {
  const { id: entityId, version, patient_id: patientId } = row;
  recordChange(ctx, {
    type: 'patients.coverage-changed',
    clinicId: null,
    entityId,
    version,
    payload: { patientId },
  });
  recordAudit(ctx, {
    act: 'coverage.import',
    clinicId,
    entityId,
    detail: { version, patientId },
  });
}
