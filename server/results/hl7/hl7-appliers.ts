// Messages of laboratories count: each report and order of one, all of them or none.
import { readLabOrder, labOrderKinds } from '../../interop/hl7/read-lab-order.ts';
import { labReportKinds, readLabReport } from '../../interop/hl7/read-lab-report.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import type { Ctx } from '../../platform/context.ts';
import {
  MessageRefused,
  type Hl7Applier,
  type Hl7Appliers,
} from '../../platform/hl7-inbox/hl7-applier.ts';
import type { Hl7MessageRow } from '../../platform/hl7-inbox/hl7-message-row.ts';
import { ProblemError } from '../../platform/problem.ts';
import { takeOrder } from '../take-order-service.ts';
import { takeReport } from '../take-report-service.ts';
import { ordersOfHl7, reportsOfHl7 } from './sent-of-hl7.ts';

const takeReports: Hl7Applier = async (ctx, { row, message }) => {
  const read = readLabReport(message);
  if (read.kind === 'refused') throw MessageRefused.because(read.problem);
  const { clinicId, from } = await fromOf(ctx, row);
  const reports = reportsOfHl7(read.report, from);
  if (reports.length === 0) throw refused('no-report', 'has no OBR: it reports nothing');
  for (const report of reports) await asTaken(() => takeReport(ctx, clinicId, report));
};

const takeOrders: Hl7Applier = async (ctx, { row, message }) => {
  const read = readLabOrder(message);
  if (read.kind === 'refused') throw MessageRefused.because(read.problem);
  const { clinicId, from } = await fromOf(ctx, row);
  for (const order of ordersOfHl7(read.order, from))
    await asTaken(() => takeOrder(ctx, clinicId, order));
};

async function fromOf(
  ctx: Ctx,
  { clinic_id: clinicId, interface_id: interfaceId }: Hl7MessageRow,
): Promise<{ clinicId: string; from: { source: string; sender: string; zone: string } }> {
  const sender = await ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId, id: interfaceId })
    .first<{ name: string } | undefined>('name');
  return {
    clinicId,
    from: {
      ...{ source: sender?.name ?? 'Laboratory', sender: interfaceId },
      zone: await zoneOf(ctx, clinicId),
    },
  };
}

/** What cannot count is put aside with its reason, without a word of what it says. */
async function asTaken(take: () => Promise<unknown>): Promise<void> {
  try {
    await take();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unexpected') throw error;
    throw refused(error.code === 'rule-broken' ? 'not-taken' : error.code, error.message);
  }
}

function refused(code: string, reason: string): MessageRefused {
  return new MessageRefused({ place: 0, code, reason });
}

/** By the type and event of what they take. */
export const resultAppliers: Hl7Appliers = Object.fromEntries([
  ...labReportKinds.map((kind) => [kind, takeReports] as const),
  ...labOrderKinds.map((kind) => [kind, takeOrders] as const),
]);
