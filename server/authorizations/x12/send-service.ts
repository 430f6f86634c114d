// A request leaves as a 278: asked for like any other submission, written whole, queued with what is kept of it.
import type { Authorization } from '#contract/authorization-request';
import { write278Request } from '../../interop/x12/write-278.ts';
import { localDateOf, localTimeOf } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { findInterfaceTo } from '../../platform/drop-folder/interface-queries.ts';
import { asX12, type X12InterfaceRow } from '../../platform/drop-folder/interface-row.ts';
import { nextControl, queueFile } from '../../platform/drop-folder/send-files.ts';
import { ruleBroken } from '../../platform/problem.ts';
import { getAskedFacts, missingIn } from '../asked-facts-queries.ts';
import { insertSubmission } from '../request-repository.ts';
import {
  cannotBeWritten,
  followSubmission,
  newSubmission,
  requireReady,
  type Ready,
} from '../submit-service.ts';
import { takeRequest, type Held } from '../take-request.ts';
import { reviewRequestOf, type ReviewFacts } from './review-request.ts';

export async function sendAuthorization(ctx: Ctx, input: Held): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const ready = await requireReady(ctx, row, lines);
  const to = await interfaceTo(ctx, ready);
  const facts = await getAskedFacts(ctx, ready);
  const submission = newSubmission(ctx, row, 'x12');
  const control = await nextControl(ctx, to);
  const text = textOf(ctx, { ...facts, row: to, submissionId: submission.id }, control);
  const counts = { requests: 1, lines: ready.lines.length };
  const message = await queueFile(ctx, to, { text, control, counts });
  await insertSubmission(ctx, {
    ...{ ...submission, by_id: ctx.actorId, interface_id: to.id, message_id: message.id },
  });
  return followSubmission(ctx, row, { ready, channel: 'x12', receivedAt: null });
}

async function interfaceTo(ctx: Ctx, { request }: Ready): Promise<X12InterfaceRow> {
  const { clinic_id: clinicId, payer_id: payerId } = request;
  const row = await findInterfaceTo(ctx, { kind: 'authorizations', clinicId, payerId });
  if (!row) throw ruleBroken('no-interface', 'No interface leads to this payer; nothing was sent.');
  return asX12(row);
}

function textOf(ctx: Ctx, facts: ReviewFacts, control: number): string {
  const { row, clinic } = facts;
  const missing = missingIn(facts);
  if (missing.length > 0) throw cannotBeWritten(missing);
  const written = write278Request(reviewRequestOf(facts), {
    sender: { qualifier: row.our_qualifier, id: row.our_id },
    receiver: { qualifier: row.their_qualifier, id: row.their_id },
    ...{ control, isTest: row.is_test },
    date: localDateOf(ctx.now, clinic.zone),
    time: localTimeOf(ctx.now, clinic.zone),
  });
  if ('text' in written) return written.text;
  throw cannotBeWritten(written.refused);
}
