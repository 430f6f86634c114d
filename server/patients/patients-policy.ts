// Who may do what with a patient's identity; reading is organization-wide and decided at the edge.
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';

/** A chart is opened at a desk: in a clinic where the caller registers. */
export function requireMayRegister(ctx: Ctx, clinicId: string): void {
  if (!mayAct(ctx, 'patient:register', clinicId))
    throw notAllowed('You may not register patients in this clinic; nobody was registered.');
}
