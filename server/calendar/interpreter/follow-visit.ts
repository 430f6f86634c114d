// The interpreter of a visit follows it: asked for when it is booked, asked again when it moves, withdrawn when it is off.
// Called where visits are written, so that none is forgotten.
import { interpreterWorkflow } from '#contract/interpreter-workflow';
import { someInterpret } from '../../availability/resource/resource-queries.ts';
import { getSpeech } from '../../patients/patients-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import { requireTransition } from '../../platform/require-transition.ts';
import {
  insertRequest,
  lockRequest,
  updateRequest,
  type InterpreterRequestRow,
} from './interpreter-repository.ts';
import {
  isToCome,
  modeFor,
  notInterpreted,
  stepAfter,
  stepByNeed,
  type Interpreted,
  type InterpretedVisit,
} from './interpreter-request-rules.ts';

interface FollowedVisit extends InterpretedVisit {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
}

/** What a new visit begins with, before it is written. */
export async function interpretedAtFirst(
  ctx: Ctx,
  visit: Omit<InterpretedVisit, keyof Interpreted | 'stage' | 'starts_at'>,
  patient: { interpreter: boolean },
): Promise<Interpreted> {
  if (!isToCome(visit)) return notInterpreted;
  if (!patient.interpreter && !(await someInterpret(ctx, visit.resource_ids)))
    return notInterpreted;
  return { interpreter_status: 'requested', interpreter_mode: modeFor(visit.modality) };
}

/** Once the visit is there. */
export async function askWithVisit(ctx: Ctx, visit: FollowedVisit): Promise<void> {
  if (visit.interpreter_status === null) return;
  const { language } = await getSpeech(ctx, visit.patient_id);
  await insertRequest(ctx, newRequest(ctx, visit, language));
}

/** What changes of the visit besides; the request is written. */
export async function followVisit(
  ctx: Ctx,
  before: FollowedVisit,
  after: FollowedVisit,
): Promise<Partial<Interpreted>> {
  const step = stepAfter(before, after);
  if (step === null) return {};
  if (step !== 'ask-need') return take(ctx, after, step);
  const { language, interpreter } = await getSpeech(ctx, after.patient_id);
  const isNeeded = interpreter || (await someInterpret(ctx, after.resource_ids));
  const needed = stepByNeed(before, isNeeded);
  if (needed === null) return {};
  if (needed !== 'ask') return take(ctx, after, needed);
  const request = newRequest(ctx, after, language);
  await insertRequest(ctx, request);
  return kept(request);
}

const stepsOfVisit = {
  moved: { act: 'moved', transition: 'moved', because: 'moved' },
  revive: { act: 'revived', transition: 'revive', because: 'reinstated' },
  'visit-off': { act: 'withdrawn', transition: 'withdraw', because: 'visit-off' },
  'not-needed': { act: 'withdrawn', transition: 'withdraw', because: 'not-needed' },
} as const;

async function take(
  ctx: Ctx,
  visit: FollowedVisit,
  step: keyof typeof stepsOfVisit,
): Promise<Interpreted> {
  const row = await lockRequest(ctx, visit.id);
  if (!row) throw new Error('A visit says that an interpreter was asked, and nobody was.');
  const { act, transition, because } = stepsOfVisit[step];
  const { status: before, clinic_id: clinicId } = row;
  const status = requireTransition(ctx, interpreterWorkflow, transition, {
    status: before,
    clinicId,
  });
  const asked = status === 'requested' ? { asked_at: ctx.now } : {};
  const changed = { status, because, answered_at: null, ...asked };
  return kept(await updateRequest(ctx, act, row, changed));
}

function newRequest(ctx: Ctx, visit: FollowedVisit, language: string): InterpreterRequestRow {
  return {
    organization_id: visit.organization_id,
    id: visit.id,
    clinic_id: visit.clinic_id,
    language,
    mode: visit.interpreter_mode ?? modeFor(visit.modality),
    status: 'requested',
    because: null,
    confirmed_by: null,
    reference: null,
    asked_at: ctx.now,
    answered_at: null,
    version: 1,
  };
}

export function kept({ status, mode }: InterpreterRequestRow): Interpreted {
  return { interpreter_status: status, interpreter_mode: mode };
}
