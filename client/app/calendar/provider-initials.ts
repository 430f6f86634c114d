import type { Provider } from '#contract/staff';

/** `HL` for Hannah Lee. */
export function initialsOf({ given, family }: Pick<Provider, 'given' | 'family'>): string {
  return `${given.charAt(0)}${family.charAt(0)}`.toUpperCase();
}
