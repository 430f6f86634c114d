// A released result as FHIR, for a portal or another clinic: the same judgement, the same view kept.
import { getPatient } from '../../patients/patients-queries.ts';
import type { LabReport, ReportedObservation } from '../../interop/fhir/lab-report.ts';
import { buildDiagnosticReport } from '../../interop/fhir/build-diagnostic-report.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { ResultValue } from '#contract/result-content';
import { openReleased, type Asking, type OpenedResult } from '../portal-service.ts';

export async function openReleasedReport(
  ctx: Ctx,
  asking: Asking & { itemId: string },
): Promise<{ bundle: Record<string, unknown> }> {
  const opened = await openReleased(ctx, asking);
  const patient = await getPatient(ctx, opened.patientId);
  const built = buildDiagnosticReport(reportOf(opened, patient), newId);
  // What was taken in is kept in words that FHIR knows: there is nothing that the caller could do about it.
  if ('faults' in built) throw new Error('A released result cannot be written as FHIR.');
  return { bundle: JSON.parse(built.text) as Record<string, unknown> };
}

function reportOf(
  { row, version, released }: OpenedResult,
  patient: Awaited<ReturnType<typeof getPatient>>,
): LabReport {
  const { content } = version;
  return {
    report: {
      ...{ id: null, identifiers: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${row.id}` }] },
      ...{ status: row.report_status, categories: [], code: codedOf(row) },
      ...{ effectiveAt: row.collected_at, effectiveUntil: null, issuedAt: released.releasedAt },
      ...{ conclusion: content.conclusion || null, conclusionCodes: [], performers: [row.source] },
      attachments: [],
    },
    subject: {
      identifiers: [{ system: null, value: patient.mrn }],
      name: { family: patient.family, given: [patient.given], text: null },
      ...{ birthDate: patient.birthOn, sex: patient.sex },
    },
    orders: [],
    observations: content.values.map((value, at) => observationOf(value, at)),
  };
}

function codedOf({ code, code_system, title }: OpenedResult['row']): LabReport['report']['code'] {
  return { codings: codingsOf(code, code_system), text: title };
}

function codingsOf(code: string, system: string): LabReport['report']['code']['codings'] {
  return system === 'LN' ? [{ system: 'http://loinc.org', code, display: null }] : [];
}

function observationOf(value: ResultValue, at: number): ReportedObservation {
  const { code, system, title, text, number, unit, range, flag, status, notes } = value;
  const isNumber = number !== null && value.missing === null;
  const interpretation = value.isCritical ? 'critical' : flag;
  return {
    ...{ path: `entry[${at + 1}]`, parent: null, identifiers: [], status, range, notes },
    code: { codings: codingsOf(code, system), text: title || code || 'Value' },
    ...{ interpretation, interpretationCodes: [], effectiveAt: value.observedAt },
    ...{ effectiveUntil: null, dataAbsent: value.missing },
    valueText: isNumber || value.missing !== null ? null : text,
    ...{
      valueCoded: null,
      valueNumber: isNumber ? number : null,
      valueExact: isNumber ? text : null,
    },
    ...{ comparator: null, unit: isNumber ? unit : null, unitCode: null },
  };
}
