import { refillQueue } from '#contract/refills';
import type { Slice } from '../platform/slice.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import type { DrugKnowledge } from './drug-knowledge.ts';
import { fhirRefillsKind } from './fhir/fhir-refills-kind.ts';
import { fhirRoutes } from './fhir/fhir-routes.ts';
import { refills } from './refills-queue.ts';
import { refillsReactions } from './refills-reactions.ts';
import { refillsRoutes } from './refills-routes.ts';
import { pressTick } from './refills-ticks.ts';

/** `knowledge` = a licensed knowledge base of drugs, where one is connected. */
export function refillsSlice(knowledge: DrugKnowledge | null = null): Slice {
  return {
    name: 'refills',
    routes: [...refillsRoutes(knowledge), ...fhirRoutes],
    feeds: [{ capability: 'refills', scope: 'clinic', permission: refillQueue.permissions.read }],
    queues: [refills],
    interfaceKinds: [fhirRefillsKind],
    reactions: refillsReactions,
    ticks: [...workTicks(refills), pressTick],
  };
}
