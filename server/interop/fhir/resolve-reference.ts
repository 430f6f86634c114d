// Who a reference means among the resources of one file: by `Type/id`, by full URL, or contained in the referring one.
import type { ContainedResource } from './any-resource.ts';
import type { Reference } from './data-types.ts';
import type { ReadResource } from './read-fhir.ts';
import type { Resource } from './resources.ts';

/** The key under which a resource of a file is found by references of others. */
export type ReferenceKeys = ReadonlyMap<string, Resource>;

export function referenceKeys(reads: Iterable<ReadResource>): ReferenceKeys {
  const keys = new Map<string, Resource>();
  for (const { fullUrl, resource } of reads) {
    if (fullUrl !== '') keys.set(fullUrl, resource);
    if (resource.id !== undefined) keys.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return keys;
}

/** The resource that is meant, contained ones first; `null` when the file does not hold it. */
export function resolveReference(
  reference: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): Resource | ContainedResource | null {
  const target = reference?.reference;
  if (target === undefined) return null;
  if (target.startsWith('#')) {
    const inside = from.contained ?? [];
    return inside.find(({ id }) => id === target.slice(1)) ?? null;
  }
  return keys.get(target) ?? keys.get(withoutHost(target)) ?? null;
}

/** `https://host/fhir/Patient/1/_history/2` names `Patient/1`. */
function withoutHost(target: string): string {
  const [, tail] =
    /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(target) ?? [];
  return tail ?? target;
}
