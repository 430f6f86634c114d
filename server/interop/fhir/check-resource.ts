// Holds a resource against its definition: nothing unknown, nothing missing, every value of its type.
import {
  definitionOf,
  isResourceType,
  type Definition,
  type ElementDefinition,
} from './definitions.ts';
import { findElement, type FoundElement } from './find-element.ts';
import { primitiveFault } from './primitives.ts';

export interface Fault {
  path: string;
  reason: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Everything that is wrong with a resource of the type, up to `most` faults. */
export function checkResource(type: string, resource: Json, most = 20): Fault[] {
  const faults: Fault[] = [];
  for (const fault of checkObject(type, resource, '')) {
    faults.push(fault);
    if (faults.length >= most) break;
  }
  return faults;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* checkObject(type: string, value: Json, path: string): Generator<Fault, void, undefined> {
  const definition = definitionOf(type);
  if (definition === undefined) return;
  const names = Object.keys(value).filter((name) => !(path === '' && name === 'resourceType'));
  if (names.length === 0 && path !== '') yield { path, reason: 'is empty' };
  const given = new Map<ElementDefinition, string[]>();
  for (const name of names) {
    const found = findElement(definition, name.replace(/^_/, ''));
    if (found === null) {
      yield {
        path: join(path, known(name)),
        reason: 'is an element that the standard does not know',
      };
      continue;
    }
    given.set(found.element, [...(given.get(found.element) ?? []), name]);
    yield* name.startsWith('_')
      ? checkCompanion(found, value[name], join(path, name))
      : checkElement(found, {
          value: value[name],
          nulls: value[`_${name}`],
          path: join(path, name),
        });
  }
  yield* checkCounts(definition, given, path);
}

function* checkCounts(
  definition: Definition,
  given: ReadonlyMap<ElementDefinition, readonly string[]>,
  path: string,
): Generator<Fault, void, undefined> {
  for (const element of definition.values()) {
    const names = new Set((given.get(element) ?? []).map((name) => name.replace(/^_/, '')));
    if (element.required && names.size === 0)
      yield { path: join(path, element.name), reason: 'is required and missing' };
    if (names.size > 1) yield { path: join(path, element.name), reason: 'is given more than once' };
  }
}

interface Given {
  value: unknown;
  /** The companion `_name`, which lets an array of primitives hold null where only an extension stands. */
  nulls: unknown;
  path: string;
}

function* checkElement(
  found: FoundElement,
  { value, nulls, path }: Given,
): Generator<Fault, void, undefined> {
  if (!found.element.many) return yield* checkValue(found, value, path);
  if (!Array.isArray(value)) return yield { path, reason: 'has to be a list' };
  if (value.length === 0) yield { path, reason: 'is an empty list' };
  for (const [at, each] of (value as unknown[]).entries()) {
    const companion = Array.isArray(nulls) ? (nulls as unknown[])[at] : null;
    if (each === null && isObject(companion)) continue;
    yield* checkValue(found, each, `${path}[${at}]`);
  }
}

function* checkValue(
  { element, type }: FoundElement,
  value: unknown,
  path: string,
): Generator<Fault, void, undefined> {
  if (value === null) return yield { path, reason: 'is null' };
  if (type === 'Resource') return yield* checkContained(value, path);
  if (type === 'Extension') return yield* checkExtension(value, path);
  if (definitionOf(type) === undefined) {
    const reason = primitiveFault(type, value) ?? codeFault(element, value);
    if (reason !== null) yield { path, reason };
    return;
  }
  if (!isObject(value)) return yield { path, reason: 'has to be an object' };
  yield* checkObject(type, value, path);
  if (type === 'Reference') yield* checkReference(element, value, path);
}

function codeFault({ types, among }: ElementDefinition, value: unknown): string | null {
  const bound = types[0] === 'code' && among.length > 0;
  return bound && !among.some((code) => code === value) ? `is none of ${among.join(', ')}` : null;
}

/** A relative reference names its type: it has to be one that may stand here. */
function* checkReference(
  { among }: ElementDefinition,
  { reference, type }: Json,
  path: string,
): Generator<Fault, void, undefined> {
  const [, named] =
    typeof reference === 'string' ? (/^([^/:#?]+)\/[^/]+/.exec(reference) ?? []) : [];
  const kinds = [named, type].filter((kind) => typeof kind === 'string');
  if (among.length > 0 && kinds.some((kind) => !among.includes(kind)))
    yield { path: join(path, 'reference'), reason: `refers to none of ${among.join(', ')}` };
}

function* checkContained(value: unknown, path: string): Generator<Fault, void, undefined> {
  if (!isObject(value)) return yield { path, reason: 'has to be an object' };
  const { resourceType, ...rest } = value;
  if (typeof resourceType !== 'string') yield { path, reason: 'has no resourceType' };
  else if (isResourceType(resourceType)) yield* checkObject(resourceType, rest, path);
}

/** Extensions are carried, not understood: only their frame is looked at. */
function* checkExtension(value: unknown, path: string): Generator<Fault, void, undefined> {
  if (!isObject(value)) return yield { path, reason: 'has to be an object' };
  const fault = primitiveFault('uri', value['url']);
  if (fault !== null) yield { path: join(path, 'url'), reason: fault };
  const names = Object.keys(value).filter(
    (name) => !/^_?(?:id|url|extension|value[A-Z]\w*)$/.test(name),
  );
  for (const name of names)
    yield {
      path: join(path, known(name)),
      reason: 'is an element that the standard does not know',
    };
  if (Object.values(value).includes(null)) yield { path, reason: 'holds null' };
}

/** `_birthDate` carries id and extensions of `birthDate`. */
function* checkCompanion(
  { element, type }: FoundElement,
  value: unknown,
  path: string,
): Generator<Fault, void, undefined> {
  const primitive = definitionOf(type) === undefined && type !== 'Extension' && type !== 'Resource';
  const parts = element.many && Array.isArray(value) ? (value as unknown[]) : [value];
  for (const part of parts) {
    if (part === null && element.many) continue;
    const right =
      primitive &&
      isObject(part) &&
      Object.keys(part).every((name) => name === 'id' || name === 'extension');
    if (!right) yield { path, reason: 'may hold an id and extensions only' };
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** A name that is no name is not repeated: it may hold anything. */
function known(name: string): string {
  return /^_{0,2}[A-Za-z]\w{0,60}$/.test(name) ? name : '?';
}
