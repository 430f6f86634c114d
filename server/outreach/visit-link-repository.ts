// The only SQL that writes links of visits: the hash of a link stays here.
import { linkToken, tokenHash } from '../platform/auth/secret-link.ts';
import type { Ctx } from '../platform/context.ts';

/** From here on the link of the visit leads somewhere. */
export async function openVisitLink(
  ctx: Ctx,
  visit: { id: string; clinicId: string },
  secretKey: string,
): Promise<void> {
  await ctx
    .db('visit_link')
    .insert({
      organization_id: ctx.organizationId,
      appointment_id: visit.id,
      clinic_id: visit.clinicId,
      token_hash: tokenHash(linkToken(secretKey, 'visit', visit.id)),
    })
    .onConflict(['organization_id', 'appointment_id'])
    .ignore();
}

/** Whose link is it? The same work is done whatever was sent. */
export async function findVisitLink(
  ctx: Ctx,
  token: string,
): Promise<{ organizationId: string; visitId: string } | null> {
  const { rows } = await ctx.db.raw<{
    rows: { organization_id: string; appointment_id: string }[];
  }>('select organization_id, appointment_id from find_visit_link(?)', [tokenHash(token)]);
  const [link] = rows;
  return link ? { organizationId: link.organization_id, visitId: link.appointment_id } : null;
}

/** One answer at a time about a visit. */
export async function lockVisitLink(ctx: Ctx, visitId: string): Promise<void> {
  await ctx
    .db('visit_link')
    .where({ organization_id: ctx.organizationId, appointment_id: visitId })
    .forUpdate()
    .select('appointment_id');
}
