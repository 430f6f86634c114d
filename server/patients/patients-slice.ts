import type { Slice } from '../platform/slice.ts';
import { coverageRoutes } from './coverage-routes.ts';
import { checkAhead } from './eligibility-batch-service.ts';
import { eligibilityKind } from './eligibility-kind.ts';
import { flagRoutes } from './flag-routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import { patientsRoutes } from './patients-routes.ts';
import { proxyRoutes } from './proxy-routes.ts';

/** Patient identity: search, registration, the header; and who pays. */
export const patientsSlice: Slice = {
  name: 'patients',
  routes: [...patientsRoutes, ...coverageRoutes, ...flagRoutes, ...proxyRoutes, ...mergeRoutes],
  interfaceKinds: [eligibilityKind],
  ticks: [{ name: 'patients.check-ahead', everyMs: 600_000, run: checkAhead }],
  feeds: [{ capability: 'patients', scope: 'organization', permission: 'patient:read' }],
};
