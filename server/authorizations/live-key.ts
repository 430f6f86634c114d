// By which the same request is the same while it is live.
import type { AskedLine } from '#contract/authorization-line';

/** The visit type, or the code, or else its words. */
export function liveKey({
  kind,
  code,
  visitTypeId,
  description,
  drugGroup,
}: Pick<AskedLine, 'kind' | 'code' | 'visitTypeId' | 'description' | 'drugGroup'>): string {
  if (visitTypeId !== null) return `visit ${visitTypeId}`;
  if (code !== null) return `code ${code.system} ${code.code}`;
  const words = description.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  return `${kind} ${drugGroup ?? ''} ${words}`;
}
