// The state of the waitlist page and how changes fold into it.
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import { upsertVersioned, type ById, type ChangeEnvelope } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import { applyWaitlistChange, type WaitlistChange, type WaitlistState } from '#contract/waitlist';
import type { Candidate, Offer } from '#contract/waitlist-opening';
import type { Settled } from './waitlist-events';
import { changeOf } from '../platform/change-of';

export interface CandidatesState {
  openingId: string;
  items: Candidate[];
  status: 'loading' | 'loaded' | 'failed';
  problem: Problem | null;
}

export interface WaitlistPageState extends WaitlistState {
  clinicId: string | null;
  status: 'idle' | 'loading' | 'loaded' | 'failed';
  /** The clinic has been loaded at least once: its data stays on screen when a later load fails. */
  hasData: boolean;
  problem: Problem | null;
  providers: ById<Provider>;
  visitTypes: ById<VisitType>;
  candidates: CandidatesState | null;
  /** Entity that waits for the answer of a command, by command. */
  pending: ById<string>;
  /** When somebody else changed an opening or one of its offers, by opening. */
  touchedAt: ById<string>;
  /** Why the last offer of the picked opening was refused, shown until the next act. */
  refusal: Problem | null;
}

export const initialWaitlistState: WaitlistPageState = {
  entries: {},
  openings: {},
  offers: {},
  policies: {},
  clinicId: null,
  status: 'idle',
  hasData: false,
  problem: null,
  providers: {},
  visitTypes: {},
  candidates: null,
  pending: {},
  touchedAt: {},
  refusal: null,
};

/** Changes of one frame onto the state; what is settled by them is no longer pending. */
export function fold(
  state: WaitlistPageState,
  changes: readonly ChangeEnvelope[],
  { at, by }: { at: string; by: string | null },
): Partial<WaitlistPageState> {
  const { entries, openings, offers, policies } = changes.reduce<WaitlistState>(
    (held, change) => applyWaitlistChange(held, changeOf<WaitlistChange>(change)),
    state,
  );
  const settled = new Set(changes.map((change) => change.commandId));
  const pending = Object.fromEntries(
    Object.entries(state.pending).filter(([commandId]) => !settled.has(commandId)),
  );
  const touchedAt = { ...state.touchedAt };
  for (const change of changes) {
    const openingId = openingOf(changeOf<WaitlistChange>(change));
    if (openingId && (change.actorId === null || change.actorId !== by)) touchedAt[openingId] = at;
  }
  return { entries, openings, offers, policies, pending, touchedAt };
}

/** The views of an answer onto the state, unless the live feed was faster. */
export function settle(
  state: WaitlistPageState,
  commandId: string,
  { entry, opening, offer, offers = offer ? [offer] : [] }: Settled,
): Partial<WaitlistPageState> {
  return {
    pending: without(state.pending, commandId),
    ...(entry ? { entries: upsertVersioned(state.entries, entry) } : {}),
    ...(opening ? { openings: upsertVersioned(state.openings, opening) } : {}),
    offers: offers.reduce(upsertVersioned<Offer>, state.offers),
  };
}

export function loadingCandidates(openingId: string): CandidatesState {
  return { openingId, items: [], status: 'loading', problem: null };
}

export function byId<T extends { id: string }>(views: readonly T[]): ById<T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

export function without(pending: ById<string>, commandId: string): ById<string> {
  return Object.fromEntries(Object.entries(pending).filter(([held]) => held !== commandId));
}

function openingOf({ type, payload }: WaitlistChange): string | null {
  if (type.startsWith('waitlist.opening-')) return (payload as { id: string }).id;
  if (type.startsWith('waitlist.offer-')) return (payload as { openingId: string }).openingId;
  return null;
}
