// What recalls do after visits: what comes to nothing is to be booked again; and after somebody has died.
import type { ChangeEnvelope } from '#contract/realtime';
import { findStandingFlag } from '../../patients/flag-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Reaction } from '../../platform/slice.ts';
import { findAppointment } from '../calendar-queries.ts';
import { dropRecallsOfDeceased, followVisit } from './recall-service.ts';

export const recallReactions: readonly Reaction[] = [
  {
    name: 'recalls.follow-visits',
    capability: 'calendar',
    types: [
      'calendar.appointment-cancelled',
      'calendar.appointment-reinstated',
      'calendar.appointment-left',
      'calendar.appointment-marked-no-show',
      'calendar.appointment-no-show-reversed',
      'calendar.appointment-reset',
      'calendar.appointment-marked-in-error',
    ],
    run: async (ctx: Ctx, { entityId }: ChangeEnvelope): Promise<void> => {
      const visit = await findAppointment(ctx, entityId);
      if (visit) await followVisit(ctx, visit);
    },
  },
  {
    name: 'recalls.drop-of-deceased',
    capability: 'patients',
    types: ['patients.flag-added'],
    run: async (ctx: Ctx, { entityId }: ChangeEnvelope): Promise<void> => {
      const flag = await findStandingFlag(ctx, entityId);
      if (flag?.kind === 'deceased') await dropRecallsOfDeceased(ctx, flag.patient_id);
    },
  },
];
