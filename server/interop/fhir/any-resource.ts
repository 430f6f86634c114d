import type { Identifier } from './data-types.ts';
import type { ResourceType } from './definitions.ts';

export interface AnyResource<Type extends ResourceType> {
  resourceType: Type;
  id?: string;
  contained?: ContainedResource[];
  identifier?: Identifier[];
}

/** A resource inside another; its type may be one that is not read. */
export interface ContainedResource {
  resourceType: string;
  id?: string;
}
