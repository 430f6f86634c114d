// A second chart for one person is refused until somebody has looked and said why it is another.
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { listNearMatches } from './match-queries.ts';
import type { Person } from './match-rules.ts';
import { duplicateSentence, sameSentence } from './patients-rules.ts';

/** Under the lock of registrations. Answers what the audit entry keeps. */
export async function requireOtherPerson(
  ctx: Ctx,
  asked: {
    person: Person & { besides: string | null };
    seenMatches: readonly string[];
    reason: string | undefined;
  },
): Promise<{ notSameAs?: string[]; reason?: string }> {
  const { person, seenMatches, reason } = asked;
  const matches = await listNearMatches(ctx, person);
  if (matches.length === 0) return {};
  if (matches.some(({ patient }) => !seenMatches.includes(patient.id)))
    throw ruleBroken('possible-duplicate', duplicateSentence);
  if (reason === undefined && matches.some(({ isCertain }) => isCertain))
    throw ruleBroken('possible-duplicate', sameSentence);
  const notSameAs = matches.map(({ patient }) => patient.id);
  return reason === undefined ? { notSameAs } : { notSameAs, reason };
}
