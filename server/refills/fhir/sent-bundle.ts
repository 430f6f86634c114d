// What of the resources of a file asks for a refill, what is a fill or a value, and what only surrounds them.
import type { IntakeEntry } from '#contract/refill-intake';
import type { WorkPriority } from '#contract/work';
import type { MedicationDispense, MedicationRequest } from '../../interop/fhir/medications.ts';
import type { Observation } from '../../interop/fhir/observations.ts';
import type { FhirRead, ReadResource } from '../../interop/fhir/read-fhir.ts';
import {
  referenceKeys,
  resolveReference,
  type ReferenceKeys,
} from '../../interop/fhir/resolve-reference.ts';
import type { Task } from '../../interop/fhir/tasks.ts';
import { ourRefills } from './decision-resource.ts';
import { plain, plainLines, wordsOf } from './medication-words.ts';
import { numbersOf } from './sent-people.ts';

export interface SentRequest {
  request: MedicationRequest;
  /** What it renews, where the sender says so. */
  prior: MedicationRequest | null;
  /** By which the sender knows what is asked for. */
  reference: string | null;
  note: string;
  priority: WorkPriority;
}

export interface SentAnswer {
  itemId: string;
  news: 'acknowledge' | 'fail';
  /** Of what was refused. */
  trouble: string;
}

export type Sent =
  | { kind: 'request'; entry: IntakeEntry; sent: SentRequest }
  | { kind: 'fill'; entry: IntakeEntry; dispense: MedicationDispense }
  | { kind: 'value'; entry: IntakeEntry; observation: Observation }
  /** What became of a decision that we posted. */
  | { kind: 'answer'; entry: IntakeEntry; answer: SentAnswer }
  /** Nothing is to be done about it any more. */
  | { kind: 'settled'; entry: IntakeEntry };

export interface SentBundle {
  all: Sent[];
  keys: ReferenceKeys;
}

export function sentBundle(reads: readonly FhirRead[]): SentBundle {
  const resources = reads.flatMap((each) => (each.kind === 'resource' ? [each.read] : []));
  const keys = referenceKeys(resources);
  const tasks = tasksByFocus(resources, keys);
  const priors = new Set<unknown>(
    resources.flatMap(({ resource }) =>
      resource.resourceType === 'MedicationRequest'
        ? (resolveReference(resource.priorPrescription, resource, keys) ?? [])
        : [],
    ),
  );
  const filled = new Set<unknown>(
    resources.flatMap(({ resource }) =>
      resource.resourceType === 'MedicationDispense'
        ? (resource.authorizingPrescription ?? []).map((each) =>
            resolveReference(each, resource, keys),
          )
        : [],
    ),
  );
  let place = '';
  const all = reads.flatMap((each): Sent[] => {
    if (each.kind === 'problem') {
      // The first reason of several: the others are of the same resource.
      const { at, resource, path, reason } = each.problem;
      const here = `${at} ${resource}`;
      if (here === place) return [];
      place = here;
      return [refused({ at, resource }, path, reason)];
    }
    place = '';
    return [sentOf(each.read, { keys, tasks, priors, filled })];
  });
  return { all, keys };
}

interface Around {
  keys: ReferenceKeys;
  tasks: ReadonlyMap<unknown, Task>;
  priors: ReadonlySet<unknown>;
  filled: ReadonlySet<unknown>;
}

function sentOf(read: ReadResource, around: Around): Sent {
  const { resource } = read;
  const place = { at: read.at, resource: nameOf(read) };
  switch (resource.resourceType) {
    case 'MedicationRequest':
      return requestOf(place, resource, around);
    case 'MedicationDispense':
      return { kind: 'fill', entry: entryOf(place), dispense: resource };
    case 'Observation':
      return { kind: 'value', entry: entryOf(place), observation: resource };
    case 'Task':
      return taskOf(place, resource, around.keys);
    case 'Patient':
    case 'Practitioner':
    case 'PractitionerRole':
    case 'Organization':
    case 'Medication':
      return { kind: 'settled', entry: { ...entryOf(place), outcome: 'part' } };
    case 'Appointment':
    case 'Claim':
    case 'ClaimResponse':
    case 'Coverage':
    case 'DiagnosticReport':
    case 'DocumentReference':
    case 'Location':
    case 'RelatedPerson':
    case 'Schedule':
    case 'ServiceRequest':
    case 'Slot':
    case 'Specimen':
      return refused(place, '', 'has no place in a request for a refill');
  }
}

