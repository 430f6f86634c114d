// Use cases of a patient's whole record.
import type { ChangedDetails, PatientRecord } from '#contract/patient-record';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { conflict, invalidInput, notFound } from '../platform/problem.ts';
import { areProviders } from '../staff/staff-queries.ts';
import { requireOtherPerson } from './match-service.ts';
import { latestDate } from './patients-queries.ts';
import { lockRegistrations } from './patients-repository.ts';
import { isPharmacy } from './pharmacy-repository.ts';
import { findRecordRow, lockPatient, updateRecord } from './record-repository.ts';
import type { ChangedColumns, ChangedLists } from './record-repository.ts';
import { detailsFault, withKeptPhones } from './check-details.ts';
import { recordView } from './record-view.ts';

export async function getPatientRecord(ctx: Ctx, patientId: string): Promise<PatientRecord> {
  const row = await findRecordRow(ctx, patientId);
  if (!row) throw notFound('patient');
  return recordView(row);
}

export interface ChangePatientDetails {
  patientId: string;
  expectedVersion: number;
  details: ChangedDetails;
  seenMatches: readonly string[];
  notSamePerson?: string | undefined;
}

export async function changePatientDetails(
  ctx: Ctx,
  input: ChangePatientDetails,
): Promise<PatientRecord> {
  const { patientId, expectedVersion } = input;
  if (!(await lockPatient(ctx, patientId))) throw notFound('patient');
  const held = await getPatientRecord(ctx, patientId);
  if (held.version !== expectedVersion) throw conflict(held);
  const fault = detailsFault(input.details, latestDate(ctx.now));
  if (fault) throw invalidInput(fault.path, fault.message);
  const details = onlyChanged(held, withKeptPhones(input.details));
  const fields = Object.keys(details);
  if (fields.length === 0) return held;
  await requireKnown(ctx, details);
  const notSameAs = await requireStillOther(ctx, { held, details, input });
  const row = await updateRecord(ctx, held, {
    columns: columnsOf(details),
    lists: listsOf(details),
  });
  recordChange(ctx, {
    type: 'patients.patient-changed',
    clinicId: null,
    entityId: row.id,
    version: row.version,
    payload: null,
  });
  recordAudit(ctx, {
    act: 'patient.change',
    clinicId: null,
    entityId: row.id,
    detail: { fields, ...notSameAs },
  });
  return recordView(row);
}

/** Without what stands as it is said: it makes no version, and asks nobody anything. */
function onlyChanged(held: PatientRecord, said: ChangedDetails): ChangedDetails {
  const stands: Record<string, unknown> = { ...held, pharmacyId: held.pharmacy?.id ?? null };
  return Object.fromEntries(
    Object.entries(said).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(stands[field]),
    ),
  );
}

/** Another name or birth date may be that of another chart. */
async function requireStillOther(
  ctx: Ctx,
  change: { held: PatientRecord; details: ChangedDetails; input: ChangePatientDetails },
): Promise<object> {
  const { held, details, input } = change;
  const { family, given, birthOn } = details;
  if (family === undefined && given === undefined && birthOn === undefined) return {};
  await lockRegistrations(ctx);
  const phones = details.phones ?? held.phones;
  return requireOtherPerson(ctx, {
    person: {
      family: family ?? held.family,
      given: given ?? held.given,
      birthOn: birthOn ?? held.birthOn,
      phones: phones.map(({ number }) => number),
      addresses: details.addresses ?? held.addresses,
      besides: held.id,
    },
    seenMatches: input.seenMatches,
    reason: input.notSamePerson,
  });
}

async function requireKnown(
  ctx: Ctx,
  { careTeam = [], pharmacyId }: ChangedDetails,
): Promise<void> {
  const providerIds = careTeam.flatMap(({ providerId }) => providerId ?? []);
  if (!(await areProviders(ctx, providerIds)))
    throw invalidInput('details.careTeam', 'names somebody who is no provider here');
  if (pharmacyId && !(await isPharmacy(ctx, pharmacyId)))
    throw invalidInput('details.pharmacyId', 'is no pharmacy that is known here');
}

function columnsOf(details: ChangedDetails): ChangedColumns {
  const [first] = details.phones ?? [];
  const columns = {
    family: details.family,
    given: details.given,
    preferred_name: details.preferredName,
    other_names: details.otherNames,
    birth_on: details.birthOn,
    sex: details.sex,
    gender_identity: details.genderIdentity,
    pronouns: details.pronouns,
    language: details.language,
    interpreter: details.interpreter,
    email: details.email,
    preferred_channel: details.preferredChannel,
    preferred_times: details.preferredTimes,
    pharmacy_id: details.pharmacyId,
    zone: details.zone,
    ...(details.phones && {
      phone: first?.number ?? null,
      phone_use: first?.use ?? 'mobile',
      phone_may_text: first?.mayText ?? false,
    }),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

function listsOf({
  phones,
  addresses,
  contacts,
  careTeam,
  statements,
}: ChangedDetails): ChangedLists {
  return {
    ...(phones && { morePhones: phones.slice(1) }),
    ...(addresses && { addresses }),
    ...(contacts && { contacts }),
    ...(careTeam && { careTeam }),
    ...(statements && { statements }),
  };
}
