import type { Slice } from '../platform/slice.ts';
import { absenceRoutes } from './absence-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { secondStepRoutes } from './second-step-routes.ts';
import { serviceAccountRoutes } from './service-account-routes.ts';
import { staffRoutes, type StaffSettings } from './staff-routes.ts';

export function staffSlice(settings: StaffSettings): Slice {
  return {
    name: 'staff',
    routes: [
      ...staffRoutes(settings),
      ...absenceRoutes(),
      ...memberRoutes(),
      ...secondStepRoutes(settings),
      ...serviceAccountRoutes(),
    ],
    feeds: [{ capability: 'staff', scope: 'organization', permission: 'staff:read' }],
  };
}
