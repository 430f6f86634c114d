// What refills do after other changes: the list follows what is known, and the patient hears what next.
import type { Authorization } from '#contract/authorization-request';
import { authorizationActs } from '#contract/authorizations';
import type { Appointment } from '#contract/calendar';
import type { Observation } from '#contract/observations';
import type { Prescription } from '#contract/prescription';
import type { Refill } from '#contract/refill-request';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Ctx } from '../platform/context.ts';
import type { Reaction } from '../platform/slice.ts';
import { followAuthorization } from './authorization-service.ts';
import { listOpenOf, reckonRefill } from './reckon-service.ts';
import { tellOfRefill } from './tell-patient-service.ts';

export const refillsReactions: readonly Reaction[] = [
  {
    name: 'refills.follow-prescriptions',
    capability: 'refills',
    types: [
      'refills.prescription-added',
      'refills.prescription-filled',
      'refills.prescription-ended',
      'refills.prescription-reinstated',
    ],
    run: (ctx, { payload }) => reckonAll(ctx, (payload as Prescription).patientId),
  },
  {
    name: 'refills.follow-results',
    capability: 'results',
    types: [
      'results.observation-recorded',
      'results.observation-changed',
      'results.observation-marked-in-error',
    ],
    run: (ctx, { payload }) => reckonAll(ctx, (payload as Observation).patientId),
  },
  {
    name: 'refills.follow-visits',
    capability: 'calendar',
    types: ['calendar.appointment-fulfilled'],
    run: (ctx, { payload }) => reckonAll(ctx, (payload as Appointment).patient.id),
  },
  {
    name: 'refills.follow-authorizations',
    capability: 'authorizations',
    types: authorizationActs.map((act) => `authorizations.authorization-${act}`),
    run: (ctx, { payload }) => followAuthorization(ctx, payload as Authorization),
  },
  {
    name: 'refills.tell-patient',
    capability: 'refills',
    types: ['refills.refill-sent', 'refills.refill-news-noted'],
    run: (ctx: Ctx, { payload }: ChangeEnvelope) => tellOfRefill(ctx, payload as Refill),
  },
];

async function reckonAll(ctx: Ctx, patientId: string): Promise<void> {
  for (const itemId of await listOpenOf(ctx, patientId)) await reckonRefill(ctx, itemId);
}
