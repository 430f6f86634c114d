import * as z from 'zod/mini';

/** A Bundle or a single resource, as FHIR JSON. */
export const fhirResource = z.record(z.string(), z.unknown()).check(
  z.refine((value) => typeof value['resourceType'] === 'string', {
    message: 'is no FHIR resource: it has no resourceType',
  }),
);
