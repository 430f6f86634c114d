import { roleTitle } from '#contract/permission';
import type { Problem } from '#contract/problem';
import type { WorkView } from '#contract/work-view';
import { fieldMessage, messageOf } from '../../problem-message';

/** Whose a view is, for hover and screen readers. */
export function ownerWords({ scope, role, clinicId }: WorkView): string {
  if (scope === 'shared') return 'Shared with everybody here';
  if (scope === 'role') return `For the role ${role ? roleTitle[role] : ''}`;
  return clinicId === null ? 'Yours, in all your clinics' : 'Yours';
}

/** Why a view was not kept as asked. */
export function refusalWords(problem: Problem, doing: string): string {
  if (problem.code === 'conflict')
    return `Somebody changed this view meanwhile; nothing was ${doing}. Do it once more to go on.`;
  if (problem.code === 'not-found') return `This view has been removed; nothing was ${doing}.`;
  return fieldMessage(problem, 'name') ?? messageOf(problem);
}
