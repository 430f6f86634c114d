// What a clinic books: visit types added, changed and retired.
import type { VisitType } from '#contract/availability';
import { standardTerms, type VisitTerms } from '#contract/visit-terms';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notFound, ruleBroken } from '../platform/problem.ts';
import {
  findVisitTypeForUpdate,
  insertVisitType,
  updateVisitType,
  type VisitTypeRow,
} from './availability-repository.ts';
import { requireManaging } from './availability-service.ts';
import { visitTypeView } from './availability-view.ts';
import { knownNeeds } from './resource/known-needs.ts';

export type AddVisitType = Omit<VisitType, 'id' | 'active' | 'version' | keyof VisitTerms> &
  Partial<VisitTerms>;

export async function addVisitType(ctx: Ctx, input: AddVisitType): Promise<VisitType> {
  const { clinicId } = input;
  requireManaging(ctx, clinicId);
  const needs = await knownNeeds(ctx, clinicId, input.needs ?? []);
  await queueForName(ctx, clinicId);
  const row = await insertVisitType(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    ...columnsOf(input),
    needs,
    active: true,
    version: 1,
  });
  if (!row) throw nameTaken();
  return announce(ctx, 'add', row);
}

interface Known {
  visitTypeId: string;
  expectedVersion: number;
}

/** Visits that are booked keep their length; buffers count when one is placed anew. */
export async function changeVisitType(
  ctx: Ctx,
  input: Known & Omit<AddVisitType, 'clinicId'>,
): Promise<VisitType> {
  const row = await takeForChange(ctx, input);
  const needs = await knownNeeds(ctx, row.clinic_id, input.needs ?? []);
  const changed = await updateVisitType(ctx, 'changed', row, { ...columnsOf(input), needs });
  if (!changed) throw nameTaken();
  return announce(ctx, 'change', changed);
}

export async function retireVisitType(ctx: Ctx, input: Known): Promise<VisitType> {
  const row = await takeForChange(ctx, input);
  const retired = await updateVisitType(ctx, 'retired', row, { active: false });
  return announce(ctx, 'retire', retired ?? row);
}

async function takeForChange(
  ctx: Ctx,
  { visitTypeId, expectedVersion }: Known,
): Promise<VisitTypeRow> {
  const row = await findVisitTypeForUpdate(ctx, visitTypeId);
  if (!row || !mayAct(ctx, 'availability:read', row.clinic_id)) throw notFound('visit type');
  requireManaging(ctx, row.clinic_id);
  if (row.version !== expectedVersion) throw conflict(visitTypeView(row));
  if (!row.active)
    throw ruleBroken('retired', 'This visit type is no longer booked; nothing was changed.');
  await queueForName(ctx, row.clinic_id);
  return row;
}

/** Of two who give one name at once the second sees the first. */
function queueForName(ctx: Ctx, clinicId: string): Promise<void> {
  return takeLocks(ctx, { exclusive: [`visit types ${clinicId}`] });
}

type Columns = Omit<VisitTypeRow, 'organization_id' | 'id' | 'clinic_id' | 'active' | 'version'>;

function columnsOf(input: Omit<AddVisitType, 'clinicId'>): Columns {
  const terms = { ...standardTerms, ...input };
  if (terms.horizonDays !== null && terms.horizonDays * 1440 < terms.leadMinutes)
    throw invalidInput('horizonDays', 'It ends before the first time that may be booked.');
  if (input.modality === 'e-visit') requireTakesNothing({ ...terms, ...input });
  return {
    name: input.name,
    minutes: input.minutes,
    modality: input.modality,
    category: input.category,
    colour: input.colour,
    buffer_before: input.bufferBefore,
    buffer_after: input.bufferAfter,
    patients: terms.patients,
    lead_minutes: terms.leadMinutes,
    horizon_days: terms.horizonDays,
    booked_by: [...new Set(terms.bookedBy)],
    overbook_tolerance: terms.overbookTolerance,
    needs_authorization: terms.needsAuthorization,
    sensitive: terms.sensitive,
    needs: terms.needs,
    instructions_en: terms.instructions.en,
    instructions_es: terms.instructions.es,
  };
}

/** An e-visit is in nobody's time, and so beside nothing and in no room. */
function requireTakesNothing(type: Omit<AddVisitType, 'clinicId'> & VisitTerms): void {
  const taken = {
    bufferBefore: type.bufferBefore > 0,
    bufferAfter: type.bufferAfter > 0,
    overbookTolerance: type.overbookTolerance > 0,
    needs: type.needs.length > 0,
  };
  for (const [field, isTaken] of Object.entries(taken))
    if (isTaken) throw invalidInput(field, 'An e-visit takes no time.');
}

const pastTense = { add: 'added', change: 'changed', retire: 'retired' } as const;

function announce(ctx: Ctx, act: keyof typeof pastTense, row: VisitTypeRow): VisitType {
  const payload = visitTypeView(row);
  const { id: entityId, clinicId, version } = payload;
  recordAudit(ctx, {
    act: `availability.${act}-visit-type`,
    clinicId,
    entityId,
    detail: { version },
  });
  const type = `availability.visit-type-${pastTense[act]}`;
  recordChange(ctx, { type, clinicId, entityId, version, payload });
  return payload;
}

function nameTaken(): Error {
  return invalidInput('name', 'There is already a visit type of this name.');
}
