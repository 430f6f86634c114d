import { isObject } from './check-resource.ts';
import { definitionOf, isResourceType } from './definitions.ts';
import { findElement } from './find-element.ts';

/** A resource, or a part of one, with the type that the specification gives it. */
export interface Part {
  type: string;
  value: Readonly<Record<string, unknown>>;
  path: string;
}

/** The resource and every part in it, contained resources too; what stands in extensions is not understood. */
export function* partsOf(
  type: string,
  value: unknown,
  path = '',
): Generator<Part, void, undefined> {
  const definition = definitionOf(type);
  if (definition === undefined || !isObject(value)) return;
  yield { type, value, path };
  for (const [name, each] of Object.entries(value)) {
    const found = findElement(definition, name);
    if (found === null) continue;
    const at = path === '' ? name : `${path}.${name}`;
    const many = Array.isArray(each) ? (each as unknown[]) : null;
    if (many === null) yield* partsOf(typeOf(found.type, each), each, at);
    else
      for (const [place, one] of many.entries())
        yield* partsOf(typeOf(found.type, one), one, `${at}[${place}]`);
  }
}

function typeOf(type: string, value: unknown): string {
  if (type !== 'Resource' || !isObject(value)) return type;
  const { resourceType } = value;
  return isResourceType(resourceType) ? resourceType : '';
}
