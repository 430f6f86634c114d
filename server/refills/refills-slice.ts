import { refillQueue } from '#contract/refills';
import type { FhirPlace } from '../platform/config/config.ts';
import type { Slice } from '../platform/slice.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import type { DrugKnowledge } from './drug-knowledge.ts';
import { refillsInBulk } from './approve-many-service.ts';
import { fhirRefillsKind } from './fhir/fhir-refills-kind.ts';
import { fhirRoutes } from './fhir/fhir-routes.ts';
import { postDecisions, postWorker } from './fhir/post-decision.ts';
import { refills } from './refills-queue.ts';
import { refillReminderRoutes } from './reminder/refill-reminder-routes.ts';
import { refillReminderTick } from './reminder/refill-reminder-service.ts';
import { refillsReactions } from './refills-reactions.ts';
import { refillsRoutes } from './refills-routes.ts';
import { pressTick } from './refills-ticks.ts';

export interface RefillsSettings {
  /** A licensed knowledge base of drugs, where one is connected. */
  knowledge?: DrugKnowledge;
  /** Where decisions are posted to. */
  fhir: FhirPlace | null;
}

export function refillsSlice({ knowledge, fhir }: RefillsSettings): Slice {
  return {
    name: 'refills',
    routes: [...refillsRoutes(knowledge ?? null), ...fhirRoutes, ...refillReminderRoutes],
    feeds: [{ capability: 'refills', scope: 'clinic', permission: refillQueue.permissions.read }],
    queues: [refillsInBulk],
    interfaceKinds: [fhirRefillsKind],
    reactions: [...refillsReactions, postDecisions],
    ticks: [...workTicks(refills), pressTick, refillReminderTick],
    workers: ({ database }) => [postWorker({ database, fhir })],
  };
}
