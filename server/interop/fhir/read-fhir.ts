// FHIR R4 as JSON, NDJSON or a Bundle, resource by resource: each is read whole or refused with every reason.
import { decodeUtf8 } from '../decode-text.ts';
import { checkResource, isObject } from './check-resource.ts';
import { isResourceType } from './definitions.ts';
import type { FhirProblem } from './fhir-problem.ts';
import { checkInvariants } from './invariants.ts';
import { depthBeyond, isDeeper } from './json-depth.ts';
import type { Resource } from './resources.ts';

export interface FhirLimits {
  /** Size of the file. */
  bytes: number;
  resources: number;
  /** How deep objects and lists may stand in each other. */
  depth: number;
}

export const usualFhirLimits: FhirLimits = {
  bytes: 256 * 1024 * 1024,
  resources: 1_000_000,
  depth: 60,
};

export interface ReadResource {
  /** As in a problem: the line, or the place in the Bundle. */
  at: string;
  /** By which others in the same file refer to it; empty when the file gives none. */
  fullUrl: string;
  resource: Resource;
}

export type FhirRead =
  { kind: 'resource'; read: ReadResource } | { kind: 'problem'; problem: FhirProblem };

export type FhirFormat = 'json' | 'ndjson';

/** Reads a file. JSON may be one resource or a Bundle; of NDJSON, each line. Never throws on what is in it. */
export function* readFhir(
  bytes: Uint8Array,
  { format, limits = usualFhirLimits }: { format: FhirFormat; limits?: FhirLimits },
): Generator<FhirRead, void, undefined> {
  if (bytes.length > limits.bytes)
    return yield problem('', `the file is larger than ${limits.bytes} bytes`);
  const text = decodeUtf8(bytes);
  if (text === null) return yield problem('', 'the file is not UTF-8');
  const reads = format === 'ndjson' ? readLines(text, limits) : readJson(text, '', limits);
  let count = 0;
  for (const read of reads) {
    count += 1;
    if (count > limits.resources)
      return yield problem('', `the file has more than ${limits.resources} resources`);
    yield read;
  }
}

function* readLines(text: string, limits: FhirLimits): Generator<FhirRead, void, undefined> {
  let number = 0;
  for (let from = 0; from < text.length;) {
    const stop = text.indexOf('\n', from);
    const end = stop < 0 ? text.length : stop;
    number += 1;
    const line = text.slice(from, end).trim();
    if (line !== '') yield* readJson(line, `line ${number}`, limits);
    from = end + 1;
  }
  if (number === 0) yield problem('', 'the file is empty');
}

function* readJson(
  text: string,
  at: string,
  limits: FhirLimits,
): Generator<FhirRead, void, undefined> {
  if (text.trim() === '') return yield problem(at, 'is empty');
  if (depthBeyond(text, limits.depth))
    return yield problem(at, `is nested deeper than ${limits.depth}`);
  const value = parse(text);
  if (value === undefined) yield problem(at, 'is not JSON');
  else yield* readRoot(value, at);
}

/** Reads what is JSON already: one resource or a Bundle. Never throws on what is in it. */
export function* readFhirValue(
  value: unknown,
  limits: Pick<FhirLimits, 'depth'> = usualFhirLimits,
): Generator<FhirRead, void, undefined> {
  if (isDeeper(value, limits.depth)) yield problem('', `is nested deeper than ${limits.depth}`);
  else yield* readRoot(value, '');
}

function* readRoot(value: unknown, at: string): Generator<FhirRead, void, undefined> {
  if (!isObject(value)) yield problem(at, 'is no object');
  else if (value['resourceType'] === 'Bundle') yield* readBundle(value, at);
  else yield* readResource(value, { at, fullUrl: '' });
}

/** JSON makes own properties only, also of `__proto__`: no prototype is ever touched. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* readBundle(
  bundle: Record<string, unknown>,
  at: string,
): Generator<FhirRead, void, undefined> {
  const { entry = [] } = bundle;
  if (!Array.isArray(entry))
    return yield {
      kind: 'problem',
      problem: { at, resource: 'Bundle', path: 'entry', reason: 'has to be a list' },
    };
  for (const [place, each] of (entry as unknown[]).entries()) {
    const here = at === '' ? `entry[${place}]` : `${at}, entry[${place}]`;
    if (!isObject(each)) yield problem(here, 'is no object');
    else if (isObject(each['resource'])) {
      const fullUrl = typeof each['fullUrl'] === 'string' ? each['fullUrl'] : '';
      if (each['resource']['resourceType'] === 'Bundle') yield* readBundle(each['resource'], here);
      else yield* readResource(each['resource'], { at: here, fullUrl });
    } else yield problem(here, 'holds no resource');
  }
}

function* readResource(
  value: Record<string, unknown>,
  { at, fullUrl }: { at: string; fullUrl: string },
): Generator<FhirRead, void, undefined> {
  const type = value['resourceType'];
  if (!isResourceType(type)) {
    const reason =
      typeof type === 'string' ? 'is of a type that is not read' : 'has no resourceType';
    return yield { kind: 'problem', problem: { at, resource: nameable(type), path: '', reason } };
  }
  const faults = checkResource(type, value);
  // The shape was just held against the definition that these types are written after.
  const resource = value as unknown as Resource;
  if (faults.length === 0) faults.push(...checkInvariants(resource));
  const name =
    typeof value['id'] === 'string' && /^[A-Za-z0-9\-.]{1,64}$/.test(value['id'])
      ? `${type}/${value['id']}`
      : type;
  for (const fault of faults) yield { kind: 'problem', problem: { at, resource: name, ...fault } };
  if (faults.length === 0) yield { kind: 'resource', read: { at, fullUrl, resource } };
}

function nameable(type: unknown): string {
  return typeof type === 'string' && /^[A-Z][A-Za-z]{1,60}$/.test(type) ? type : '';
}

function problem(at: string, reason: string): FhirRead {
  return { kind: 'problem', problem: { at, resource: '', path: '', reason } };
}