type Place = Pick<IntakeEntry, 'at' | 'resource'>;

/** Refused until something better is known of it. */
function entryOf({ at, resource }: Place): IntakeEntry {
  return { at, resource, outcome: 'refused', itemId: null, path: '', reason: '' };
}

function refused(place: Place, path: string, reason: string): Sent {
  return { kind: 'settled', entry: { ...entryOf(place), path, reason } };
}

function nameOf({ resource: { resourceType, id } }: ReadResource): string {
  return id === undefined ? resourceType : `${resourceType}/${id}`;
}

const orders = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'];

function requestOf(place: Place, request: MedicationRequest, around: Around): Sent {
  const { status, intent, doNotPerform } = request;
  const task = around.tasks.get(request);
  if (status === 'entered-in-error') return refused(place, 'status', 'is entered in error');
  if (!orders.includes(intent))
    return refused(place, 'intent', 'is no order that could be renewed');
  if (doNotPerform === true)
    return refused(place, 'doNotPerform', 'says that nothing is to be given');
  if (task && ended.includes(task.status))
    return refused(place, 'status', 'is asked for by a task that has ended');
  if (!task) {
    if (around.priors.has(request) || around.filled.has(request))
      return { kind: 'settled', entry: { ...entryOf(place), outcome: 'part' } };
    const over = ['stopped', 'cancelled', 'completed'].includes(status);
    if (over) return refused(place, 'status', `is ${status}, and no task asks to renew it`);
  }
  const prior = resolveReference(request.priorPrescription, request, around.keys);
  const notes = [...(request.note ?? []), ...(task?.note ?? [])].map(({ text }) =>
    plainLines(text),
  );
  const [reference = null] = [...numbersOf(task?.identifier), ...numbersOf(request.identifier)];
  return {
    kind: 'request',
    entry: entryOf(place),
    sent: {
      request,
      prior: prior?.resourceType === 'MedicationRequest' ? (prior as MedicationRequest) : null,
      reference,
      note: [plain(task?.description), ...notes]
        .filter((each) => each !== '')
        .join('\n')
        .slice(0, 1000)
        .trim(),
      priority: task?.priority ?? request.priority ?? 'routine',
    },
  };
}

const ended: readonly Task['status'][] = [
  ...(['rejected', 'cancelled', 'failed', 'completed', 'entered-in-error'] as const),
];

function taskOf(place: Place, task: Task, keys: ReferenceKeys): Sent {
  const { system, value: itemId } = task.focus?.identifier ?? {};
  if (system === ourRefills && itemId !== undefined) return answerOf(place, task, itemId);
  const focus = resolveReference(task.focus, task, keys);
  return focus?.resourceType === 'MedicationRequest'
    ? { kind: 'settled', entry: { ...entryOf(place), outcome: 'part' } }
    : refused(place, 'focus', 'names no prescription that came with it');
}

const taken: readonly Task['status'][] = ['received', 'accepted', 'in-progress', 'completed'];
const notTaken: readonly Task['status'][] = ['rejected', 'failed'];

function answerOf(place: Place, { status, statusReason }: Task, itemId: string): Sent {
  const entry = entryOf(place);
  if (taken.includes(status))
    return { kind: 'answer', entry, answer: { itemId, news: 'acknowledge', trouble: '' } };
  if (!notTaken.includes(status)) return refused(place, 'status', 'tells nothing of an answer');
  const trouble = wordsOf(statusReason).slice(0, 300) || 'The other system did not take it';
  return { kind: 'answer', entry, answer: { itemId, news: 'fail', trouble } };
}

/** Of several tasks about one prescription, one that still asks goes before. */
function tasksByFocus(resources: readonly ReadResource[], keys: ReferenceKeys): Map<unknown, Task> {
  const tasks = new Map<unknown, Task>();
  for (const { resource } of resources) {
    if (resource.resourceType !== 'Task') continue;
    const focus = resolveReference(resource.focus, resource, keys);
    const known = tasks.get(focus);
    if (focus !== null && (known === undefined || ended.includes(known.status)))
      tasks.set(focus, resource);
  }
  return tasks;
}
