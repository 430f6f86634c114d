// FHIR R4 as other systems take it: only what would be read back without a fault leaves.
import { checkResource, type Fault } from './check-resource.ts';
import { checkInvariants } from './invariants.ts';
import type { Resource } from './resources.ts';

export type WrittenFhir = { text: string } | { faults: Fault[] };

/** One line of NDJSON, without its line end; absent values leave no trace. */
export function writeResource(resource: Resource): WrittenFhir {
  const text = JSON.stringify(resource);
  const plain = JSON.parse(text) as Record<string, unknown>;
  const shape = checkResource(resource.resourceType, plain);
  const faults = shape.length > 0 ? shape : checkInvariants(plain as unknown as Resource);
  return faults.length > 0 ? { faults } : { text };
}
