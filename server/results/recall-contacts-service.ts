// Each who saw what was wrong is told, and it is written down how; with the last one the recall is over.
import type { ContactOutcome } from '#contract/result-record';
import type { Result } from '#contract/result-report';
import type { Ctx } from '../platform/context.ts';
import { notFound, ruleBroken } from '../platform/problem.ts';
import { listContacts, updateContact } from './contact-repository.ts';
import { results } from './results-queue.ts';
import { settleResult } from './settle-result.ts';
import { takeResult } from './take-result.ts';

/** After one of these nobody has to try again. */
const reaching: readonly ContactOutcome[] = ['told', 'letter-sent', 'cannot-be-reached'];

export async function recordRecallContact(
  ctx: Ctx,
  input: {
    itemId: string;
    expectedVersion: number;
    contactId: string;
    outcome: ContactOutcome;
    note: string;
  },
): Promise<Result> {
  const { row, result } = await takeResult(ctx, input, results);
  const { outcome, note } = input;
  const contact = (await listContacts(ctx, row.id)).find(({ id }) => id === input.contactId);
  if (!contact) throw notFound('person to be told of this result');
  if (contact.is_reached)
    throw ruleBroken('wrong-state', 'They were told already; nothing was changed.');
  if (outcome === 'cannot-be-reached' && note === '')
    throw ruleBroken('note-missing', 'Write down why they cannot be reached; nothing was changed.');
  await updateContact(ctx, contact.id, {
    ...{ outcome, note, by_id: ctx.actorId, at: ctx.now, is_reached: reaching.includes(outcome) },
  });
  return settleResult(ctx, row, result, {
    ...{ act: 'contact-recorded', by: 'person', keepsLease: true },
    detail: { outcome, kind: contact.kind },
  });
}
