// What a use case gets: the transaction, who acts, and the time. Passed, never ambient.
import type { Knex } from 'knex';
import { holds, type Held, type Permission } from '#contract/permission';
import type { RecordedAudit } from './audit/record-audit.ts';
import type { RecordedChange } from './change-log/record-change.ts';
import type { RecordedNotification } from './notifications/record-notification.ts';

export type Scope =
  /** A signed-in person, or a program by its key: their organization, the clinics of their grants. */
  | {
      kind: 'user';
      organizationId: string;
      staffId: string;
      grants: readonly Held[];
      isService?: boolean;
    }
  /** The holder of a secret link: acts in one organization, for one offer or one visit. */
  | { kind: 'patient'; organizationId: string; offerId: string }
  | { kind: 'patient'; organizationId: string; visitId: string }
  /** Reactions, jobs, interfaces: a whole organization, for a stated reason. */
  | { kind: 'system'; organizationId: string; reason: string }
  /** Before anybody is known: sees no row, may call what finds somebody by a secret. */
  | { kind: 'lookup' };

export interface Ctx {
  /** The transaction. Inside it nothing is awaited but the database. */
  readonly db: Knex.Transaction;
  readonly scope: Scope;
  /** `''` in a lookup scope. */
  readonly organizationId: string;
  /** Staff member or service account that acts; `null` for patients and the system. */
  readonly actorId: string | null;
  /** The database's time of this transaction (the injected clock in tests), UTC with milliseconds. */
  readonly now: string;
  readonly commandId: string | null;
  readonly requestId: string;
  /** False only in the test that leaves row-level security as the only wall. */
  readonly policiesOn: boolean;
  readonly changes: RecordedChange[];
  readonly audits: RecordedAudit[];
  readonly notifications: RecordedNotification[];
  /** Ticks that have work when this has committed; by the name of what wakes them. */
  readonly wakes: string[];
}

/** The same transaction in somebody's name, with what they may now: so do jobs act for who asked for them. */
export function inNameOf(system: Ctx, staffId: string, grants: readonly Held[]): Ctx {
  const { organizationId } = system;
  const isService = grants.some((held) => 'permission' in held);
  const scope = { kind: 'user', organizationId, staffId, grants, isService } as const;
  return { ...system, scope, actorId: staffId };
}

/** May the one who acts do this in that clinic? System and patient scopes are limited by what they call. */
export function mayAct(ctx: Ctx, permission: Permission, clinicId: string): boolean {
  if (!ctx.policiesOn || ctx.scope.kind === 'system' || ctx.scope.kind === 'patient') return true;
  return ctx.scope.kind === 'user' && holds(ctx.scope.grants, permission, clinicId);
}
