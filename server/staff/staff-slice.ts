import type { Slice } from '../platform/slice.ts';
import { staffRoutes, type StaffSettings } from './staff-routes.ts';

export function staffSlice(settings: StaffSettings): Slice {
  return {
    name: 'staff',
    routes: staffRoutes(settings),
    feeds: [{ capability: 'staff', scope: 'organization', permission: 'staff:read' }],
  };
}
