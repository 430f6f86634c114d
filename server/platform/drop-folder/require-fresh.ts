import type { Ctx } from '../context.ts';
import { FileRefused, type TakenFile } from './interface-kind.ts';
import { keepControlNumber } from './message-repository.ts';

/** The same number with other content: one of the two is not what it says it is. */
export async function requireFresh(
  ctx: Ctx,
  { row, messageId, sender }: Pick<TakenFile, 'row' | 'messageId'> & { sender: string },
  controlNumbers: readonly string[],
): Promise<void> {
  for (const control of controlNumbers) {
    const kept = { interface_id: row.id, sender, control_number: control };
    if (await keepControlNumber(ctx, { ...kept, message_id: messageId })) continue;
    const reason = 'ISA13 is that of another file that was taken before';
    throw new FileRefused([{ place: 1, code: 'control-number-reused', reason }], control);
  }
}
