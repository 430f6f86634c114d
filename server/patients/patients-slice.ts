import type { Slice } from '../platform/slice.ts';
import { patientsRoutes } from './patients-routes.ts';

/** Patient identity: search, registration, the header. */
export const patientsSlice: Slice = {
  name: 'patients',
  routes: patientsRoutes,
  feeds: [{ capability: 'patients', scope: 'organization', permission: 'patient:read' }],
};
