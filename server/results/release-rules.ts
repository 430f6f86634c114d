// Who sees a result at a time, and why not. The one judge of release: lists, openings, FHIR, the simulator and the record of
// who could see what all ask it. It is a function of time, so that what ends by itself does.
import { ageOn } from '#contract/age';
import { proxyStanding, type Proxy, type ProxyAges } from '#contract/proxy';
import type { ReportStatus, ResultCategory } from '#contract/result-content';
import {
  hiddenBecause,
  holdGrounds,
  type Audience,
  type HiddenBecause,
  type HoldGround,
  type ReleaseRule,
  type ReleaseStretch,
} from '#contract/result-release';
import type { ReleasePolicy } from '#contract/result-settings';
import { isFinal } from '#contract/result-workflow';
import { dayBounds, localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';

export interface ReleaseFacts {
  isMatched: boolean;
  status: ReportStatus;
  categories: readonly ResultCategory[];
  /** When what it says became final first; `null` = it is not. */
  finalAt: string | null;
  holds: readonly HoldFacts[];
  /** The clinic's. */
  zone: string;
  policy: ReleasePolicy;
  ages: ProxyAges;
  birthOn: string;
}

export interface HoldFacts {
  kind: 'hold' | 'release';
  audiences: readonly Audience[];
  ground: HoldGround | null;
  at: string;
  until: string | null;
  endedAt: string | null;
}

export type ProxyFacts = Pick<Proxy, 'ground' | 'told' | 'startsOn' | 'endsOn' | 'revoked'>;

/** `proxy` = one of them, by what they may be told. */
export type Viewer =
  { audience: 'patient' } | { audience: 'outside' } | { audience: 'proxy'; proxy: ProxyFacts };

export interface Verdict {
  sees: boolean;
  because: HiddenBecause | null;
  /** What says so, in words of its own; empty where `because` says it all. */
  words: string;
  source: string;
}

const visible: Verdict = { sees: true, because: null, words: '', source: '' };

export function judgeRelease(facts: ReleaseFacts, viewer: Viewer, at: string): Verdict {
  if (!facts.isMatched) return hidden('not-matched');
  if (facts.status === 'entered-in-error') return hidden('withdrawn');
  if (!isFinal(facts.status) || facts.finalAt === null || facts.finalAt > at)
    return hidden('not-final');
  const on = localDateOf(at, facts.zone);
  const age = ageOn(facts.birthOn, on);
  return (
    judgePerson(facts, viewer, { on, age }) ??
    judgeHolds(facts, viewer, at) ??
    judgeRules(facts, viewer, { at, age, finalAt: facts.finalAt }) ??
    visible
  );
}

function hidden(because: HiddenBecause, words = '', source = ''): Verdict {
  return { sees: false, because, words: words === '' ? hiddenBecause[because] : words, source };
}

function judgePerson(
  { policy, ages, birthOn }: ReleaseFacts,
  viewer: Viewer,
  { on, age }: { on: string; age: number },
): Verdict | null {
  if (viewer.audience === 'patient')
    return age < policy.ownAccessFrom
      ? hidden('no-own-access', `Access of their own from ${policy.ownAccessFrom} on`)
      : null;
  if (viewer.audience === 'outside') return null;
  const standing = proxyStanding(viewer.proxy, { birthOn, on, ages });
  if (standing.state !== 'in-force')
    return hidden('proxy-not-in-force', proxyWords[standing.state]);
  return standing.told.includes('clinical')
    ? null
    : hidden('not-told', standing.narrowed ? `Told of less from ${ages.narrowsAt} on` : '');
}

const proxyWords = {
  'not-yet': 'The proxy is not in force yet',
  expired: 'The proxy has ended',
  'of-age': 'The patient is of age',
  revoked: 'The proxy was revoked',
} as const;

function judgeHolds({ holds }: ReleaseFacts, { audience }: Viewer, at: string): Verdict | null {
  const inForce = holds.find(
    (hold) => hold.kind === 'hold' && hold.audiences.includes(audience) && covers(hold, at),
  );
  return inForce
    ? hidden('held', inForce.ground === null ? '' : holdGrounds[inForce.ground])
    : null;
}

function covers({ at: from, until, endedAt }: HoldFacts, at: string): boolean {
  return from <= at && (until === null || at < until) && (endedAt === null || at < endedAt);
}

/** What keeps it for good beats what delays it; of delays the longest counts. */
function judgeRules(
  facts: ReleaseFacts,
  { audience }: Viewer,
  { at, age, finalAt }: { at: string; age: number; finalAt: string },
): Verdict | null {
  const rules = facts.policy.rules.filter((rule) =>
    speaksOf(rule, facts, { audience, age, finalAt }),
  );
  const never = rules.find(({ effect }) => effect.kind === 'never');
  if (never) return hidden('by-rule', never.title, never.source);
  const isReleased = facts.holds.some(
    (each) => each.kind === 'release' && each.audiences.includes(audience) && covers(each, at),
  );
  const [longest] = rules
    .filter((rule) => !(isReleased && rule.clinicianMayRelease))
    .map((rule) => ({ rule, until: delayedUntil(rule, finalAt, facts.zone) }))
    .filter(({ until }) => at < until)
    .sort((a, b) => (a.until < b.until ? 1 : -1));
  return longest ? hidden('delayed', longest.rule.title, longest.rule.source) : null;
}

function speaksOf(
  rule: ReleaseRule,
  { policy, categories, zone }: ReleaseFacts,
  { audience, age, finalAt }: { audience: Audience; age: number; finalAt: string },
): boolean {
  const finalOn = localDateOf(finalAt, zone);
  return (
    rule.audience === audience &&
    (rule.jurisdiction === 'US' || rule.jurisdiction === policy.jurisdiction) &&
    rule.categories.some((each) => categories.includes(each)) &&
    age >= rule.ageFrom &&
    age < rule.ageBelow &&
    finalOn >= rule.fromOn &&
    (rule.untilOn === null || finalOn < rule.untilOn)
  );
}

/** The first instant at which a rule of this kind lets it through. */
export function delayedUntil({ effect }: ReleaseRule, finalAt: string, zone: string): string {
  switch (effect.kind) {
    case 'hours':
      return plusMinutes(finalAt, effect.hours * 60);
    case 'day':
      return dayBounds(plusDays(localDateOf(finalAt, zone), effect.days), zone).startsAt;
    case 'never':
      return '2999-12-31T00:00:00.000Z';
  }
}

/** Delays that hold it now and that a clinician may end; and those that nobody may. */
export function delaysNow(
  facts: ReleaseFacts,
  audience: Audience,
  at: string,
): { releasable: number; fixed: number } {
  const { finalAt } = facts;
  if (finalAt === null) return { releasable: 0, fixed: 0 };
  const age = ageOn(facts.birthOn, localDateOf(at, facts.zone));
  const now = facts.policy.rules.filter(
    (rule) =>
      speaksOf(rule, facts, { audience, age, finalAt }) &&
      (rule.effect.kind === 'never' || at < delayedUntil(rule, finalAt, facts.zone)),
  );
  const releasable = now.filter((rule) => rule.clinicianMayRelease && rule.effect.kind !== 'never');
  return { releasable: releasable.length, fixed: now.length - releasable.length };
}

/** Only a delay keeps it from them, and one that leaves a clinician the choice. */
export function mayBeReleased(facts: ReleaseFacts, viewer: Viewer, at: string): boolean {
  if (judgeRelease(facts, viewer, at).because !== 'delayed') return false;
  const { releasable, fixed } = delaysNow(facts, viewer.audience, at);
  return releasable > 0 && fixed === 0;
}

/** From a time on: each stretch with what holds in it; the last one has no end that can be told by now. */
export function releaseTimeline(
  facts: ReleaseFacts,
  viewer: Viewer,
  from: string,
): ReleaseStretch[] {
  const stretches: ReleaseStretch[] = [];
  for (const at of [from, ...turningPoints(facts, viewer, from)]) {
    const verdict = judgeRelease(facts, viewer, at);
    const last = stretches.at(-1);
    if (
      last?.sees === verdict.sees &&
      last.because === verdict.because &&
      last.words === verdict.words
    )
      continue;
    stretches.push({ from: at, ...verdict });
  }
  return stretches;
}

/** When it next changes by itself whether they see it; `null` = never, as far as anybody can tell. */
export function nextTurn(facts: ReleaseFacts, viewer: Viewer, now: string): string | null {
  const { sees } = judgeRelease(facts, viewer, now);
  return (
    turningPoints(facts, viewer, now).find((at) => judgeRelease(facts, viewer, at).sees !== sees) ??
    null
  );
}

/** Everything in time to come that a verdict may hang on. */
function turningPoints(facts: ReleaseFacts, viewer: Viewer, after: string): string[] {
  const { finalAt, zone, policy, holds, ages, birthOn } = facts;
  const birthdays = [
    policy.ownAccessFrom,
    ages.narrowsAt,
    ages.endsAt,
    ...policy.rules.flatMap(({ ageFrom, ageBelow }) => [ageFrom, ageBelow]),
  ].filter((age) => age > 0 && age <= 150);
  const days = new Set(birthdays.map((age) => birthdayOf(birthOn, age)));
  if (viewer.audience === 'proxy') {
    const { startsOn, endsOn } = viewer.proxy;
    days.add(startsOn);
    if (endsOn !== null) days.add(plusDays(endsOn, 1));
  }
  const points = [
    ...holds.flatMap(({ until, endedAt }) => [until, endedAt]),
    ...(finalAt === null ? [] : policy.rules.map((rule) => delayedUntil(rule, finalAt, zone))),
    ...[...days].map((day) => dayBounds(day, zone).startsAt),
  ];
  return [
    ...new Set(points.filter((at): at is string => at !== null && at > after && at < '2900')),
  ].sort();
}

/** Who was born on 29 February has it on 1 March in other years, as `ageOn` counts. */
function birthdayOf(birthOn: string, age: number): string {
  const year = Number(birthOn.slice(0, 4)) + age;
  const day = `${year}${birthOn.slice(4)}`;
  return birthOn.slice(5) === '02-29' && !Temporal.PlainDate.from(`${year}-01-01`).inLeapYear
    ? `${year}-03-01`
    : day;
}

function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
