import { takeInFhir } from '#contract/refill-intake';
import { readFhirValue } from '../../interop/fhir/read-fhir.ts';
import { route, type Route } from '../../platform/http/route.ts';
import * as service from './fhir-intake-service.ts';

export const fhirRoutes: readonly Route[] = [
  route(takeInFhir, (ctx, { body: { clinicId, resource } }) =>
    service.takeInFhir(ctx, { clinicId, reads: [...readFhirValue(resource)], source: 'fhir' }),
  ),
];
