import type { Slice } from '../platform/slice.ts';
import { feedPages } from './calendar-feed/feed-page.ts';
import { feedRoutes } from './calendar-feed/feed-routes.ts';
import { asOfRoutes } from './as-of-routes.ts';
import { assignRoutes } from './assign-routes.ts';
import { calendarReactions } from './calendar-reactions.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { describeRoutes } from './describe-routes.ts';
import { eVisitRoutes } from './e-visit-routes.ts';
import { endLapsedHolds } from './end-holds.ts';
import { holdRoutes } from './hold-routes.ts';
import { interpreterRoutes } from './interpreter/interpreter-routes.ts';
import { linkedVisitsRoutes } from './linked/linked-visits-routes.ts';
import { recallReactions } from './recall/recall-reactions.ts';
import { recallRoutes } from './recall/recall-routes.ts';
import { resizeRoutes } from './resize-routes.ts';
import { seriesRoutes } from './series/series-routes.ts';
import { lateRoutes } from './late-routes.ts';
import { toldRoutes } from './told-routes.ts';
import { visitStepRoutes } from './visit-step-routes.ts';
import { walkInRoutes } from './walk-in-routes.ts';

export const calendarSlice: Slice = {
  name: 'calendar',
  routes: [
    ...calendarRoutes,
    ...asOfRoutes,
    ...holdRoutes,
    ...describeRoutes,
    ...toldRoutes,
    ...lateRoutes,
    ...assignRoutes,
    ...resizeRoutes,
    ...visitStepRoutes,
    ...eVisitRoutes,
    ...walkInRoutes,
    ...interpreterRoutes,
    ...seriesRoutes,
    ...linkedVisitsRoutes,
    ...recallRoutes,
    ...feedRoutes,
  ],
  feeds: [
    { capability: 'calendar', scope: 'clinic', permission: 'appointment:read' },
    { capability: 'recalls', scope: 'clinic', permission: 'recall:read' },
    { capability: 'calendar-feeds', scope: 'clinic', permission: 'appointment:read' },
  ],
  reactions: [...calendarReactions, ...recallReactions],
  ticks: [{ name: 'calendar.end-lapsed-holds', everyMs: 5_000, run: (ctx) => endLapsedHolds(ctx) }],
  pages: feedPages,
};
