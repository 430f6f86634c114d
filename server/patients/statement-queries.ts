// What was said of a patient's drugs and allergies.
import type { PatientStatement } from '#contract/patient-record';
import type { Ctx } from '../platform/context.ts';

/** In the order of the chart. */
export async function listStatements(ctx: Ctx, patientId: string): Promise<PatientStatement[]> {
  const rows = await ctx
    .db('patient_statement')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy('place')
    .select<(Omit<PatientStatement, 'saidOn'> & { said_on: string })[]>(
      'kind',
      'text',
      'source',
      'said_on',
    );
  return rows.map(({ said_on: saidOn, ...said }) => ({ ...said, saidOn }));
}
