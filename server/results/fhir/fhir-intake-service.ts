// FHIR comes in by HTTP: reports, orders or documents, each for itself; what is refused takes nothing with it.
import type { ResultIntakeEntry } from '#contract/result-intake';
import type { FhirProblem } from '../../interop/fhir/fhir-problem.ts';
import { readDiagnosticReports } from '../../interop/fhir/read-diagnostic-report.ts';
import { readDocumentReferences } from '../../interop/fhir/read-document-reference.ts';
import { readServiceRequests } from '../../interop/fhir/read-service-request.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { inSavepoint } from '../../platform/db/in-savepoint.ts';
import { notAllowed, ProblemError } from '../../platform/problem.ts';
import { takeOrder } from '../take-order-service.ts';
import { takeReport } from '../take-report-service.ts';
import { orderOfFhir, reportOfDocument, reportOfFhir } from './sent-of-fhir.ts';

type Became = Pick<ResultIntakeEntry, 'outcome' | 'itemId'>;

export async function takeInResults(
  ctx: Ctx,
  { clinicId, resource }: { clinicId: string; resource: Record<string, unknown> },
): Promise<{ entries: ResultIntakeEntry[] }> {
  if (!mayAct(ctx, 'result:take-in', clinicId))
    throw notAllowed('You may not take in results in this clinic; nothing was taken in.');
  const zone = await zoneOf(ctx, clinicId);
  const bytes = new TextEncoder().encode(JSON.stringify(resource));
  switch (mainType(resource)) {
    case 'ServiceRequest': {
      const read = readServiceRequests(bytes);
      if ('problems' in read) return refusedAll(read.problems);
      return takeEach(ctx, 'ServiceRequest', read.orders, (inner, order) =>
        takeOrder(inner, clinicId, orderOfFhir(order, zone)),
      );
    }
    case 'DocumentReference': {
      const read = readDocumentReferences(bytes);
      if ('problems' in read) return refusedAll(read.problems);
      return takeEach(ctx, 'DocumentReference', read.documents, (inner, document) =>
        takeReport(inner, clinicId, reportOfDocument(document, zone)),
      );
    }
    case 'DiagnosticReport': {
      const read = readDiagnosticReports(bytes);
      if ('problems' in read) return refusedAll(read.problems);
      const reports = read.reports.map((report) => ({ id: report.report.id, report }));
      return takeEach(ctx, 'DiagnosticReport', reports, (inner, { report }) =>
        takeReport(inner, clinicId, reportOfFhir(report, zone)),
      );
    }
  }
}

type MainType = 'DiagnosticReport' | 'ServiceRequest' | 'DocumentReference';

/** A Bundle with a report is about the report: orders in it are those that it answers. */
function mainType(resource: Record<string, unknown>): MainType {
  const entries = Array.isArray(resource['entry']) ? (resource['entry'] as unknown[]) : [];
  const types = [
    resource,
    ...entries.map((entry) => (entry as { resource?: unknown } | null)?.resource),
  ].map((each) => (each as { resourceType?: unknown } | null | undefined)?.resourceType);
  const main = (['DiagnosticReport', 'ServiceRequest', 'DocumentReference'] as const).find((type) =>
    types.includes(type),
  );
  return main ?? 'DiagnosticReport';
}

function refusedAll(problems: readonly FhirProblem[]): { entries: ResultIntakeEntry[] } {
  return {
    entries: problems.map(({ at, resource, path, reason }) => ({
      ...{ at, resource, outcome: 'refused', itemId: null, path, reason },
    })),
  };
}

async function takeEach<T extends { id: string | null }>(
  ctx: Ctx,
  type: MainType,
  sent: readonly T[],
  take: (
    inner: Ctx,
    each: T,
  ) => Promise<{ item: { id: string }; outcome: ResultIntakeEntry['outcome'] }>,
): Promise<{ entries: ResultIntakeEntry[] }> {
  const entries: ResultIntakeEntry[] = [];
  for (const each of sent) {
    const resource = each.id === null ? type : `${type}/${each.id}`;
    const became = await settle(ctx, (inner) => take(inner, each));
    entries.push({ at: '', resource, ...became });
  }
  return { entries };
}

async function settle(
  ctx: Ctx,
  take: (inner: Ctx) => Promise<{ item: { id: string }; outcome: ResultIntakeEntry['outcome'] }>,
): Promise<Became & Pick<ResultIntakeEntry, 'path' | 'reason'>> {
  try {
    const { item, outcome } = await inSavepoint(ctx, take);
    return { outcome, itemId: item.id, path: '', reason: '' };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unexpected') throw error;
    return { outcome: 'refused', itemId: null, path: '', reason: error.message };
  }
}
