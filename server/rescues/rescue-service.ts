// The use cases of a rescue: the provider is marked out and every visit gets what was decided, or nothing happens; undo.
import type { Appointment } from '#contract/calendar';
import type {
  Decision,
  PlanChanges,
  PlanLine,
  Rescue,
  RescueAct,
  RescueChange,
} from '#contract/rescues';
import { enterTimeOff } from '../availability/exception-service.ts';
import { cancelAppointment, moveAppointment } from '../calendar/calendar-service.ts';
import { lockForRehoming } from '../calendar/rehome-service.ts';
import { addCall } from '../calls/calls-service.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { normalInstant, plusSeconds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { addEntry } from '../waitlist/entry-service.ts';
import { readPlan, waitingKey, type ProviderOut, type ReadPlan } from './plan-queries.ts';
import { linesOf, soundOut } from './plan-service.ts';
import { insertRescue, type RescueLineRow, type RescueRow } from './rescue-repository.ts';
import { countActs, rescueView, type Counts } from './rescue-view.ts';

export interface CommitRescue extends ProviderOut {
  note?: string | undefined;
  decisions: readonly Decision[];
}

/**
 * What was decided is planned anew under the locks of every visit and every time it touches: whoever changed anything
 * since is seen, and then nothing is written.
 */
export async function commitRescue(ctx: Ctx, input: CommitRescue): Promise<Rescue> {
  const out = await soundOut(ctx, input);
  const decisions = soundDecisions(input.decisions);
  await lockForRehoming(ctx, {
    appointmentIds: decisions.map(({ appointmentId }) => appointmentId),
    times: timesOf(out, decisions),
    awayProviderId: out.providerId,
  });
  const read = await readPlan(ctx, out, decisions);
  const lines = linesOf(read);
  requireUnchanged(lines, decisions);
  const { id: exceptionId } = await enterTimeOff(ctx, { ...out, note: noteOf(input) });
  const row = newRescue(ctx, out, { exceptionId, quietSeconds: read.rule.quietSeconds });
  const done: RescueLineRow[] = [];
  for (const line of lines) done.push(await carryOut(ctx, { line, rescue: row, read }));
  await insertRescue(ctx, row, done);
  return announce(ctx, 'committed', { row, counts: countActs(done) });
}

function noteOf({ note }: CommitRescue): string | null {
  return note === undefined || note === '' ? null : note;
}

function soundDecisions(decisions: readonly Decision[]): Decision[] {
  const ids = new Set(decisions.map(({ appointmentId }) => appointmentId));
  if (ids.size < decisions.length)
    throw invalidInput('decisions', 'Each visit is decided about once.');
  return decisions.map((one, at) => {
    if ((one.act === 'move') !== (one.to !== null))
      throw invalidInput(
        `decisions.${String(at)}.to`,
        'It is said exactly where a visit is moved.',
      );
    return one.to ? { ...one, to: { ...one.to, startsAt: normalInstant(one.to.startsAt) } } : one;
  });
}

/** The provider's own time, and every place that a visit is to go to. */
function timesOf(
  out: ProviderOut,
  decisions: readonly Decision[],
): { providerId: string; startsAt: string; endsAt: string }[] {
  const places = decisions.flatMap(({ to }) => (to ? [{ ...to, endsAt: to.startsAt }] : []));
  return [out, ...places];
}

/** Every visit as it was seen, and every decision still possible. */
function requireUnchanged(lines: readonly PlanLine[], decisions: readonly Decision[]): void {
  const decided = new Map(decisions.map((one) => [one.appointmentId, one]));
  const standing = new Set(lines.map(({ appointment }) => appointment.id));
  const items: PlanChanges['items'] = [
    ...lines.flatMap((line) => changeOf(line, decided.get(line.appointment.id))),
    ...decisions
      .filter(({ appointmentId }) => !standing.has(appointmentId))
      .map(({ appointmentId }) => ({ appointmentId, what: 'gone' as const })),
  ];
  if (items.length === 0) return;
  const current: PlanChanges = { items };
  const which = items.length === 1 ? '1 visit is' : `${String(items.length)} visits are`;
  throw ruleBroken(
    'plan-changed',
    `${which} not as they were when this was planned; nothing was changed. Look at the plan again.`,
    current,
  );
}

function changeOf(line: PlanLine, decision: Decision | undefined): PlanChanges['items'] {
  const { id: appointmentId, version } = line.appointment;
  if (!decision) return [{ appointmentId, what: 'added' }];
  if (decision.expectedVersion !== version) return [{ appointmentId, what: 'changed' }];
  return line.isRefused ? [{ appointmentId, what: 'not-possible' }] : [];
}

