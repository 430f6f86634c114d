// A talk between clinicians and an appeal are two ways of their own: the one never stops the clock of the other.
import type { LineGrant } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { peerClock, untilClock } from './authorizations-rule.ts';
import { talkedAbout } from './ended-clocks.ts';
import { grantOverturned } from './appeal-service.ts';
import { updateLine } from './line-repository.ts';
import { settleItem } from './settle-item.ts';
import { lineOf, takeRequest, type Held } from './take-request.ts';

export async function offerPeerToPeer(
  ctx: Ctx,
  input: Held & { lineId: string; until: string },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const line = lineOf(lines, input.lineId);
  if (!talkedAbout.includes(line.status))
    throw ruleBroken('wrong-state', 'A talk is offered about what is pended or denied.');
  if (line.peer_until !== null && line.peer_outcome === null)
    throw ruleBroken('offered-already', 'A talk is offered already; nothing was changed.');
  const until = normalInstant(input.until);
  if (until <= ctx.now) throw invalidInput('until', 'must lie ahead');
  await updateLine(ctx, line, { peer_until: until, peer_outcome: null, peer_held_at: null });
  const terms = { title: 'Peer-to-peer held', from: ctx.now, until, warnDays: 1 };
  return settleItem(ctx, row, {
    act: 'peer-to-peer-offered',
    starts: [
      { rule: untilClock(peerClock, terms), startedAt: ctx.now, evidence: 'Offered by the payer' },
    ],
  });
}

export async function endPeerToPeer(
  ctx: Ctx,
  input: Held & {
    lineId: string;
    outcome: 'overturned' | 'upheld' | 'not-held';
    grant: LineGrant | null;
    number: string | null;
  },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const line = lineOf(lines, input.lineId);
  const { outcome, grant, number } = input;
  if (line.peer_until === null || line.peer_outcome !== null)
    throw ruleBroken('not-offered', 'No talk is offered; nothing was changed.');
  if ((outcome === 'overturned') !== (grant !== null))
    throw invalidInput('grant', 'is given for what is overturned, and only then');
  const held = { peer_outcome: outcome, peer_held_at: outcome === 'not-held' ? null : ctx.now };
  if (grant === null) {
    await updateLine(ctx, line, held);
    return settleItem(ctx, row, { act: 'peer-to-peer-ended', detail: { outcome } });
  }
  await grantOverturned(ctx, line, { grant, number, decidedAt: ctx.now, via: 'phone', held });
  return settleItem(ctx, row, { act: 'peer-to-peer-ended', detail: { outcome } });
}
