// What FHIR resources are called and named by: keys, names, words.
import type { CodeableConcept, HumanName, Reference } from '../../interop/fhir/data-types.ts';
import { resolveReference, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import type { Resource } from '../../interop/fhir/resources.ts';

/** A record of ours in the words of the other system, as text by field. */
export type RecordFields = Readonly<Record<string, string | undefined>>;

export function typeOf(
  reference: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): string | undefined {
  const resolved = resolveReference(reference, from, keys)?.resourceType;
  return (
    resolved ??
    reference?.type ??
    /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference?.reference ?? '')?.[1]
  );
}

/** By which the patient's own line is known; else the id in the reference. */
export function keyOf(
  reference: Reference | undefined,
  from: Resource,
  keys: ReferenceKeys,
): string | undefined {
  const resolved = resolveReference(reference, from, keys) as Resource | null;
  if (resolved !== null) return identifierOf(resolved);
  return reference?.reference?.split('/').at(-1);
}

export function identifierOf({ id, identifier }: Resource): string | undefined {
  return id ?? identifier?.find(({ value }) => value !== undefined)?.value;
}

export function officialName(names: readonly HumanName[] = []): HumanName | undefined {
  return (
    names.find(({ use }) => use === 'official') ??
    names.find(({ use }) => use === 'usual') ??
    names[0]
  );
}

export function listName({ family = '', given: names = [] }: HumanName): string {
  return `${family}, ${names.join(' ')}`;
}

export function wordsOf(concept: CodeableConcept | undefined): string | undefined {
  return concept?.text ?? concept?.coding?.find(({ display }) => display !== undefined)?.display;
}
