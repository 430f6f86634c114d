// What cards are judged by, gathered for many requests of one clinic in a handful of statements.
import { createHash } from 'node:crypto';
import { groupsOf } from '#contract/drug-group';
import type { Observation } from '#contract/observations';
import type { Refill } from '#contract/refill-request';
import { listDrugApprovals } from '../authorizations/drug-queries.ts';
import { listSeen } from '../calendar/seen-queries.ts';
import { listPayersInForce } from '../patients/payers-in-force-queries.ts';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { latestObservations } from '../results/observation-queries.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import type { PrescriptionRow } from './prescription-repository.ts';
import { prescriptionViews } from './prescription-queries.ts';
import {
  judgeReadiness,
  type LaboratoryFact,
  type Readiness,
  type ReadinessFacts,
} from './readiness-rules.ts';
import { listRefillRows, type RefillRow } from './refills-repository.ts';

/** What is judged: rows of work items of one clinic. */
interface JudgedItem {
  id: string;
  patient_id: string | null;
}

export interface JudgedRefill {
  row: RefillRow;
  facts: ReadinessFacts;
  /** The start of the patient’s next booked visit. */
  nextVisitAt: string | null;
  readiness: Readiness;
}

/** Nothing is asked of the payer about most drugs: nothing has to be read for them. */
function mayNeedApproval(
  { authorization_id, requested }: RefillRow,
  { groups, terms }: Pick<ReadinessFacts, 'groups' | 'terms'>,
): boolean {
  if (authorization_id !== null) return true;
  const codes = groupsOf(groups, requested.name).map(({ code }) => code);
  return terms.payers.some(({ authorizationFor }) =>
    authorizationFor.some((code) => codes.includes(code)),
  );
}

/** Item → its request with the card as it stands now. */
export async function judgeRefills(
  ctx: Ctx,
  clinicId: string,
  items: readonly JudgedItem[],
): Promise<Map<string, JudgedRefill>> {
  const rows = await listRefillRows(
    ctx,
    items.map(({ id }) => id),
  );
  const patientIds = [...new Set(items.flatMap(({ patient_id: id }) => id ?? []))];
  const { zone, terms, groups, protocols } = await clinicRules(ctx, clinicId);
  const today = localDateOf(ctx.now, zone);
  const active = await activePrescriptions(ctx, rows, patientIds);
  const summaries = await listPatientSummaries(ctx, patientIds);
  const seen = await listSeen(ctx, patientIds);
  const payers = await listPayersInForce(ctx, patientIds, today);
  const approvals = rows.some((row) => mayNeedApproval(row, { groups, terms }))
    ? await listDrugApprovals(ctx, patientIds, today)
    : new Map<string, ReadinessFacts['approvals']>();
  const observations = await latestObservations(ctx, { patientIds, codes: codesOf(protocols) });
  const laboratoryOf = (id: string): LaboratoryFact[] =>
    [...(observations.get(id)?.values() ?? [])].map((one) => laboratoryFact(one, zone));
  const patientOf = new Map(items.map(({ id, patient_id }) => [id, patient_id]));
  return new Map(
    rows.map((row) => {
      const patientId = patientOf.get(row.id) ?? null;
      const theirs = patientId === null ? [] : (active.ofPatient.get(patientId) ?? []);
      const facts: ReadinessFacts = {
        today,
        birthOn: patientId === null ? null : (summaries.get(patientId)?.birthOn ?? null),
        requested: row.requested,
        prescription:
          row.prescription_id === null ? null : (active.byId.get(row.prescription_id) ?? null),
        beside: theirs
          .filter(({ id }) => id !== row.prescription_id)
          .map(({ ordered, issued_on: issuedOn }) => ({
            ...{ name: ordered.name, strength: ordered.strength, issuedOn },
          })),
        lastSeenOn: patientId === null ? null : (seen.get(patientId)?.lastSeenOn ?? null),
        laboratory: patientId === null ? [] : laboratoryOf(patientId),
        groups,
        protocols,
        terms,
        payerIds: patientId === null ? [] : (payers.get(patientId) ?? []),
        approvals: patientId === null ? [] : (approvals.get(patientId) ?? []),
      };
      const nextVisitAt = patientId === null ? null : (seen.get(patientId)?.nextVisitAt ?? null);
      return [row.id, { row, facts, nextVisitAt, readiness: judgeReadiness(facts) }];
    }),
  );
}

function laboratoryFact(one: Observation, zone: string): LaboratoryFact {
  const { code, title, valueNumber, valueText, unit, interpretation, effectiveAt } = one;
  return {
    ...{ code, title, number: valueNumber, words: valueText, unit: unit ?? '', interpretation },
    on: localDateOf(effectiveAt, zone),
  };
}

function codesOf(protocols: ReadinessFacts['protocols']): string[] {
  const codes = protocols.flatMap(({ terms }) =>
    terms.criteria.flatMap((one) => (one.kind === 'laboratory' ? one.codes : [])),
  );
  return [...new Set(codes)];
}

/** The requests' own prescriptions, whatever their state, and everything active beside them. */
async function activePrescriptions(
  ctx: Ctx,
  rows: readonly RefillRow[],
  patientIds: readonly string[],
) {
  const ids = rows.flatMap(({ prescription_id: id }) => id ?? []);
  const found = await ctx
    .db('prescription')
    .where({ organization_id: ctx.organizationId })
    .where((some) => {
      void some
        .whereRaw('id = any(?)', [ids])
        .orWhereRaw(`patient_id = any(?) and status = 'active'`, [[...patientIds]]);
    })
    .select<PrescriptionRow[]>('*');
  const own = new Set(ids);
  const views = await prescriptionViews(
    ctx,
    found.filter(({ id }) => own.has(id)),
  );
  return {
    byId: new Map(views.map((view) => [view.id, view])),
    ofPatient: Map.groupBy(
      found.filter(({ status }) => status === 'active'),
      ({ patient_id: id }) => id,
    ),
  };
}

/** What the list shows of a card. */
export function readinessOf(readiness: Readiness): NonNullable<Refill['readiness']> {
  const { criteria, notDelegated } = readiness;
  const count = (verdict: string): number =>
    criteria.filter((criterion) => criterion.verdict === verdict).length;
  return {
    ...{ pass: count('pass'), fail: count('fail'), unknown: count('unknown') },
    delegable: notDelegated.length === 0,
    stamp: stampOf(readiness),
  };
}

/** The same for the same card: verdicts with what they found, differences, and what speaks against delegation. */
export function stampOf({ criteria, differences, protocol, notDelegated }: Readiness): string {
  const judged = [
    criteria.map(({ code, verdict, datum, on }) => [code, verdict, datum, on]),
    differences.map(({ words }) => words),
    protocol && [protocol.id, protocol.version],
    notDelegated,
  ];
  return createHash('sha256').update(JSON.stringify(judged)).digest('base64url');
}
