// The use cases of an interpreter request: confirmed, declined, asked again. The visit says so in the same step.
import { occupiesTime } from '#contract/appointment-workflow';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import {
  interpreterWorkflow,
  type DeclineReason,
  type InterpreterMode,
  type InterpreterStatus,
} from '#contract/interpreter-workflow';
import { getPatientSummary } from '../../patients/patients-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import { conflict, notFound, ruleBroken } from '../../platform/problem.ts';
import { requireTransition } from '../../platform/require-transition.ts';
import { denyInterpreting } from '../calendar-policy.ts';
import { updateAppointment, type AppointmentRow } from '../calendar-repository.ts';
import { writtenOrNull } from '../calendar-rules.ts';
import { appointmentView } from '../calendar-view.ts';
import { announce, holds, takeAsKnown } from '../visit-change.ts';
import { kept } from './follow-visit.ts';
import {
  lockRequest,
  updateRequest,
  type InterpreterRequestRow,
  type RequestAct,
} from './interpreter-repository.ts';
import { requestView } from './interpreter-view.ts';

interface Known {
  appointmentId: string;
  /** Of the request. */
  expectedVersion: number;
}

export async function confirmInterpreter(
  ctx: Ctx,
  input: Known & {
    confirmedBy: string;
    reference?: string | undefined;
    mode?: InterpreterMode | undefined;
  },
): Promise<InterpreterRequest> {
  const { confirmedBy } = input;
  const taken = await takeRequest(ctx, input, 'confirm', { confirmedBy });
  const mode = input.mode ?? taken.request.mode;
  return write(ctx, 'confirmed', taken, {
    changed: {
      ...{ confirmed_by: confirmedBy, reference: writtenOrNull(input.reference), mode },
      ...{ because: null, answered_at: ctx.now },
    },
    detail: { mode },
  });
}

export async function declineInterpreter(
  ctx: Ctx,
  input: Known & { reason: DeclineReason },
): Promise<InterpreterRequest> {
  const { reason } = input;
  const taken = await takeRequest(ctx, input, 'decline', { reason });
  const changed = { because: reason, answered_at: ctx.now, confirmed_by: null, reference: null };
  return write(ctx, 'declined', taken, { changed, detail: { reason } });
}

/** Who had confirmed stays written down: they are the first to be asked. */
export async function askInterpreterAgain(ctx: Ctx, input: Known): Promise<InterpreterRequest> {
  const taken = await takeRequest(ctx, input, 'askAgain');
  const changed = { because: 'asked-again', asked_at: ctx.now, answered_at: null } as const;
  return write(ctx, 'asked-again', taken, { changed, detail: {} });
}

interface Taken {
  visit: AppointmentRow;
  request: InterpreterRequestRow;
  /** Where it goes. */
  to: InterpreterStatus;
}

/** Locked in the order in which a visit's own changes lock them: the visit, then its request. */
async function takeRequest(
  ctx: Ctx,
  { appointmentId, expectedVersion }: Known,
  transition: 'confirm' | 'decline' | 'askAgain',
  recorded: Readonly<Record<string, unknown>> = {},
): Promise<Taken> {
  const wanted = { appointmentId, expectedVersion: null };
  const visit = await takeAsKnown(ctx, wanted, (row) => denyInterpreting(holds(ctx), row));
  const request = await lockRequest(ctx, appointmentId);
  if (!request) throw notFound('interpreter request');
  if (request.version !== expectedVersion) throw conflict(requestView(request));
  const { status, clinic_id: clinicId } = request;
  const item = { status, clinicId };
  const to = requireTransition(ctx, interpreterWorkflow, transition, item, recorded);
  if (!occupiesTime(visit.status))
    throw ruleBroken(
      'wrong-state',
      'The visit is over or does not take place; nothing was changed.',
    );
  return { visit, request, to };
}

const said = {
  confirmed: 'interpreter-confirmed',
  declined: 'interpreter-declined',
  'asked-again': 'interpreter-asked',
} as const satisfies Partial<Record<RequestAct, string>>;

async function write(
  ctx: Ctx,
  act: keyof typeof said,
  { visit, request, to }: Taken,
  { changed, detail }: { changed: Partial<InterpreterRequestRow>; detail: Record<string, unknown> },
): Promise<InterpreterRequest> {
  const next = await updateRequest(ctx, act, request, { ...changed, status: to });
  const after = await updateAppointment(ctx, said[act], visit, kept(next));
  const patient = await getPatientSummary(ctx, visit.patient_id);
  announce(ctx, said[act], appointmentView(after, patient), detail);
  return requestView(next);
}
