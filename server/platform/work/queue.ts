// What a slice tells the kernel about its queue.
import type * as z from 'zod/mini';
import type { Held, Permission } from '#contract/permission';
import type { WorkItem } from '#contract/work';
import type { LinkKind } from '#contract/work-link';
import type { Workflow } from '#contract/workflow';
import type { Ctx } from '../context.ts';
import type { BulkDecision } from './bulk-decision.ts';
import type { Linkable } from './linkable.ts';

export interface Queue<I extends WorkItem = WorkItem> {
  /** The queue's and the capability's word: `calls` for feed `calls:<clinic>` and changes `calls.…`. */
  readonly name: string;
  /** In refusals: "There is no such call". */
  readonly noun: string;
  readonly workflow: Workflow;
  /**
   * What its list is ordered by: `due`, the earliest target or deadline that runs; or `own`, an instant of the queue's
   * own, which `openWork` is given and the slice writes whenever it moves. Left out = `due`.
   */
  readonly sorts?: 'due' | 'own';
  readonly permissions: {
    readonly read: Permission;
    readonly work: Permission;
    readonly assign: Permission;
  };
  /** The contract's view of an item: the kernel's half and the queue's own. */
  readonly item: z.ZodMiniType<I>;
  /** SQL that selects the queue's own fields of the view over `i`, a row of `work_item`; the kernel adds its half. */
  readonly ownSql: string;
  /** May this colleague work the queue in that clinic? Asked before something is given to them. */
  mayWork(ctx: Ctx, staffId: string, clinicId: string): Promise<boolean>;
  /** Who is away now or has left → who covers for them; `null` = the pool. */
  away(ctx: Ctx): Promise<ReadonlyMap<string, string | null>>;
  /** Everybody who has left: what they hold is let go of at once. */
  left(ctx: Ctx): Promise<string[]>;
  /** What somebody may do now: a job acts with the rights of who asked for it. */
  grantsOf(ctx: Ctx, staffId: string): Promise<Held[]>;
  /** What it decides about many items at once, by the decision's name; left out = nothing. */
  readonly bulkDecisions?: Readonly<Record<string, BulkDecision>>;
  /** What its items can be about, in the order in which people are asked. */
  readonly linkables: Readonly<Partial<Record<LinkKind, Linkable>>>;
}
