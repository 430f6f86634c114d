import { isObject } from './check-resource.ts';

export interface FoundReference {
  path: string;
  to: string;
}

/** Every reference in a part of a resource, also in extensions and contained resources. */
export function referencesOf(part: unknown, path = ''): FoundReference[] {
  if (Array.isArray(part))
    return (part as unknown[]).flatMap((each, at) => referencesOf(each, `${path}[${at}]`));
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([name, each]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return name === 'reference' && typeof each === 'string'
      ? [{ path: at, to: each }]
      : referencesOf(each, at);
  });
}
