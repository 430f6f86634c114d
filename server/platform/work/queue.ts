// What a slice tells the kernel about its queue.
import type { Grant, Permission } from '#contract/permission';
import type { Work, WorkItem } from '#contract/work';
import type { Workflow } from '#contract/workflow';
import type { Ctx } from '../context.ts';

/** The kernel's half of an item's view; the slice adds its own. */
export interface WorkBase {
  readonly id: string;
  readonly version: number;
  readonly patientId: string | null;
  readonly work: Work;
}

export interface Queue<I extends WorkItem = WorkItem> {
  /** The queue's and the capability's word: `calls` for feed `calls:<clinic>` and changes `calls.…`. */
  readonly name: string;
  /** In refusals: "There is no such call". */
  readonly noun: string;
  readonly workflow: Workflow;
  readonly permissions: {
    readonly read: Permission;
    readonly work: Permission;
    readonly assign: Permission;
  };
  /** The items' views, in the order given; read in as few statements as there are tables. */
  items(ctx: Ctx, bases: readonly WorkBase[]): Promise<I[]>;
  /** May this colleague work the queue in that clinic? Asked before something is given to them. */
  mayWork(ctx: Ctx, staffId: string, clinicId: string): Promise<boolean>;
  /** Who is away now or has left → who covers for them; `null` = the pool. */
  away(ctx: Ctx): Promise<ReadonlyMap<string, string | null>>;
  /** What somebody may do now: a job acts with the rights of who asked for it. */
  grantsOf(ctx: Ctx, staffId: string): Promise<Grant[]>;
}
