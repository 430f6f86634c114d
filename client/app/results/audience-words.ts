// From when on somebody outside sees a result, and why not, as the strip and the simulator say it.
import {
  hiddenBecause,
  holdGrounds,
  audiences,
  type ReleaseStretch,
  type ReleaseViewer,
  type ResultHold,
} from '#contract/result-release';
import type { Tone } from '../ui/status-chip/status-chip';
import type { IconName } from '../ui/svg-icon/svg-icon';

type When = (iso: string) => string;

export interface AudienceLine {
  name: string;
  /** `Sees it now`, `From Thu, Dec 3, 8:00 am`, `Never`. */
  words: string;
  /** Why not now, or what ends it. */
  because: string;
  source: string;
  seen: string;
  tone: Tone;
  icon: IconName;
}

/** What says so: the rule or hold in its own words, or the ground. */
export function becauseWords({
  because,
  words,
}: Pick<ReleaseStretch, 'because' | 'words'>): string {
  const ground = because === null ? '' : hiddenBecause[because];
  if (words === '' || words === ground) return ground;
  return ground === '' ? words : `${ground}: ${words}`;
}

export function audienceLine({ name, stretches, seen }: ReleaseViewer, when: When): AudienceLine {
  const [now, ...later] = stretches;
  const line = { name, seen: seen === null ? '' : `opened ${when(seen.lastAt)}` };
  if (now?.sees) {
    const end = later.find(({ sees }) => !sees);
    const because = end ? `until ${when(end.from)}: ${becauseWords(end)}` : '';
    return { ...line, words: 'Sees it now', because, source: '', tone: 'ok', icon: 'visibility' };
  }
  const [because, source] = now ? [becauseWords(now), now.source] : ['', ''];
  const opens = later.find(({ sees }) => sees);
  if (opens)
    return {
      ...{ ...line, words: `From ${when(opens.from)}`, because, source },
      ...{ tone: now?.because === 'held' ? 'held' : 'info', icon: 'schedule' },
    };
  const tone = now?.because === 'held' ? 'held' : 'neutral';
  return { ...line, words: 'Never', because, source, tone, icon: 'visibility-off' };
}

/** A stretch of time: `Sees it`, `Does not see it: …`. */
export function stretchWords(stretch: ReleaseStretch): string {
  if (!stretch.sees) return `Does not see it: ${lowered(becauseWords(stretch))}`;
  return stretch.words === '' ? 'Sees it' : `Sees it: ${lowered(stretch.words)}`;
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

export function audiencesWords(of: ResultHold['audiences']): string {
  return of.map((each) => audiences[each].toLowerCase()).join(', ');
}

/** What a clinician decided of who sees it, as one line. */
export function holdWords({ kind, audiences: of, ground }: ResultHold): string {
  if (kind === 'release') return `Released ahead of a delay: ${audiencesWords(of)}`;
  return `Held from ${audiencesWords(of)}: ${ground === null ? '' : lowered(holdGrounds[ground])}`;
}

export function isHoldInForce({ until, endedAt }: ResultHold, now: string): boolean {
  return endedAt === null && (until === null || until > now);
}
