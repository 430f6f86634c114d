// What the day alone changes: another band, an answer that has not come.
import type { Ctx } from '../platform/context.ts';
import type { Tick } from '../platform/slice.ts';
import { settleClaims } from './settle-claims.ts';

/** So many a run; the next run takes the rest. */
const mostAtOnce = 200;

export const rankTick: Tick = {
  name: 'claims.rank',
  everyMs: 60_000,
  run: async (ctx) => {
    const due = await dueClaims(ctx);
    const byClinic = Map.groupBy(due, ({ clinic_id }) => clinic_id);
    for (const [clinicId, rows] of byClinic) {
      const ids = [...new Set(rows.map(({ id }) => id))];
      await settleClaims(ctx, clinicId, ids, { isAnswered: false });
    }
    return due.length;
  },
};

interface DueClaim {
  id: string;
  clinic_id: string;
}

/** By each clinic's own day. */
async function dueClaims(ctx: Ctx): Promise<DueClaim[]> {
  const { rows } = await ctx.db.raw<{ rows: DueClaim[] }>(dueSql, {
    ...{ organization: ctx.organizationId, now: ctx.now, most: mostAtOnce },
  });
  return rows;
}

const dueSql = `
  select d.id, d.clinic_id from (
    (select f.claim_id as id, f.clinic_id from claim_follow_up f
      join clinic k on k.organization_id = f.organization_id and k.id = f.clinic_id
      where f.organization_id = :organization and f.claim_id is not null
        and f.ranks_on <= cast(cast(:now as timestamptz) at time zone k.zone as date)
      order by f.ranks_on limit :most)
    union all
    (select c.id, c.clinic_id from claim c
      join clinic k on k.organization_id = c.organization_id and k.id = c.clinic_id
      where c.organization_id = :organization
        and c.look_on <= cast(cast(:now as timestamptz) at time zone k.zone as date)
        and not exists (select from claim_follow_up f where f.organization_id = c.organization_id
          and f.claim_id = c.id and f.kind = 'unanswered')
      order by c.look_on limit :most)
  ) d
  limit :most`;
