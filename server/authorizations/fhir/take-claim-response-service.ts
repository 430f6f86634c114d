// What a payer answered as FHIR, for one request: read whole or refused whole, then taken line by line.
import type { ClaimEntry } from '#contract/authorization-exchange';
import type { Authorization } from '#contract/authorization-request';
import type { PriorAuthorizationAnswer } from '../../interop/fhir/prior-authorization-answer.ts';
import { readPriorAuthorizationResponse } from '../../interop/fhir/read-claim-response.ts';
import { dayBounds, normalInstant } from '../../platform/clock/instants.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import type { Ctx } from '../../platform/context.ts';
import { invalidInput, ruleBroken } from '../../platform/problem.ts';
import { takeWork } from '../../platform/work/take-work.ts';
import { findReadableRow, workItem } from '../../platform/work/work-queries.ts';
import { authorizations } from '../authorizations-queue.ts';
import type { Heard } from '../grant-service.ts';
import { lastWritten, listLines } from '../line-repository.ts';
import { takeAnswers } from '../take-answers-service.ts';
import { claimAnswers, type ClaimSaid } from './claim-answers.ts';

export async function takeClaimResponse(
  ctx: Ctx,
  { itemId, resource }: { itemId: string; resource: Record<string, unknown> },
): Promise<{ item: Authorization; entries: ClaimEntry[] }> {
  const row = await takeWork(ctx, authorizations, itemId);
  const answer = readAnswer(resource);
  const zone = await zoneOf(ctx, row.clinic_id);
  const lines = await listLines(ctx, itemId);
  const heard = heardOf(ctx, answer, zone);
  const said = await withoutOlder(ctx, itemId, heard, claimAnswers(answer, { lines, zone }));
  const answers = said.flatMap((each) => each.answer ?? []);
  const fates = answers.length === 0 ? [] : await takeAnswers(ctx, { itemId, answers, heard });
  const became = new Map(answers.map((each, at) => [each, fates?.[at] ?? 'left-aside']));
  const entries = said.map(({ sequence, line, answer: each, aside }): ClaimEntry => {
    const outcome = each === null ? 'left-aside' : (became.get(each) ?? 'left-aside');
    const reason = each !== null && outcome === 'left-aside' ? 'The line is over.' : aside;
    return { sequence, lineId: line?.id ?? null, outcome, reason };
  });
  const after = await findReadableRow(ctx, authorizations, itemId);
  return { item: await workItem(ctx, authorizations, after), entries };
}

function readAnswer(resource: Record<string, unknown>): PriorAuthorizationAnswer {
  const read = readPriorAuthorizationResponse(resource);
  if ('problems' in read) {
    const [first] = read.problems;
    const path = ['resource', first?.at ?? '', first?.path ?? ''].filter((part) => part !== '');
    throw invalidInput(path.join('.'), first?.reason ?? 'cannot be read');
  }
  if (read.answer.status !== 'active')
    throw ruleBroken('not-active', 'Only an active answer decides; nothing was changed.');
  return read.answer;
}

/** Never later than now; a day alone is its beginning in the clinic, and does not say what came later. */
function heardOf(ctx: Ctx, { created }: PriorAuthorizationAnswer, zone: string): Heard {
  const isInstant = created.includes('T');
  const at = isInstant ? normalInstant(created) : startOf(created, zone);
  const decidedAt = at < ctx.now ? at : ctx.now;
  return { via: 'fhir', decidedAt, ...(isInstant ? { writtenAt: at } : {}) };
}

/** `2026` and `2026-11` are dates of FHIR, too. */
function startOf(date: string, zone: string): string {
  return dayBounds(`${date}-01-01`.slice(0, 10), zone).startsAt;
}

async function withoutOlder(
  ctx: Ctx,
  requestId: string,
  { writtenAt }: Heard,
  said: readonly ClaimSaid[],
): Promise<ClaimSaid[]> {
  const last = await lastWritten(ctx, { requestId, via: 'fhir' });
  return said.map((each) => {
    const known = last.get(each.line?.id ?? '');
    const isOlder = writtenAt !== undefined && known !== undefined && writtenAt < known;
    return isOlder && each.answer !== null
      ? { ...each, answer: null, aside: 'Something later is known already.' }
      : each;
  });
}
