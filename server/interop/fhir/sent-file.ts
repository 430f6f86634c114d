// A file of resources that refer to each other: what is meant is found in the file, or it is a problem.
import { decodeUtf8 } from '../decode-text.ts';
import type { Fault } from './check-resource.ts';
import type { Reference } from './data-types.ts';
import { isResourceType, type ResourceType } from './definitions.ts';
import { parseExactly, type ExactNumbers } from './exact-numbers.ts';
import type { FhirProblem } from './fhir-problem.ts';
import { depthBeyond } from './json-depth.ts';
import { partsOf } from './parts-of-resource.ts';
import { readFhirValue, usualFhirLimits, type ReadResource } from './read-fhir.ts';
import { referenceKeys, resolveReference, type ReferenceKeys } from './resolve-reference.ts';
import type { Resource } from './resources.ts';

/** A resource and where it stands: by itself, or contained in another. */
export interface Placed<Kind extends Resource = Resource> {
  resource: Kind;
  /** In which contained ones are looked up: itself, unless it is contained. */
  within: ReadResource;
  /** Empty unless contained: `contained[1]`. */
  path: string;
}

export interface SentFile {
  reads: readonly ReadResource[];
  keys: ReferenceKeys;
  exact: ExactNumbers;
  places: ReadonlyMap<Resource, ReadResource>;
  problems: FhirProblem[];
}

/** Opens JSON that is one resource or a Bundle. Problems of resources of other kinds than these are not its own. */
export function openSentFile(bytes: Uint8Array, kinds: readonly ResourceType[]): SentFile {
  const problems: FhirProblem[] = [];
  const { value, exact } = parse(bytes, problems);
  const reads: ReadResource[] = [];
  if (problems.length === 0)
    for (const each of readFhirValue(value))
      if (each.kind === 'resource') reads.push(each.read);
      else if (concerns(each.problem, kinds)) problems.push(each.problem);
  const ours = reads.filter(({ resource }) => kinds.includes(resource.resourceType));
  problems.push(...ours.flatMap((read) => [...notUnderstood(read)]), ...namedTwice(reads));
  const places = new Map(reads.map((read) => [read.resource, read]));
  return { reads, keys: referenceKeys(reads), exact, places, problems };
}

function parse(
  bytes: Uint8Array,
  problems: FhirProblem[],
): { value: unknown; exact: ExactNumbers } {
  const exact: ExactNumbers = new WeakMap();
  const text = decodeUtf8(bytes);
  const { depth } = usualFhirLimits;
  const refuse = (reason: string) => {
    problems.push({ at: '', resource: '', path: '', reason });
    return { value: null, exact };
  };
  if (bytes.length > usualFhirLimits.bytes)
    return refuse(`the file is larger than ${usualFhirLimits.bytes} bytes`);
  if (text === null) return refuse('the file is not UTF-8');
  if (text.trim() === '') return refuse('is empty');
  if (depthBeyond(text, depth)) return refuse(`is nested deeper than ${depth}`);
  try {
    return parseExactly(text);
  } catch {
    return refuse('is not JSON');
  }
}

/** A problem that names nothing may be of anything. */
function concerns({ at, resource }: FhirProblem, kinds: readonly string[]): boolean {
  const [kind = ''] = resource.split('/');
  return at === '' || ['', 'Bundle', ...kinds].includes(kind);
}

/** What changes the meaning of a resource must be understood by whoever takes it: nothing such is here. */
function* notUnderstood({ at, resource }: ReadResource): Generator<FhirProblem, void, undefined> {
  for (const { value, path } of partsOf(resource.resourceType, resource))
    for (const name of ['modifierExtension', 'implicitRules'])
      if (value[name] !== undefined)
        yield {
          at,
          resource: titleOf(resource),
          path: joinPath(path, name),
          reason: 'changes the meaning in a way that is not understood',
        };
}

/** Whoever refers to it could mean either. */
function namedTwice(reads: readonly ReadResource[]): FhirProblem[] {
  const seen = new Set<string>();
  return reads.flatMap(({ at, fullUrl, resource }) => {
    const names = [
      ...(fullUrl === '' ? [] : [fullUrl]),
      ...(resource.id === undefined ? [] : [`${resource.resourceType}/${resource.id}`]),
    ];
    const twice = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    const reason = 'is the second of its name in the file';
    return twice ? [{ at, resource: titleOf(resource), path: '', reason }] : [];
  });
}

export function placed<Kind extends Resource>(read: ReadResource, resource: Kind): Placed<Kind> {
  return { resource, within: read, path: '' };
}

/** Everything that is meant by the reference and stands in the file; `null` where none does. */
export function findPlaced(
  { keys, places }: SentFile,
  reference: Reference | undefined,
  from: Placed,
): Placed | null {
  const found = resolveReference(reference, from.within.resource, keys);
  if (found === null || !isResourceType(found.resourceType)) return null;
  // Contained resources of these types are held against their definitions as well.
  const resource = found as Resource;
  const own = places.get(resource);
  if (own !== undefined) return placed(own, resource);
  const at = from.within.resource.contained?.indexOf(found) ?? -1;
  return { resource, within: from.within, path: `contained[${at}]` };
}

/** As `findPlaced`; one that refers to something that is not there is a problem. */
export function follow(
  file: SentFile,
  reference: Reference | undefined,
  from: Placed & { at: string },
): Placed | null {
  const found = findPlaced(file, reference, from);
  if (found === null && reference?.reference !== undefined)
    refuse(file, from, {
      path: `${from.at}.reference`,
      reason: 'refers to what is not in the file',
    });
  return found;
}

/** Tells what is wrong with a placed resource. */
export function refuse({ problems }: SentFile, from: Placed, { path, reason }: Fault): void {
  const { at, resource } = from.within;
  problems.push({ at, resource: titleOf(resource), path: joinPath(from.path, path), reason });
}

/** Where it is in the file: `entry[3]`, `entry[0].contained[1]`; empty for a single resource. */
export function whereIs({ within, path }: Placed): string {
  return joinPath(within.at, path);
}

export function joinPath(one: string, other: string): string {
  return [one, other].filter((each) => each !== '').join('.');
}

function titleOf({ resourceType, id }: Resource): string {
  return id === undefined ? resourceType : `${resourceType}/${id}`;
}
