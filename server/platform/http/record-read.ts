import type { CallInput, Endpoint } from '#contract/endpoint';
import { recordAudit } from '../audit/record-audit.ts';
import type { Ctx } from '../context.ts';
import type { SentFile } from './route.ts';
import { shownPatients } from './shown-patients.ts';

/** One entry for an answer that shows patients. */
export function recordRead(
  ctx: Ctx,
  endpoint: Endpoint,
  input: CallInput<Endpoint>,
  answer: unknown,
): void {
  const { patientIds: shown, more } = shownPatients(answer);
  const patientIds = [...new Set([...namedPatient(input), ...shown])];
  const body = input.body as Record<string, unknown>;
  const { clinicId } = { ...(input.query as object), ...body } as { clinicId?: string };
  const kept = Object.fromEntries(endpoint.audits.map((field) => [field, body[field]]));
  recordAudit(ctx, {
    kind: kindOf(endpoint),
    act: endpoint.name,
    clinicId: clinicId ?? null,
    entityId: patientIds.length === 1 ? (patientIds[0] ?? null) : null,
    // Path ids, and what the endpoint names: search words name people.
    detail: {
      params: input.params,
      ...kept,
      patients: patientIds,
      ...(more ? { more } : {}),
    },
  });
}

function kindOf({ takesOut }: Endpoint): 'read' | 'export' {
  return takesOut ? 'export' : 'read';
}

/** Whom the path names is looked at, also where nothing more of them is shown than that there is nothing. */
function namedPatient({ params }: CallInput<Endpoint>): string[] {
  const { patientId } = params as { patientId?: string };
  return patientId === undefined ? [] : [patientId];
}

/** The same for a file, which the path's ids name. */
export function recordFileRead(
  ctx: Ctx,
  endpoint: Endpoint,
  input: CallInput<Endpoint>,
  { clinicId, patientId }: SentFile,
): void {
  recordAudit(ctx, {
    kind: kindOf(endpoint),
    act: endpoint.name,
    clinicId,
    entityId: patientId,
    detail: { params: input.params, patients: patientId === null ? [] : [patientId] },
  });
}
