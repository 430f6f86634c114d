// What the patient's page knows of an offer: enough to decide, nothing that tells who the patient is.
import type { ClinicTexts } from '#contract/clinic-settings';
import type { Clinic } from '#contract/staff';
import type { VisitType } from '#contract/availability';
import { getVisitType } from '../../availability/availability-queries.ts';
import { findAppointment } from '../../calendar/calendar-queries.ts';
import { clinicTextsRule } from '../../clinics/clinic-texts-rule.ts';
import { listContactFacts } from '../../patients/contact-queries.ts';
import { getPatient } from '../../patients/patients-queries.ts';
import { tokenHash } from '../../platform/auth/secret-link.ts';
import type { Ctx } from '../../platform/context.ts';
import { ruleInForce } from '../../platform/rules/dated-rules.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import type { EntryRow } from '../entry-repository.ts';
import { findOffer, mostBirthTries, type OfferRow } from '../offer-repository.ts';
import type { OpeningRow } from '../opening-repository.ts';
import { standingOf } from '../standing-rules.ts';

/** `wanted`: the desk has the last word. `stopped`: they asked to be sent no more offers. */
export type PageState = 'open' | 'accepted' | 'wanted' | 'declined' | 'stopped' | 'gone';

export interface OfferPage {
  state: PageState;
  given: string;
  language: string;
  visitType: Pick<VisitType, 'name' | 'modality' | 'sensitive'>;
  /** Nothing is told of the visit before the birth date was given. */
  isHidden: boolean;
  /** How often that can still be tried. */
  birthTriesLeft: number;
  startsAt: string;
  endsAt: string;
  /** The later visit that accepting moves; `null` when none stands. */
  laterStartsAt: string | null;
  expiresAt: string | null;
  clinic: Clinic;
  /** What the clinic says besides. */
  texts: ClinicTexts;
}

/** Whose link is it? The same work is done whatever was sent. */
export async function findLink(
  ctx: Ctx,
  token: string,
): Promise<{ organizationId: string; offerId: string } | null> {
  const { rows } = await ctx.db.raw<{ rows: { organization_id: string; offer_id: string }[] }>(
    'select organization_id, offer_id from find_link(?)',
    [tokenHash(token)],
  );
  const [link] = rows;
  return link ? { organizationId: link.organization_id, offerId: link.offer_id } : null;
}

/** `null` for an offer that has not left yet: its link is nobody's. */
export async function readOfferPage(
  ctx: Ctx,
  offerId: string,
  { isProved = false }: { isProved?: boolean } = {},
): Promise<OfferPage | null> {
  const offer = await findOffer(ctx, offerId);
  if (!offer || offer.status === 'queued') return null;
  const opening = await findById<OpeningRow>(ctx, 'waitlist_opening', offer.opening_id);
  const entry = await findById<EntryRow>(ctx, 'waitlist_entry', offer.entry_id);
  const visitType = await getVisitType(ctx, opening.visit_type_id);
  const patient = await getPatient(ctx, offer.patient_id);
  return {
    state: await stateOf(ctx, offer, opening),
    isHidden: visitType.sensitive && !isProved,
    birthTriesLeft: mostBirthTries - (await birthTriesOf(ctx, offerId)),
    given: patient.given,
    language: patient.language,
    visitType,
    startsAt: opening.starts_at,
    endsAt: opening.ends_at,
    laterStartsAt: await laterStart(ctx, entry),
    expiresAt: offer.expires_at,
    clinic: await getClinic(ctx, opening.clinic_id),
    texts: (await ruleInForce(ctx, opening.clinic_id, clinicTextsRule)).value,
  };
}

async function stateOf(ctx: Ctx, offer: OfferRow, opening: OpeningRow): Promise<PageState> {
  const standing = standingOf(offer, ctx.now);
  // A link tells of no visit that is over.
  if (opening.starts_at <= ctx.now) return 'gone';
  if (standing === 'sent') return 'open';
  if (standing === 'wanted') return 'wanted';
  if (standing === 'declined' || standing === 'withdrawn')
    return (await wantsNone(ctx, offer))
      ? 'stopped'
      : standing === 'declined'
        ? 'declined'
        : 'gone';
  if (standing !== 'accepted' || opening.filled_by_appointment_id === null) return 'gone';
  const visit = await findAppointment(ctx, opening.filled_by_appointment_id);
  const stands = visit?.status === 'booked' && visit.startsAt === opening.starts_at;
  return stands ? 'accepted' : 'gone';
}

async function birthTriesOf(ctx: Ctx, id: string): Promise<number> {
  const row = await ctx
    .db('waitlist_offer')
    .where({ organization_id: ctx.organizationId, id })
    .first<{ birth_tries: number } | undefined>('birth_tries');
  return row?.birth_tries ?? 0;
}

async function wantsNone(ctx: Ctx, offer: OfferRow): Promise<boolean> {
  const facts = await listContactFacts(ctx, offer.clinic_id, [offer.patient_id]);
  const asked = facts.get(offer.patient_id)?.doNotContact ?? [];
  return asked.includes('outreach') || asked.includes('everything');
}

async function laterStart(ctx: Ctx, entry: EntryRow): Promise<string | null> {
  const visit =
    entry.appointment_id === null ? null : await findAppointment(ctx, entry.appointment_id);
  return visit?.status === 'booked' ? visit.startsAt : null;
}

async function findById<R>(ctx: Ctx, table: string, id: string): Promise<R> {
  const row = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first('*')) as R | undefined;
  if (!row) throw new Error(`An offer points to no ${table}.`);
  return row;
}
