// Going away and coming back. The queues' own tick moves the work.
import type { Absence } from '#contract/absence';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { normalInstant } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { absenceView } from './absence-queries.ts';
import { endAbsenceRow, insertAbsence, lockAbsence } from './absence-repository.ts';
import { listClinicsOf } from './grant-queries.ts';

export interface AddAbsence {
  clinicId: string;
  staffId: string;
  coverId: string | null;
  fromAt: string;
  untilAt: string;
}

export async function addAbsence(ctx: Ctx, input: AddAbsence): Promise<Absence> {
  const { clinicId, staffId, coverId } = input;
  if (!mayAct(ctx, 'staff:read', clinicId)) throw notFound('clinic');
  if (!(await worksThere(ctx, staffId, clinicId)))
    throw invalidInput('staffId', 'names nobody who works in this clinic');
  if (staffId !== ctx.actorId && !mayAct(ctx, 'staff:manage', clinicId))
    throw notAllowed('You may say so for yourself and for staff whom you manage.');
  if (coverId === staffId) throw invalidInput('coverId', 'must be somebody else');
  if (coverId !== null && !(await worksThere(ctx, coverId, clinicId)))
    throw invalidInput('coverId', 'names nobody who works in this clinic');
  const [fromAt, untilAt] = [normalInstant(input.fromAt), normalInstant(input.untilAt)];
  if (untilAt <= fromAt) throw invalidInput('untilAt', 'must be later than the beginning');
  if (untilAt <= ctx.now) throw invalidInput('untilAt', 'is past already');
  const row = await insertAbsence(ctx, {
    id: newId(),
    staff_id: staffId,
    cover_id: coverId,
    from_at: fromAt,
    until_at: untilAt,
  });
  if (!row) throw ruleBroken('away-already', 'They are away then already; nothing was changed.');
  return announce(ctx, 'staff.absence-added', absenceView(row));
}

export async function endAbsence(
  ctx: Ctx,
  input: { absenceId: string; expectedVersion: number },
): Promise<Absence> {
  const row = await lockAbsence(ctx, input.absenceId);
  const clinics = row ? await listClinicsOf(ctx, row.staff_id) : [];
  if (!row || !clinics.some((clinicId) => mayAct(ctx, 'staff:read', clinicId)))
    throw notFound('absence');
  const manages = clinics.some((clinicId) => mayAct(ctx, 'staff:manage', clinicId));
  if (row.staff_id !== ctx.actorId && !manages)
    throw notAllowed('You may say so for yourself and for staff whom you manage.');
  if (row.version !== input.expectedVersion) throw conflict(absenceView(row));
  if (row.ended_at !== null || row.until_at <= ctx.now)
    throw ruleBroken('over', 'That absence is over; nothing was changed.');
  return announce(ctx, 'staff.absence-ended', absenceView(await endAbsenceRow(ctx, row)));
}

async function worksThere(ctx: Ctx, staffId: string, clinicId: string): Promise<boolean> {
  return (await listClinicsOf(ctx, staffId)).includes(clinicId);
}

function announce(ctx: Ctx, type: string, view: Absence): Absence {
  const { id, version, staffId, coverId } = view;
  recordChange(ctx, { type, clinicId: null, entityId: id, version, payload: view });
  recordAudit(ctx, { act: type, clinicId: null, entityId: id, detail: { staffId, coverId } });
  return view;
}
