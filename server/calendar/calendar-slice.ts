import type { Slice } from '../platform/slice.ts';
import { calendarReactions } from './calendar-reactions.ts';
import { calendarRoutes } from './calendar-routes.ts';

export const calendarSlice: Slice = {
  name: 'calendar',
  routes: calendarRoutes,
  feeds: [{ capability: 'calendar', scope: 'clinic', permission: 'appointment:read' }],
  reactions: calendarReactions,
};
