// What a slice tells of its records, so that work items can be linked to them and name them.
import type { Ctx } from '../context.ts';

export interface LinkableRecord {
  readonly id: string;
  readonly clinicId: string;
  /** `null` = it is about nobody. */
  readonly patientId: string | null;
  readonly title: string;
  readonly detail: string;
  /** Where a console of its clinic opens it. */
  readonly path: string;
}

/** Either read leaves out what the caller may not read. */
export interface Linkable {
  find(ctx: Ctx, ids: readonly string[]): Promise<readonly LinkableRecord[]>;
  /** What a person is asked to choose from, the likeliest first. */
  ofPatient(ctx: Ctx, patientId: string): Promise<readonly LinkableRecord[]>;
}
