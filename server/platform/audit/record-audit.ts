import type { Ctx, Scope } from '../context.ts';

export interface RecordedAudit {
  /** `export`: a read whose answer leaves the console. */
  kind: 'act' | 'read' | 'export' | 'denied';
  /** Permission-like words, e.g. `appointment.cancel`, or the endpoint's name for reads. */
  act: string;
  clinicId: string | null;
  entityId: string | null;
  /** Ids, codes, reasons; never names, never free text about a patient. */
  detail: Record<string, unknown>;
  actorKind: 'staff' | 'service' | 'patient' | 'system' | 'nobody';
  actorId: string | null;
}

/** Collects an entry; it is written in the act's own transaction. */
export function recordAudit(
  ctx: Ctx,
  entry: {
    act: string;
    clinicId: string | null;
    entityId: string | null;
    detail?: Record<string, unknown>;
    kind?: RecordedAudit['kind'];
  },
): void {
  const { scope, actorId } = ctx;
  ctx.audits.push({
    kind: 'act',
    detail: {},
    actorKind: actorKindOf(scope),
    actorId,
    ...entry,
  });
}

function actorKindOf(scope: Scope): RecordedAudit['actorKind'] {
  return scope.kind === 'user' && scope.isService ? 'service' : actorKinds[scope.kind];
}

const actorKinds = {
  user: 'staff',
  patient: 'patient',
  system: 'system',
  lookup: 'nobody',
} as const satisfies Record<Scope['kind'], RecordedAudit['actorKind']>;