function newRescue(
  ctx: Ctx,
  out: ProviderOut,
  { exceptionId, quietSeconds }: { exceptionId: string; quietSeconds: number },
): RescueRow {
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: out.clinicId,
    provider_id: out.providerId,
    starts_at: out.startsAt,
    ends_at: out.endsAt,
    exception_id: exceptionId,
    status: 'done',
    committed_at: ctx.now,
    quiet_until: plusSeconds(ctx.now, quietSeconds),
    undone_at: null,
    version: 1,
  };
}

interface CarryOut {
  line: PlanLine;
  rescue: RescueRow;
  read: ReadPlan;
}

async function carryOut(ctx: Ctx, one: CarryOut): Promise<RescueLineRow> {
  const { line, rescue } = one;
  const { appointment: visit } = line;
  const row: RescueLineRow = {
    organization_id: ctx.organizationId,
    rescue_id: rescue.id,
    appointment_id: visit.id,
    clinic_id: rescue.clinic_id,
    act: line.act,
    from_starts_at: visit.startsAt,
    from_ends_at: visit.endsAt,
    to_provider_id: line.to?.providerId ?? null,
    to_starts_at: line.to?.startsAt ?? null,
    appointment_version: visit.version,
    entry_id: null,
    call_id: null,
    undone: null,
  };
  return { ...row, ...(await acts[line.act](ctx, one)) };
}

type Done = Partial<Pick<RescueLineRow, 'appointment_version' | 'entry_id' | 'call_id'>>;

const acts: Readonly<Record<RescueAct, (ctx: Ctx, one: CarryOut) => Promise<Done>>> = {
  async move(ctx, { line: { appointment, to } }) {
    if (!to) throw new Error('A visit is moved nowhere.');
    const moved = await moveAppointment(ctx, {
      appointmentId: appointment.id,
      expectedVersion: appointment.version,
      providerId: to.providerId,
      startsAt: to.startsAt,
      overrides: [],
      telling: 'told-later',
    });
    return { appointment_version: moved.version };
  },
  async waitlist(ctx, one) {
    const { appointment } = one.line;
    const cancelled = await cancelAppointment(ctx, {
      appointmentId: appointment.id,
      expectedVersion: appointment.version,
      reason: 'prov',
      telling: 'told-later',
    });
    const entry_id = await wait(ctx, one);
    const call_id = await askForCall(ctx, one, 'Provider out: the visit is off, find a new time');
    return { appointment_version: cancelled.version, entry_id, call_id };
  },
  async call(ctx, one) {
    const call_id = await askForCall(
      ctx,
      one,
      'Provider out: the visit cannot take place as booked',
    );
    return { call_id };
  },
  leave: () => Promise.resolve({}),
};

/** Who waits for the same visit type already goes on waiting. */
async function wait(ctx: Ctx, { line, read }: CarryOut): Promise<string | null> {
  const { clinicId, visitTypeId, patient } = line.appointment;
  if (read.waiting.has(waitingKey(patient.id, visitTypeId))) return null;
  const entry = await addEntry(ctx, {
    ...{ clinicId, visitTypeId, patientId: patient.id, appointmentId: null },
    ...{ urgency: 'soon', providerIds: [], weekdays: [], contactConsent: true },
    ...{ earliestTime: null, latestTime: null, earliestOn: null, latestOn: null },
    minNoticeHours: 0,
  });
  return entry.id;
}

async function askForCall(
  ctx: Ctx,
  { line: { appointment }, rescue }: CarryOut,
  about: string,
): Promise<string> {
  const call = await addCall(ctx, {
    clinicId: appointment.clinicId,
    patientId: appointment.patient.id,
    kind: 'reschedule',
    about,
    priority: priorityOf(appointment, ctx.now),
    appointmentId: appointment.id,
    notBefore: rescue.quiet_until,
  });
  return call.id;
}

const dayMs = 86_400_000;

/** Who is expected within a day is called before everybody else. */
function priorityOf({ startsAt }: Appointment, now: string): 'urgent' | 'routine' {
  return Date.parse(startsAt) - Date.parse(now) < dayMs ? 'urgent' : 'routine';
}

export function announce(
  ctx: Ctx,
  what: 'committed' | 'undone',
  { row, counts }: { row: RescueRow; counts: Counts },
): Rescue {
  const view = rescueView(row, counts);
  const type: RescueChange['type'] = `rescues.rescue-${what}`;
  const { id: entityId, clinicId, version, providerId, startsAt, endsAt } = view;
  const detail = { providerId, startsAt, endsAt, ...counts };
  const act = what === 'committed' ? 'rescue.commit' : 'rescue.undo';
  recordAudit(ctx, { act, clinicId, entityId, detail });
  recordChange(ctx, { type, clinicId, entityId, version, payload: view });
  return view;
}
