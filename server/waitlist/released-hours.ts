// Hours that are kept for visits booked late open to all at an hour of a day before; nobody tells of it but the clock.
import { workingWindows } from '../availability/availability-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { stableId } from '../platform/ids.ts';
import { listClinicIds } from '../staff/staff-queries.ts';
import { raiseStretch } from './freed-stretch.ts';
import type { Signing } from './queue-offer.ts';

/** A server that was down for longer raises nothing for what was released meanwhile. */
const lookBackMinutes = 15;
/** The longest time before which hours are kept. */
const mostDaysBefore = 15;

export async function raiseReleasedHours(ctx: Ctx, signing: Signing): Promise<number> {
  let handled = 0;
  for (const clinicId of await listClinicIds(ctx)) {
    const windows = await workingWindows(ctx, clinicId, {
      startsAt: ctx.now,
      endsAt: plusMinutes(ctx.now, mostDaysBefore * 1440),
    });
    const since = plusMinutes(ctx.now, -lookBackMinutes);
    for (const { providerId, startsAt, endsAt, opensAt } of windows) {
      if (opensAt === null || opensAt > ctx.now || opensAt <= since) continue;
      const freedBy = stableId(`released ${providerId} ${startsAt} ${opensAt}`);
      await raiseStretch(
        ctx,
        { clinicId, providerId, startsAt, endsAt, cause: 'released', freedBy, version: 1 },
        signing,
      );
      handled += 1;
    }
  }
  return handled;
}
