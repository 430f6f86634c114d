import { getCascade } from '#contract/waitlist-cascade';
import {
  addEntry,
  changeEntryStatus,
  listEntries,
  listPatientEntries,
} from '#contract/waitlist-entry';
import {
  countOpenings,
  listCandidates,
  listOpenings,
  answerOffer,
  askWave,
  offerOpening,
  showOfferLink,
  takeOverOpening,
  withdrawOffer,
  withdrawOpening,
} from '#contract/waitlist-opening';
import { getWaitlistFigures } from '#contract/waitlist-figures';
import { replayWaitlistPolicy } from '#contract/waitlist-replay';
import { changeWaitlistPolicy, getWaitlistPolicy } from '#contract/waitlist-policy';
import { route, type Route } from '../platform/http/route.ts';
import { rankFor } from './candidate-queries.ts';
import { planCascade } from './cascade-queries.ts';
import * as entries from './entry-service.ts';
import * as answers from './offer-answer-service.ts';
import type { WaitlistSettings } from './offer-link.ts';
import * as offers from './offer-service.ts';
import * as openings from './opening-service.ts';
import * as policy from './policy-service.ts';
import { replayWaitlistPolicy as replay } from './replay-queries.ts';
import { takeOverOpening as takeOver } from './take-over-service.ts';
import { figuresOfWeek } from './figures-queries.ts';
import * as queries from './waitlist-queries.ts';
import { askWave as askTheWave } from './wave-service.ts';

export function waitlistRoutes(settings: WaitlistSettings): Route[] {
  return [
    route(listEntries, (ctx, { query }) => queries.listEntries(ctx, query.clinicId)),
    route(listOpenings, (ctx, { query }) => queries.listOpenings(ctx, query.clinicId)),
    route(countOpenings, async (ctx, { query }) => ({
      open: await queries.countOpenings(ctx, query.clinicId),
    })),
    route(getCascade, async (ctx, { params }) =>
      planCascade(ctx, await queries.getOpeningRow(ctx, params.openingId)),
    ),
    route(listCandidates, async (ctx, { params }) => {
      const opening = await queries.getOpeningRow(ctx, params.openingId);
      const { items, fitting } = await rankFor(ctx, opening, 'everybody');
      return { items, fitting };
    }),
    route(addEntry, (ctx, { body }) => entries.addEntry(ctx, body)),
    route(changeEntryStatus, (ctx, { params, body }) =>
      entries.changeEntryStatus(ctx, { ...params, ...body }),
    ),
    route(offerOpening, (ctx, { params, body }) =>
      offers.offerOpening(ctx, { ...params, ...body }, settings),
    ),
    route(askWave, (ctx, { params, body }) => askTheWave(ctx, { ...params, ...body }, settings)),
    route(takeOverOpening, (ctx, { params, body }) =>
      takeOver(ctx, { ...params, ...body }, settings),
    ),
    route(answerOffer, (ctx, { params, body }) =>
      answers.answerOffer(ctx, { ...params, ...body }, settings),
    ),
    route(withdrawOffer, (ctx, { params, body }) =>
      offers.withdrawOffer(ctx, { ...params, ...body }),
    ),
    route(withdrawOpening, (ctx, { params, body }) =>
      openings.withdrawOpening(ctx, { ...params, ...body }),
    ),
    route(showOfferLink, (ctx, { params }) => offers.showOfferLink(ctx, params.offerId, settings)),
    route(getWaitlistPolicy, (ctx, { query }) => policy.getWaitlistPolicy(ctx, query.clinicId)),
    route(replayWaitlistPolicy, (ctx, { body }) => replay(ctx, body)),
    route(changeWaitlistPolicy, (ctx, { body }) => policy.changeWaitlistPolicy(ctx, body)),
    route(getWaitlistFigures, (ctx, { query }) => figuresOfWeek(ctx, query)),
    route(listPatientEntries, (ctx, { params }) =>
      queries.listPatientEntries(ctx, params.patientId),
    ),
  ];
}
