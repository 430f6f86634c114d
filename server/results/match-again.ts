// Another version of a report names a person and who ordered it again: what agrees stays as it was matched, what does not is
// matched anew.
import type { IntakePolicy } from '#contract/result-settings';
import type { Ctx } from '../platform/context.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { matchPatient, matchProvider, missingOf, type MatchedProvider } from './match-sent.ts';
import type { ResultColumns, ResultRow } from './result-repository.ts';
import type { SentReport } from './sent-report.ts';

/** What another version says of the person must still be the one to whom it was attached. */
export async function matchAgain(
  ctx: Ctx,
  of: { row: WorkRow; was: ResultRow; sent: SentReport; policy: IntakePolicy },
): Promise<{ patientId: string | null; columns: ResultColumns }> {
  const { row, was, sent, policy } = of;
  const provider = await providerAgain(ctx, was, sent);
  // A person matched it, or its order did: the same words need no other match.
  const patientId =
    was.number > 0 && row.patient_id !== null && isSamePerson(was, sent)
      ? row.patient_id
      : (await matchPatient(ctx, sent.person, { patientId: row.patient_id })).patientId;
  const missing = missingOf({ patientId, provider, orderState: was.order_state, policy });
  return {
    patientId,
    columns: {
      ...{ missing, ordered_by: provider.staffId },
      ...(isNamed(sent) ? { ordered_name: nameOf(sent), ordered_npi: npiOf(sent) } : {}),
      ...(sent.person === null ? {} : { sent_patient: sent.person }),
    },
  };
}

/** A colleague who was found or chosen before stays, whoever is named now by the same words. */
async function providerAgain(ctx: Ctx, was: ResultRow, sent: SentReport): Promise<MatchedProvider> {
  const isSame = nameOf(sent) === was.ordered_name && npiOf(sent) === was.ordered_npi;
  // Who ordered it says the order; a report may leave that out.
  if (!isNamed(sent) || isSame || (was.number === 0 && was.ordered_by !== null))
    return { staffId: was.ordered_by, isUnknown: was.missing.includes('provider') };
  return matchProvider(ctx, sent.orderedBy);
}

function isNamed({ orderedBy }: SentReport): boolean {
  return orderedBy !== null && (orderedBy.npi ?? orderedBy.name) !== '';
}

const nameOf = ({ orderedBy }: SentReport): string => orderedBy?.name ?? '';
const npiOf = ({ orderedBy }: SentReport): string | null => orderedBy?.npi ?? null;

/** Do both versions say the same of the person? */
export function isSamePerson({ sent_patient: was }: ResultRow, { person }: SentReport): boolean {
  if (person === null || was === null) return person === was;
  return (
    was.family === person.family &&
    was.birthOn === person.birthOn &&
    was.numbers.join() === person.numbers.join()
  );
}
