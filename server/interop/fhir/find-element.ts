import type { Definition, ElementDefinition } from './definitions.ts';

export interface FoundElement {
  element: ElementDefinition;
  type: string;
}

/** `deceasedBoolean` is `deceased[x]` of type boolean. */
export function findElement(definition: Definition, name: string): FoundElement | null {
  const plain = definition.get(name);
  if (plain !== undefined) return { element: plain, type: plain.types[0] ?? '' };
  for (const element of definition.values()) {
    if (!element.name.endsWith('[x]')) continue;
    const stem = element.name.slice(0, -3);
    const type = element.types.find((each) => name === stem + endingOf(each));
    if (type !== undefined) return { element, type };
  }
  return null;
}

/** A simple quantity is a quantity that says less: its elements are named as quantities. */
function endingOf(type: string): string {
  return type === 'SimpleQuantity' ? 'Quantity' : type.charAt(0).toUpperCase() + type.slice(1);
}
