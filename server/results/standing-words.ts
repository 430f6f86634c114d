// What may be said on the phone about a result, without what it is or says.
import { resultKinds, type ResultKind } from '#contract/result-content';
import type { Standing } from '#contract/result-standing';

export function sentenceOf(of: {
  standing: Standing;
  kind: ResultKind;
  source: string;
  /** A local date, where there is one to name. */
  day: string | null;
  seenAt: string | null;
}): string {
  const { standing, kind, source, day, seenAt } = of;
  const what = resultKinds[kind];
  const by = day === null ? '' : ` on ${day}`;
  switch (standing) {
    case 'expected':
      return `${what} ordered; ${source} has not sent it. It is expected by ${day ?? 'a day that nobody has named'}.`;
    case 'late':
      return `${what} ordered; ${source} has not sent it, and it is late. We ask the laboratory.`;
    case 'matching':
      return `${what} is here. We make sure that it is in the right chart.`;
    case 'preliminary':
      return `Part of the ${what.toLowerCase()} is here. It is shown once it is final.`;
    case 'visible':
      return seenAt === null
        ? `${what} is in the portal, and was not opened yet.`
        : `${what} is in the portal, and was opened.`;
    case 'delayed':
      return day === null
        ? `${what} is here. It is not shown in the portal.`
        : `${what} is here. It is shown in the portal${by}.`;
    case 'held':
      return `${what} is here. A clinician will speak about it with the patient.`;
    case 'not-done':
      return `${what} was not done; the clinic orders it anew where it is needed.`;
    case 'dropped':
      return `${what} was ordered and does not come.`;
    case 'withdrawn':
      return `${what} was taken back.`;
  }
}
