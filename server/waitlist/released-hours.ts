// Hours that are kept for visits booked late open to all at an hour of a day before; nobody tells of it but the clock.
import { listReleasedHours } from '../availability/availability-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { stableId } from '../platform/ids.ts';
import { listClinicIds } from '../staff/staff-queries.ts';
import { raiseStretch } from './freed-stretch.ts';
import type { Signing } from './queue-offer.ts';

/** A server that was down for longer raises nothing for what was released meanwhile. */
const lookBackMinutes = 15;

export async function raiseReleasedHours(ctx: Ctx, signing: Signing): Promise<number> {
  const released = { after: plusMinutes(ctx.now, -lookBackMinutes), until: ctx.now };
  let handled = 0;
  for (const clinicId of await listClinicIds(ctx))
    for (const hours of await listReleasedHours(ctx, clinicId, released)) {
      const { providerId, startsAt, endsAt, opensAt } = hours;
      const freedBy = stableId(`released ${providerId} ${startsAt} ${String(opensAt)}`);
      await raiseStretch(
        ctx,
        { clinicId, providerId, startsAt, endsAt, cause: 'released', freedBy, version: 1 },
        signing,
      );
      handled += 1;
    }
  return handled;
}
