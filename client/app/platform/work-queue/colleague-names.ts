import { listName } from '#contract/patients';
import type { ById } from '#contract/realtime';
import type { Colleague } from '#contract/staff';

/** `Rivera, Sam`; a person whom this clinic does not know is somebody. */
export function nameAmong(colleagues: ById<Colleague>): (staffId: string) => string {
  return (staffId) => {
    const colleague = colleagues[staffId];
    return colleague ? listName(colleague) : 'Somebody';
  };
}

/** `SR` of `Rivera, Sam`. */
export function initialsOf(name: string): string {
  const [family = '', given = ''] = name.split(', ');
  return `${given.charAt(0)}${family.charAt(0)}`.toUpperCase();
}
