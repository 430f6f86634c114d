// What authorizations do after other slices' changes.
import type { Authorization } from '#contract/authorization-request';
import type { Appointment } from '#contract/calendar';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Ctx } from '../platform/context.ts';
import type { Reaction } from '../platform/slice.ts';
import { followVisit } from './follow-service.ts';
import { tellOfDenial } from './tell-patient-service.ts';
import { recheckLeft, recheckPatient } from './recheck-service.ts';

export const authorizationsReactions: readonly Reaction[] = [
  {
    name: 'authorizations.follow-visits',
    capability: 'calendar',
    types: [
      'booked',
      'imported',
      'walked-in',
      'timed',
      'moved',
      'moved-back',
      'resized',
      'cancelled',
      'reinstated',
      'fulfilled',
      'left',
      'marked-no-show',
      'no-show-reversed',
      'reset',
      'marked-in-error',
    ].map((act) => `calendar.appointment-${act}`),
    run: (ctx: Ctx, { payload }: ChangeEnvelope) => followVisit(ctx, payload as Appointment),
  },
  {
    name: 'authorizations.follow-coverages',
    capability: 'patients',
    types: ['patients.coverage-changed'],
    run: async (ctx: Ctx, { payload }: ChangeEnvelope): Promise<void> => {
      const whose = payload as { patientId: string } | null;
      if (whose) await recheckPatient(ctx, whose.patientId);
    },
  },
  {
    name: 'authorizations.tell-patient',
    capability: 'authorizations',
    types: ['authorizations.authorization-denial-accepted'],
    run: (ctx: Ctx, { payload }: ChangeEnvelope) => tellOfDenial(ctx, payload as Authorization),
  },
  {
    name: 'authorizations.reach-visits',
    capability: 'authorizations',
    types: ['answered', 'extended', 'peer-to-peer-ended', 'appeal-ended'].map(
      (act) => `authorizations.authorization-${act}`,
    ),
    run: (ctx: Ctx, { payload }: ChangeEnvelope) =>
      recheckPatient(ctx, (payload as Authorization).patient.id),
  },
  {
    name: 'authorizations.follow-leavers',
    capability: 'staff',
    types: ['staff.access-changed'],
    run: recheckLeft,
  },
];
