// FHIR comes in: fills and values first, then what is asked for, each for itself; what is refused takes nothing with it.
import { createHash } from 'node:crypto';
import type { MedicationOrder } from '#contract/prescription';
import type { IntakeEntry, IntakeReport } from '#contract/refill-intake';
import type { RefillSource } from '#contract/refill-request';
import type { MedicationDispense, MedicationRequest } from '../../interop/fhir/medications.ts';
import type { Observation } from '../../interop/fhir/observations.ts';
import type { FhirRead } from '../../interop/fhir/read-fhir.ts';
import { resolveReference, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import { identifyPatient } from '../../patients/identify-queries.ts';
import { dayBounds } from '../../platform/clock/instants.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { inSavepoint } from '../../platform/db/in-savepoint.ts';
import { notAllowed, ProblemError } from '../../platform/problem.ts';
import { recordObservation } from '../../results/observation-service.ts';
import { noteRefillNews } from '../sending-service.ts';
import { takeInRefill } from '../take-in-service.ts';
import { ourRefills } from './decision-resource.ts';
import { takeInFill } from './fill-service.ts';
import { findOurs, followRefill } from './follow-refill-service.ts';
import { matchSent } from './match-sent-service.ts';
import { orderOfDispense, orderOfRequest, type Unfit } from './order-words.ts';
import { findPharmacyByNumber } from './pharmacy-queries.ts';
import { sentBundle, type Sent, type SentAnswer, type SentRequest } from './sent-bundle.ts';
import { patientOf, pharmacyOf, prescriberWords } from './sent-people.ts';
import { valueOf } from './value-words.ts';

interface Intake {
  clinicId: string;
  keys: ReferenceKeys;
  source: RefillSource;
}

const nowhere = { pharmacyId: null, way: 'pickup' } as const;

type Outcome = Partial<IntakeEntry> & Pick<IntakeEntry, 'outcome'>;

export async function takeInFhir(
  ctx: Ctx,
  input: { clinicId: string; reads: readonly FhirRead[]; source: RefillSource },
): Promise<IntakeReport> {
  const { clinicId, reads, source } = input;
  if (!mayAct(ctx, 'refill:take-in', clinicId))
    throw notAllowed('You may not take in refills in this clinic; nothing was taken in.');
  const { all, keys } = sentBundle(reads);
  const intake = { clinicId, keys, source };
  const became = new Map<Sent, IntakeEntry>();
  // What is asked for is judged with the fills and values that came beside it.
  const inOrder = [
    ...all.filter((each) => each.kind !== 'request'),
    ...all.filter((each) => each.kind === 'request'),
  ];
  for (const sent of inOrder) became.set(sent, await settle(ctx, intake, sent));
  return { entries: all.flatMap((sent) => became.get(sent) ?? []) };
}

async function settle(ctx: Ctx, intake: Intake, sent: Sent): Promise<IntakeEntry> {
  if (sent.kind === 'settled') return sent.entry;
  try {
    return { ...sent.entry, ...(await inSavepoint(ctx, (inner) => take(inner, intake, sent))) };
  } catch (error) {
    // Expected refusals are of this entry alone.
    if (!(error instanceof ProblemError) || error.code === 'unexpected') throw error;
    return { ...sent.entry, reason: error.message };
  }
}

function take(
  ctx: Ctx,
  intake: Intake,
  sent: Exclude<Sent, { kind: 'settled' }>,
): Promise<Outcome> {
  switch (sent.kind) {
    case 'request':
      return takeRequest(ctx, intake, sent.sent);
    case 'fill':
      return takeFill(ctx, intake, sent.dispense);
    case 'value':
      return takeValue(ctx, intake, sent.observation);
    case 'answer':
      return takeAnswer(ctx, intake, sent.answer);
  }
}

function refusedFor({ path, reason }: Unfit): Outcome {
  return { outcome: 'refused', path, reason };
}

async function takeRequest(ctx: Ctx, intake: Intake, sent: SentRequest): Promise<Outcome> {
  const { clinicId, keys, source } = intake;
  const { request, prior, reference, note, priority } = sent;
  const read = orderOfRequest(request, keys);
  if ('unfit' in read) return refusedFor(read.unfit);
  const patient = patientOf(request.subject, request, keys);
  const about = prior ? [prior, request] : [request];
  const { patientId, prescription } = await matchSent(ctx, {
    ...{ clinicId, patient, about, drug: read.order },
  });
  if (patientId === null && patient.words === '')
    return refusedFor({ path: 'subject', reason: 'names nobody whom it could be for' });
  const pharmacy = pharmacyOf(request.dispenseRequest?.performer, request, keys);
  const { item, joined } = await takeInRefill(ctx, {
    ...{ clinicId, patientId, prescriptionId: prescription?.id ?? null },
    requested: read.order,
    ...((await findPharmacyByNumber(ctx, pharmacy.numbers)) ?? nowhere),
    said: {
      patient: patient.words,
      prescriber: prescriberWords(request.requester, request, keys),
      pharmacy: pharmacy.words,
      note,
    },
    ...{ priority, source },
    reference: reference === null ? null : ownNumber(reference, patient.words, read.order),
  });
  const matched = prescription === null ? 'triage' : 'taken';
  return { outcome: joined ? 'joined' : matched, itemId: item.id };
}

/** Some senders give one number to several: of another patient or drug it is another request, and none is lost. */
function ownNumber(
  reference: string,
  patient: string,
  { name, strength }: MedicationOrder,
): string {
  const what = JSON.stringify([patient, name, strength].map((word) => word.toLowerCase()));
  return `${reference} ${createHash('sha256').update(what).digest('base64url').slice(0, 12)}`;
}

async function takeFill(ctx: Ctx, intake: Intake, dispense: MedicationDispense): Promise<Outcome> {
  const { clinicId, keys } = intake;
  const read = orderOfDispense(dispense, keys);
  if ('unfit' in read) return refusedFor(read.unfit);
  const about = (dispense.authorizingPrescription ?? []).flatMap((reference) => {
    const found = resolveReference(reference, dispense, keys);
    if (found?.resourceType === 'MedicationRequest') return found as MedicationRequest;
    const { identifier } = reference;
    return identifier ? ({ identifier: [identifier] } as MedicationRequest) : [];
  });
  const patient = patientOf(dispense.subject, dispense, keys);
  const { prescription } = await matchSent(ctx, { clinicId, patient, about, drug: read.order });
  if (!prescription)
    return refusedFor({
      path: 'authorizingPrescription',
      reason: 'is no prescription that is known here',
    });
  const fill = { dispense, given: read.order };
  const ours = about
    .flatMap(({ identifier = [] }) => identifier)
    .find(({ system }) => system === ourRefills)?.value;
  const row = ours === undefined ? null : await findOurs(ctx, clinicId, ours);
  const went = row ? await followRefill(ctx, row, dispense.status) : 'none';
  const itemId = row?.id ?? null;
  if (went === 'moved') return { outcome: 'filled', itemId };
  const unfit = await takeInFill(
    ctx,
    prescription,
    went === 'picked-up' && row ? { ...fill, itemId: row.id } : fill,
  );
  return unfit ? refusedFor(unfit) : { outcome: 'filled', itemId };
}

async function takeAnswer(
  ctx: Ctx,
  { clinicId }: Intake,
  { itemId, news, trouble }: SentAnswer,
): Promise<Outcome> {
  const row = await findOurs(ctx, clinicId, itemId);
  if (!row) return refusedFor({ path: 'focus', reason: 'is no answer of ours' });
  // Said again, or of what somebody has settled meanwhile.
  if (row.status === 'sent')
    await noteRefillNews(ctx, { itemId, expectedVersion: row.version, news, trouble });
  return { outcome: 'heard', itemId };
}

async function takeValue(ctx: Ctx, intake: Intake, observation: Observation): Promise<Outcome> {
  const { clinicId, keys } = intake;
  const read = valueOf(observation);
  if ('unfit' in read) return refusedFor(read.unfit);
  const { person } = patientOf(observation.subject, observation, keys);
  const found = person ? await identifyPatient(ctx, person) : null;
  if (!found?.isCertain)
    return refusedFor({ path: 'subject', reason: 'is nobody who is surely known here' });
  const { value } = read;
  const { effectiveAt: at } = value;
  const effectiveAt = at.includes('T') ? at : dayBounds(at, await zoneOf(ctx, clinicId)).startsAt;
  await recordObservation(ctx, { ...value, clinicId, patientId: found.patientId, effectiveAt });
  return { outcome: 'recorded' };
}
