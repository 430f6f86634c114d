// For specs: what a slice's acts are proved with, whatever it keeps.
import type { Ctx, Scope } from '../context.ts';
import type { TestDatabase } from '../db/test-database.ts';
import { expectChange, expectNoChange, type LoggedChange } from './expect-change.ts';

export interface InOrganization {
  organizationId: string;
}

export interface ChangeProof<S> {
  /** Runs the act in one transaction and proves that exactly these changes tell what it did. */
  proves: <T>(
    world: InOrganization,
    scope: Scope,
    act: (ctx: Ctx) => Promise<T>,
    types: string[],
  ) => Promise<T>;
  /** The same for what runs in transactions of its own: reactions and ticks. */
  tells: <T>(world: InOrganization, action: () => Promise<T>, types: string[]) => Promise<T>;
  /** Proves that the refused act left nothing behind. */
  refuses: (
    world: InOrganization,
    scope: Scope,
    act: (ctx: Ctx) => Promise<unknown>,
    refusal: string,
  ) => Promise<void>;
  snapshot: (world: InOrganization) => Promise<S>;
}

export function changeProof<S>(
  t: TestDatabase,
  kept: {
    snapshot: (world: InOrganization) => Promise<S>;
    /** Folds one change of the slice; leaves the others alone. */
    fold: (state: S, change: Pick<LoggedChange, 'feed' | 'type' | 'payload'>) => S;
    /** A capability whose changes have a proof of their own. */
    except?: string;
  },
): ChangeProof<S> {
  const { snapshot, fold, except } = kept;
  const tells: ChangeProof<S>['tells'] = async (world, action, types) => {
    const { organizationId } = world;
    const own = { t, organizationId, snapshot: () => snapshot(world), fold, action, types };
    return (await expectChange(except === undefined ? own : { ...own, except })).answer;
  };
  return {
    snapshot,
    tells,
    proves: (world, scope, act, types) =>
      tells(world, () => t.database.inTransaction(scope, act), types),
    refuses: (world, scope, act, refusal) =>
      expectNoChange({
        t,
        organizationId: world.organizationId,
        snapshot: () => snapshot(world),
        action: () => t.database.inTransaction(scope, act),
        refusal,
      }),
  };
}
