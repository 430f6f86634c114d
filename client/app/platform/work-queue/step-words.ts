// The life of an item as sentences, newest first: what happened, by whom, when.
import type { WorkStep } from '#contract/work';
import type { Workflow } from '#contract/workflow';

/** The kernel's acts as a person would tell them; a queue's own are told by its workflow. */
export const stepVerbs: Readonly<Record<string, string>> = {
  opened: 'opened it',
  claimed: 'took it',
  released: 'gave it back',
  'lease-expired': 'gave it back after minutes without a sign',
  'taken-over': 'took it over',
  assigned: 'changed who answers for it',
  covered: 'gave it to who covers',
  snoozed: 'put it off',
  woken: 'brought it back',
  commented: 'commented',
  tagged: 'changed the tags',
  attached: 'attached a file',
  'attachment-removed': 'removed a file',
  linked: 'linked a record',
  unlinked: 'took a link away',
  'clock-paused': 'paused a clock',
  'clock-resumed': 'let a clock run again',
  'clock-turned': 'saw a clock turn',
};

export interface StepLine {
  version: number;
  words: string;
  meta: string;
}

interface Speech {
  workflow: Workflow;
  when: (iso: string) => string;
  nameOf: (staffId: string) => string;
}

export function stepLines(steps: readonly WorkStep[], speech: Speech): StepLine[] {
  return steps
    .map((step) => ({
      version: step.version,
      words: wordsOf(step, speech),
      meta: `${step.actorId ? speech.nameOf(step.actorId) : 'System'} · ${speech.when(step.at)}`,
    }))
    .reverse();
}

function wordsOf(step: WorkStep, { workflow, when, nameOf }: Speech): string {
  switch (step.act) {
    case 'opened':
      return 'Opened';
    case 'claimed':
      return 'Taken';
    case 'released':
      return 'Given back';
    case 'lease-expired':
      return 'Given back: no sign of its console for minutes';
    case 'taken-over':
      return 'Taken over';
    case 'assigned':
      return step.ownerId ? `Given to ${nameOf(step.ownerId)}` : 'Given to the pool';
    case 'covered':
      return step.ownerId
        ? `Covered by ${nameOf(step.ownerId)}`
        : 'Back to the pool: its owner is away';
    case 'attached':
      return 'File attached';
    case 'attachment-removed':
      return 'File removed';
    case 'linked':
      return 'Record linked';
    case 'unlinked':
      return 'Link taken away';
    case 'snoozed':
      return step.snoozedUntil ? `Put off until ${when(step.snoozedUntil)}` : 'Put off';
    case 'woken':
      return 'Back in the list';
    case 'commented':
      return 'Commented';
    case 'tagged':
      return 'Tags changed';
    case 'clock-paused':
      return 'Clock paused';
    case 'clock-resumed':
      return 'Clock runs again';
    case 'clock-turned':
      return 'Clock turned';
    default:
      return transitionWords(step, workflow, when);
  }
}

function transitionWords(
  { act, reason, snoozedUntil }: WorkStep,
  workflow: Workflow,
  when: (iso: string) => string,
): string {
  const transition = workflow.transitions[act];
  if (!transition) return sentence(act);
  const because = reason ? transition.reasons?.[reason] : undefined;
  const words = because ? `${transition.title}: ${because.toLowerCase()}` : transition.title;
  return snoozedUntil ? `${words}; again ${when(snoozedUntil)}` : words;
}

/** An act without words of its own, e.g. `call-started`: `Call started`. */
function sentence(act: string): string {
  const words = act.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
