// One step of one reaction in one feed, inside one transaction: lock the mark, run the effect, move the mark.
import { currentSeq, nextChangesOf } from '../change-log/change-queries.ts';
import type { Ctx } from '../context.ts';
import type { Reaction } from '../slice.ts';

/** After so many failures in a row the feed is parked for that reaction, until a person looks. */
const failuresBeforeParking = 5;

const changesPerStep = 20;

/**
 * Reacts to the next changes that the reaction wants, up to the first that has an effect: what needs nothing costs no
 * transaction of its own, and no effect waits for another or keeps its locks. Passes over what it does not want.
 */
export async function takeStep(
  ctx: Ctx,
  reaction: Reaction,
  feed: string,
): Promise<'went-on' | 'caught-up' | 'not-mine'> {
  const key = { organization_id: ctx.organizationId, reaction: reaction.name, feed };
  const marks = () => ctx.db('reaction_mark').where(key);
  const lock = () =>
    marks()
      .whereNull('parked_at')
      .forUpdate()
      .skipLocked()
      .first<{ seq: number } | undefined>('seq');
  const mark = (await lock()) ?? ((await insertMark(ctx, key)) ? await lock() : undefined);
  if (!mark) return 'not-mine';
  // Read before the changes: everything up to it is visible to the next statement.
  const head = await currentSeq(ctx, feed);
  const changes = await nextChangesOf(ctx, feed, mark.seq, reaction.types, changesPerStep);
  const last = changes.at(-1)?.seq ?? mark.seq;
  let seq = changes.length < changesPerStep ? Math.max(head, last) : last;
  for (const change of changes) {
    await reaction.run(ctx, change);
    if (ctx.changes.length === 0) continue;
    seq = change.seq;
    break;
  }
  await marks().update({ seq, failures: 0, last_error: null });
  return seq >= head ? 'caught-up' : 'went-on';
}

/** A new mark starts at 0, so that nothing is lost at the first start. False when there is one already. */
async function insertMark(
  ctx: Ctx,
  key: { organization_id: string; reaction: string; feed: string },
): Promise<boolean> {
  const inserted = await ctx.db('reaction_mark').insert(key).onConflict().ignore().returning('seq');
  return inserted.length > 0;
}

export async function countFailure(
  ctx: Ctx,
  reaction: string,
  feed: string,
  code: string,
): Promise<void> {
  await ctx
    .db('reaction_mark')
    .insert({ organization_id: ctx.organizationId, reaction, feed, failures: 1, last_error: code })
    .onConflict(['organization_id', 'reaction', 'feed'])
    .merge({
      failures: ctx.db.raw('reaction_mark.failures + 1'),
      last_error: code,
      parked_at: ctx.db.raw(
        'case when reaction_mark.failures + 1 >= ? then cast(? as timestamptz) end',
        [failuresBeforeParking, ctx.now],
      ),
    });
}
