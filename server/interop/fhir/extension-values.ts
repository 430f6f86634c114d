// What stands in extensions, found by their address. The reader of resources carries extensions and looks at their
// frame only: whoever understands one holds its value against the type that it has to have.
import { checkResource, isObject, type Fault } from './check-resource.ts';
import type { CodeableConcept, Identifier, Period, SimpleQuantity } from './data-types.ts';
import { definitionOf } from './definitions.ts';
import { checkPart } from './invariants.ts';
import { primitiveFault } from './primitives.ts';

interface ValueTypes {
  boolean: boolean;
  code: string;
  date: string;
  dateTime: string;
  string: string;
  CodeableConcept: CodeableConcept;
  Identifier: Identifier;
  Period: Period;
  Quantity: SimpleQuantity;
}

export interface FoundExtension {
  extension: Readonly<Record<string, unknown>>;
  path: string;
}

/** Those of a part with the address, in order; what is no extension is a fault. */
export function extensionsOf(
  { part, path }: { part: unknown; path: string },
  url: string,
  faults: Fault[],
): FoundExtension[] {
  const list = isObject(part) ? (part['extension'] ?? []) : [];
  const here = path === '' ? 'extension' : `${path}.extension`;
  if (!Array.isArray(list)) {
    faults.push({ path: here, reason: 'has to be a list' });
    return [];
  }
  return (list as unknown[]).flatMap((extension, at) => {
    if (!isObject(extension)) {
      faults.push({ path: `${here}[${at}]`, reason: 'has to be an object' });
      return [];
    }
    return extension['url'] === url ? [{ extension, path: `${here}[${at}]` }] : [];
  });
}

/** The only one with the address; a second one is a fault. */
export function extensionOf(
  place: { part: unknown; path: string },
  url: string,
  faults: Fault[],
): FoundExtension | null {
  const [first, second] = extensionsOf(place, url, faults);
  if (second !== undefined) faults.push({ path: second.path, reason: 'is given more than once' });
  return first ?? null;
}

/** `null` when there is none of the type; a value that is wrong is a fault besides. */
export function valueIn<Type extends keyof ValueTypes>(
  found: FoundExtension | null,
  type: Type,
  faults: Fault[],
): ValueTypes[Type] | null {
  if (found === null) return null;
  const name = `value${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  const value = found.extension[name];
  if (value === undefined) return null;
  const path = `${found.path}.${name}`;
  const wrong = faultsOf(type, value).map((fault) => ({
    ...fault,
    path: fault.path === '' ? path : `${path}.${fault.path}`,
  }));
  faults.push(...wrong);
  // The value was just held against its type.
  return wrong.length > 0 ? null : (value as ValueTypes[Type]);
}

/** As `valueIn`, where an extension has to hold exactly this type. */
export function onlyValueIn<Type extends keyof ValueTypes>(
  found: FoundExtension | null,
  type: Type,
  faults: Fault[],
): ValueTypes[Type] | null {
  const before = faults.length;
  const value = valueIn(found, type, faults);
  if (found !== null && value === null && faults.length === before)
    faults.push({ path: found.path, reason: `holds no ${type}` });
  return value;
}

function faultsOf(type: keyof ValueTypes, value: unknown): Fault[] {
  if (definitionOf(type) === undefined) {
    const reason = primitiveFault(type, value);
    return reason === null ? [] : [{ path: '', reason }];
  }
  if (!isObject(value)) return [{ path: '', reason: 'has to be an object' }];
  const faults = checkResource(type, value);
  return faults.length > 0 ? faults : checkPart(type, value);
}
