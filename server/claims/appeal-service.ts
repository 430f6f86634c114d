// Appeals, reopenings and records: what goes to the payer beside the claim itself, and what comes back.
import type { FollowUp } from '#contract/claim-follow-up';
import type { Ctx } from '../platform/context.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { CourseRow } from './claim-rows.ts';
import { endCoursesOf } from './settle-claims.ts';
import { stepFactsOf } from './step-facts.ts';
import {
  askedOf,
  finish,
  requireMoment,
  requireStep,
  startCourse,
  takeClaimWork,
  type HeldInput,
  type Taken,
} from './take-claim-work.ts';

export async function appealClaim(
  ctx: Ctx,
  input: HeldInput & {
    as: 'provider' | 'member';
    level: number;
    grounds: string;
    reference: string;
    isAuthorizedByMember: boolean;
    isLate: boolean;
  },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const { as, level, grounds, reference } = input;
  requireMoment(ctx, taken, 'appeal', { level, grounds });
  const facts = stepFactsOf(taken.state, askedOf(taken));
  requireStep(taken, as === 'provider' ? 'appeal' : 'member-appeal', input.isLate);
  if (as === 'member' && !input.isAuthorizedByMember)
    throw ruleBroken(
      'not-authorized-by-member',
      'The member’s own right needs their signed authorization; nothing was changed.',
    );
  const next = as === 'provider' ? facts.nextLevel : facts.nextMemberLevel;
  if (level !== next)
    throw ruleBroken('wrong-level', `Level ${next} is the next one; nothing was changed.`);
  await startCourse(ctx, taken, {
    ...{ kind: as === 'provider' ? 'appeal' : 'member-appeal', does: 'contest' },
    ...{ level, reference, text: grounds },
  });
  return finish(ctx, taken, {
    ...{
      transition: 'appeal',
      act: 'appealed',
      recorded: { level, grounds },
      detail: { as, level },
    },
  });
}

export async function askReopening(
  ctx: Ctx,
  input: HeldInput & { what: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  requireMoment(ctx, taken, 'ask-reopening');
  requireStep(taken, 'ask-reopening');
  await startCourse(ctx, taken, { kind: 'reopening', does: 'replace', text: input.what });
  return finish(ctx, taken, { transition: 'ask-reopening', act: 'reopening-asked' });
}

export async function recordAppealAnswer(
  ctx: Ctx,
  input: HeldInput & { outcome: 'won' | 'upheld'; receivedOn: string; note: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const transition = input.outcome === 'won' ? 'overturn' : 'uphold';
  requireMoment(ctx, taken, transition);
  const { state, item } = taken;
  if (input.receivedOn > state.terms.today)
    throw ruleBroken('in-the-future', 'It cannot have come after today; nothing was changed.');
  const running = runningOf(taken);
  if (running && input.receivedOn < localDateOf(running.started_at, state.terms.zone))
    throw ruleBroken(
      'before-filing',
      'It cannot have come before it was filed; nothing was changed.',
    );
  await endCoursesOf(ctx, state, item.id, input.outcome);
  return finish(ctx, taken, {
    ...{ transition, act: 'appeal-answered', restarts: true, detail: { outcome: input.outcome } },
    change: { received_on: input.receivedOn },
  });
}

function runningOf({ state, item }: Taken): CourseRow | undefined {
  return state.courses.find(({ item_id, ended_at }) => item_id === item.id && ended_at === null);
}

export async function sendClaimRecords(
  ctx: Ctx,
  input: HeldInput & { what: string; reference: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const { what, reference } = input;
  requireMoment(ctx, taken, 'send-records', { what });
  requireStep(taken, 'send-records');
  await startCourse(ctx, taken, { kind: 'records', does: null, reference, text: what });
  return finish(ctx, taken, {
    ...{ transition: 'send-records', act: 'records-sent', recorded: { what } },
  });
}
