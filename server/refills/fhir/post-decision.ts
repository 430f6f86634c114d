// One decision from its job to the other system and back: a transaction that takes it, the other system, a transaction that
// notes what was said. Whoever dies in between leaves a decision of which nobody knows, and which is never posted twice.
import * as z from 'zod/mini';
import type { Refill } from '#contract/refill-request';
import type { FhirPlace } from '../../platform/config/config.ts';
import type { Ctx, Scope } from '../../platform/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import type { JobWorker } from '../../platform/jobs/start-jobs.ts';
import { postOnce } from '../../platform/outgoing/post-once.ts';
import type { Reaction } from '../../platform/slice.ts';
import { ourRefills } from './decision-resource.ts';
import { beginPosting, finishPosting, type Posted, type Posting } from './posting-service.ts';

/** It leaves when it can be taken back no more. */
export const postDecisions: Reaction = {
  name: 'refills.post-decisions',
  capability: 'refills',
  types: ['refills.refill-decided'],
  async run(ctx: Ctx, { payload }) {
    const { id: itemId, decision, sending } = payload as Refill;
    if (!decision || sending?.transport !== 'fhir') return;
    const { organizationId } = ctx;
    await addJob(ctx, 'refills.send', { organizationId, itemId }, decision.leavesAt);
  },
};

export interface PostHome {
  database: Database;
  fhir: FhirPlace | null;
  /** Specs wait less. */
  withinMs?: number;
}

export async function postDecision(
  { database, fhir, withinMs = 30_000 }: PostHome,
  due: { organizationId: string; itemId: string; isLast: boolean },
): Promise<'done' | 'again'> {
  const { organizationId, itemId, isLast } = due;
  const scope: Scope = { kind: 'system', organizationId, reason: 'post refill decision' };
  const posting = await database.inTransaction(scope, (ctx) =>
    beginPosting(ctx, itemId, { isSetUp: fhir !== null }),
  );
  if (!posting || !fhir) return 'done';
  const posted = await post(fhir, posting, withinMs);
  const { decisionId } = posting;
  const again = await database.inTransaction(scope, (ctx) =>
    finishPosting(ctx, { decisionId, itemId, isLast }, posted),
  );
  return again ? 'again' : 'done';
}

/** A FHIR server creates it once, whatever reaches it twice. */
async function post(
  { url, token }: FhirPlace,
  { decisionId, itemId, text }: Posting,
  withinMs: number,
): Promise<Posted> {
  const headers = {
    'Content-Type': 'application/fhir+json',
    Accept: 'application/fhir+json',
    Authorization: `Bearer ${token}`,
    'Idempotency-Key': decisionId,
    'If-None-Exist': `identifier=${ourRefills}|${itemId}`,
  };
  const answer = await postOnce(url, { headers, body: text }, withinMs);
  return 'unanswered' in answer ? unanswered[answer.unanswered] : meaningOf(answer.status);
}

const unanswered: Record<'away' | 'no-answer' | 'connection-lost', Posted> = {
  away: { kind: 'refused', trouble: 'The other system could not be reached', again: true },
  'no-answer': { kind: 'unknown', trouble: 'No answer in time: nobody knows whether it arrived' },
  'connection-lost': {
    kind: 'unknown',
    trouble: 'The connection broke: nobody knows whether it arrived',
  },
};

function meaningOf(status: number): Posted {
  if (status === 202) return { kind: 'taken', acknowledged: false };
  if (status >= 200 && status < 300) return { kind: 'taken', acknowledged: true };
  if (status >= 500 || status === 408)
    return { kind: 'unknown', trouble: `It answered ${status}: nobody knows whether it took it` };
  const again = status === 429 || status < 400 || [401, 403, 404, 405].includes(status);
  return { kind: 'refused', trouble: `It was refused with ${status}`, again };
}

const jobData = z.object({ organizationId: z.uuid(), itemId: z.uuid() });

/** So many conversations at a time on one server. */
const atOnce = 4;

export function postWorker(home: PostHome): JobWorker {
  return {
    queue: 'refills.send',
    atOnce,
    run: (data, { isLast }) => postDecision(home, { ...jobData.parse(data), isLast }),
  };
}
