import type { CarrierSettings } from '../platform/config/config.ts';
import type { Slice } from '../platform/slice.ts';
import { openCouriers } from './courier/open-couriers.ts';
import { hooks } from './hooks/hooks.ts';
import { outreachReactions } from './outreach-reactions.ts';
import { outreachRoutes } from './outreach-routes.ts';
import type { OutreachSettings } from './outreach-settings.ts';
import { outreachTicks } from './outreach-ticks.ts';
import { visitPages } from './visit-page/visit-page.ts';
import { sendWorker } from './send-message.ts';

export function outreachSlice(settings: OutreachSettings, carriers: CarrierSettings): Slice {
  return {
    name: 'outreach',
    routes: outreachRoutes(),
    feeds: [
      { capability: 'outreach', scope: 'clinic', permission: 'message:read' },
      // Everybody of the clinic is to know why nothing leaves.
      { capability: 'outreach-stop', scope: 'clinic', permission: 'staff:read' },
    ],
    pages: (database) => visitPages(database).use(hooks({ database, carriers, ...settings })),
    ticks: outreachTicks(settings),
    reactions: outreachReactions(settings),
    workers: ({ database, log }) => [
      sendWorker({ database, settings, couriers: openCouriers(carriers, { log, ...settings }) }),
    ],
  };
}
