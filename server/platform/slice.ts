// What a slice gives to the composition root. `app.ts` lists the slices; the platform knows none by name.
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Permission } from '#contract/permission';
import type { ChangeEnvelope } from '#contract/realtime';
import type { BlobStore } from './blob-store/blob-store.ts';
import type { Ctx } from './context.ts';
import type { Database } from './db/database.ts';
import type { InterfaceKind } from './drop-folder/interface-kind.ts';
import type { Hl7Appliers } from './hl7-inbox/hl7-applier.ts';
import type { Route } from './http/route.ts';
import type { JobWorker } from './jobs/start-jobs.ts';
import type { Queue } from './work/queue.ts';

/** Runs once per change of the named types, in order per feed; effect and mark commit together. */
export interface Reaction {
  /** `<slice>.<what it does>`; the key of its stored mark. */
  readonly name: string;
  /** Capability of the feeds it reads, e.g. `calendar`. */
  readonly capability: string;
  readonly types: readonly string[];
  run(ctx: Ctx, change: ChangeEnvelope): Promise<void>;
}

/** Work that is due by the clock: takes due rows with `skip locked`, so that every server may run it. */
export interface Tick {
  readonly name: string;
  readonly everyMs: number;
  /** Runs at once when a transaction that has this among its `wakes` has committed; the clock is its safety net. */
  readonly wokenBy?: string;
  /** Called once per organization in a system scope; returns how many rows it handled. */
  run(ctx: Ctx): Promise<number>;
}

/** Who may hear a capability's feed: holders in the clinic, holders anywhere, or each person their own and no other. */
export type Feed =
  | {
      readonly capability: string;
      readonly scope: 'clinic' | 'organization';
      readonly permission: Permission;
    }
  | { readonly capability: string; readonly scope: 'person' };

export interface BackgroundHome {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly log: Logger;
}

export interface Slice {
  readonly name: string;
  readonly routes: readonly Route[];
  readonly feeds?: readonly Feed[];
  readonly reactions?: readonly Reaction[];
  readonly ticks?: readonly Tick[];
  readonly queues?: readonly Queue[];
  /** What goes on beside requests and is no tick, because it awaits more than the database. */
  readonly background?: (home: BackgroundHome) => { stop(): Promise<void> };
  /** Does the jobs that its use cases put in a queue. */
  readonly workers?: (home: BackgroundHome) => readonly JobWorker[];
  /** What it reads from drop folders. */
  readonly interfaceKinds?: readonly InterfaceKind[];
  /** What it does with messages of HL7. */
  readonly hl7Appliers?: Hl7Appliers;
  /** Server-rendered pages outside `/api`, e.g. the patient's offer page. */
  readonly pages?: (database: Database) => Router;
}
