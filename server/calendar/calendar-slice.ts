import type { Slice } from '../platform/slice.ts';
import { calendarReactions } from './calendar-reactions.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { visitStepRoutes } from './visit-step-routes.ts';

export const calendarSlice: Slice = {
  name: 'calendar',
  routes: [...calendarRoutes, ...visitStepRoutes],
  feeds: [{ capability: 'calendar', scope: 'clinic', permission: 'appointment:read' }],
  reactions: calendarReactions,
};
