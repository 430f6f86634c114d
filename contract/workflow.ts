// Workflows as data: states, transitions, who may, what must be recorded. Guard, buttons, diagrams and the
// property test all read the same definition.
import { holds, type Grant, type Permission } from './permission.ts';

export interface StateDefinition {
  /** How the state is called on screen. */
  readonly title: string;
  /** No transition leaves it. */
  readonly final?: boolean;
  /** Its items are closed, though a step may open them again: what comes from outside, or a mistake that is found. */
  readonly closed?: boolean;
  /** The FHIR status it maps to, where it differs from the state's own name. */
  readonly fhir?: string;
}

export interface TransitionDefinition<S extends string> {
  readonly title: string;
  readonly from: readonly S[];
  readonly to: S;
  /** Who may; `system` for what only the server does (expiry, reactions), `patient` for the secret link. */
  readonly by: Permission | 'system' | 'patient';
  /** Fields that must be recorded with the transition; the guard refuses without them. */
  readonly records?: readonly string[];
  /** Allowed reason codes with their words; one of them is then required as `reason`. */
  readonly reasons?: Readonly<Record<string, string>>;
}

export interface Workflow<S extends string = string, T extends string = string> {
  readonly name: string;
  readonly initial: S;
  readonly states: Readonly<Record<S, StateDefinition>>;
  readonly transitions: Readonly<Record<T, TransitionDefinition<S>>>;
}

/** Declares a workflow and refuses, when the module loads, one that cannot be right. */
export function defineWorkflow<const S extends string, const T extends string>(definition: {
  name: string;
  initial: NoInfer<S>;
  states: Record<S, StateDefinition>;
  transitions: Record<T, TransitionDefinition<NoInfer<S>>>;
}): Workflow<S, T> {
  const faults = workflowFaults(definition);
  if (faults.length > 0) throw new Error(`Workflow ${definition.name}: ${faults.join('; ')}`);
  return definition;
}

/** What is wrong with a definition: unreachable states, ways out of final states, dead ends. */
export function workflowFaults(workflow: Workflow): string[] {
  const faults: string[] = [];
  const transitions = Object.entries(workflow.transitions);
  for (const [name, { from, to }] of transitions) {
    for (const state of [...from, to])
      if (!(state in workflow.states)) faults.push(`${name} names the unknown state ${state}`);
    for (const state of from)
      if (workflow.states[state]?.final) faults.push(`${name} leaves the final state ${state}`);
  }
  const reached = reachableStates(workflow);
  for (const [state, { final }] of Object.entries(workflow.states)) {
    if (!reached.has(state)) faults.push(`${state} cannot be reached`);
    if (!final && !transitions.some(([, { from }]) => from.includes(state)))
      faults.push(`${state} is a dead end that is not final`);
  }
  return faults;
}

function reachableStates(workflow: Workflow): Set<string> {
  const reached = new Set([workflow.initial]);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const { from, to } of Object.values(workflow.transitions))
      if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return reached;
}

export type TransitionVerdict<S extends string> =
  | { allowed: true; to: S }
  | { allowed: false; why: 'wrong-state' | 'missing-record' | 'unknown-reason'; message: string };

/** The server's guard: may this transition happen from this state with what is recorded? */
export function guardTransition<S extends string, T extends string>(
  workflow: Workflow<S, T>,
  transition: T,
  status: S,
  recorded: Readonly<Record<string, unknown>> = {},
): TransitionVerdict<S> {
  const { from, to, title, records = [], reasons } = workflow.transitions[transition];
  if (!from.includes(status)) {
    const state = workflow.states[status].title.toLowerCase();
    return {
      allowed: false,
      why: 'wrong-state',
      message: `“${title}” is not possible: it is ${state}.`,
    };
  }
  const missing = records.filter((field) => isBlank(recorded[field]));
  if (missing.length > 0) {
    return {
      allowed: false,
      why: 'missing-record',
      message: `“${title}” needs ${missing.join(', ')}.`,
    };
  }
  const reason = recorded['reason'];
  if (reasons && !(typeof reason === 'string' && Object.hasOwn(reasons, reason))) {
    return {
      allowed: false,
      why: 'unknown-reason',
      message: `“${title}” needs one of the listed reasons.`,
    };
  }
  return { allowed: true, to };
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  );
}

/** The buttons: transitions open from this state to someone with these grants, in declared order. */
export function allowedTransitions<S extends string, T extends string>(
  workflow: Workflow<S, T>,
  item: { status: S; clinicId: string },
  grants: readonly Grant[],
): T[] {
  return (Object.keys(workflow.transitions) as T[]).filter((name) => {
    const { from, by } = workflow.transitions[name];
    if (by === 'system' || by === 'patient') return false;
    return from.includes(item.status) && holds(grants, by, item.clinicId);
  });
}

/** A mermaid state diagram for the docs. */
export function workflowDiagram(workflow: Workflow): string {
  const id = (state: string): string => state.replaceAll('-', '_');
  const lines = ['stateDiagram-v2', `  [*] --> ${id(workflow.initial)}`];
  for (const [state, { title }] of Object.entries(workflow.states))
    lines.push(`  state "${title}" as ${id(state)}`);
  for (const [name, { from, to, by }] of Object.entries(workflow.transitions))
    for (const state of from) lines.push(`  ${id(state)} --> ${id(to)}: ${name} (${by})`);
  for (const [state, { final }] of Object.entries(workflow.states))
    if (final) lines.push(`  ${id(state)} --> [*]`);
  return lines.join('\n');
}
