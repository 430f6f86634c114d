// The readiness card of the request in hand, read again whenever something has happened that it hangs on.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  computed,
  effect,
  inject,
  linkedSignal,
  resource,
  untracked,
  type Signal,
} from '@angular/core';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import { verdicts, type RefillCard } from '#contract/refill-card';
import type { Refill } from '#contract/refill-request';
import { problemOf } from '../platform/api';
import type { Hearer } from '../platform/followed-feed';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { RefillsApi } from './refills-api';

export interface RefillCardSource {
  card: Signal<RefillCard | null>;
  /** Why it could not be read; `''` while nothing is wrong. */
  problem: Signal<string>;
  isLoading: Signal<boolean>;
  /** Codes of what is judged otherwise now than when the request came into the hand. */
  turned: Signal<ReadonlySet<string>>;
  reload: () => void;
}

export function injectRefillCard(refill: Signal<Refill>): RefillCardSource {
  const api = inject(RefillsApi);
  const feed = inject(RealtimeFeed);
  const announcer = inject(LiveAnnouncer);
  const itemId = computed(() => refill().id);
  const patientId = computed(() => refill().patient?.id ?? null);
  const clinicId = computed(() => refill().work.clinicId);
  const read = resource({
    params: () => itemId(),
    loader: async ({ params }) => {
      await feed.opened();
      return api.card(params);
    },
  });
  const card = computed(() => (read.hasValue() ? read.value() : null));
  const reload = (): void => void read.reload();
  effect((onCleanup) => {
    const about = { itemId: itemId(), patientId: patientId() };
    const hear: Hearer = (changes) => {
      if (changes === null || changes.some((change) => isAbout(change, about))) reload();
    };
    onCleanup(feed.hear(feedOf('refills', clinicId()), hear, 'once-opened'));
    // What was said of the patient, and who pays, stand there.
    const hearPatient: Hearer = (changes) => {
      if (changes === null || changes.some(({ entityId }) => entityId === about.patientId))
        reload();
    };
    onCleanup(feed.hear(feedOf('patients', null), hearPatient, 'once-opened'));
  });
  const turned = linkedSignal<RefillCard | null, ReadonlySet<string>>({
    source: card,
    computation: (now, before) => {
      const was = before?.source;
      if (!before || !now || was?.itemId !== now.itemId) return new Set();
      return new Set([...before.value, ...turnedBetween(was, now)]);
    },
  });
  effect(() => {
    const [codes, now] = [turned(), untracked(card)];
    const words = (now?.criteria ?? [])
      .filter(({ code }) => codes.has(code))
      .map(({ title, verdict }) => `${title}: ${verdicts[verdict].toLowerCase()}`);
    if (words.length > 0) void announcer.announce(`The card has turned. ${words.join('; ')}`);
  });
  return {
    card,
    problem: computed(() => {
      const error = read.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    isLoading: read.isLoading,
    turned,
    reload,
  };
}

/** Who has it in hand changes nothing on the card. */
function isAbout(
  { type, entityId, payload }: ChangeEnvelope,
  about: { itemId: string; patientId: string | null },
): boolean {
  if (entityId === about.itemId) return !type.startsWith('refills.work-');
  if (type.startsWith('refills.protocol-') || type === 'refills.settings-changed') return true;
  if (!type.startsWith('refills.prescription-') || about.patientId === null) return false;
  return (payload as { patientId: string }).patientId === about.patientId;
}

export function turnedBetween(was: RefillCard, now: RefillCard): string[] {
  const before = new Map(was.criteria.map(({ code, verdict }) => [code, verdict]));
  return now.criteria
    .filter(({ code, verdict }) => before.get(code) !== verdict)
    .map(({ code }) => code);
}
