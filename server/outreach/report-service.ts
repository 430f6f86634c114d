// What a carrier says of a message later: it has arrived, or it never will.
import type { MessageReason } from '#contract/message-workflow';
import type { Ctx } from '../platform/context.ts';
import { isContactsFault, noteContactsFault } from './contact-service.ts';
import { lockMessage } from './message-repository.ts';
import { stepMessage } from './message-steps.ts';

export type Report = { kind: 'delivered' } | { kind: 'failed'; because: MessageReason };

/** Told twice, too late, or about what somebody has settled by hand changes nothing. */
export async function takeReport(ctx: Ctx, messageId: string, report: Report): Promise<void> {
  const row = await lockMessage(ctx, messageId);
  if (!row) return;
  if (report.kind === 'delivered') {
    if (row.status === 'sent' || row.status === 'unknown') await stepMessage(ctx, row, 'confirm');
    return;
  }
  if (row.status !== 'sent' && row.status !== 'unknown') return;
  const { because } = report;
  await stepMessage(ctx, row, 'fail', { because });
  if (isContactsFault(because)) await noteContactsFault(ctx, row, because);
}
