// What a payer certified, in whichever format it said so → what is granted; what cannot be told is said, never guessed.
import { serviceCode, type LineGrant, type ServiceCode } from '#contract/authorization-line';
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { LineRow } from './line-repository.ts';
import type { TakenAnswer } from './take-answers-service.ts';

export interface SaidGrant {
  /** `null` = the payer did not say how much; `unclear` = it did, in what we do not count. */
  quantity: Pick<LineGrant, 'quantity' | 'unit'> | 'unclear' | null;
  from: string | null;
  until: string | null;
  /** What it certified, where it named it. */
  code: ServiceCode | null;
}

type Certifying = Extract<HeardAnswer['action'], 'A1' | 'A2' | 'A6'>;

/** What the payer left out is as it was asked for; but of a part it has to be told which part. */
export function certifiedAnswer(
  line: LineRow,
  { action, number }: { action: Certifying; number: string | null },
  said: SaidGrant,
): TakenAnswer {
  const unclear = (words: string): TakenAnswer => ({
    ...{ action, lineId: line.id, number, unclear: words },
  });
  if (said.quantity === 'unclear')
    return unclear('How much is certified is said in a way that is not counted here.');
  const { quantity, unit } = said.quantity ?? line;
  const from = said.from ?? line.from_on;
  const until = said.until ?? line.until_on;
  if (from > until) return unclear('The days that are certified end before they begin.');
  const isOther = said.code !== null && said.code.code !== line.code?.code;
  const isPart =
    unit !== line.unit ||
    quantity < line.quantity ||
    from > line.from_on ||
    until < line.until_on ||
    isOther;
  if (action === 'A2' && !isPart) return unclear('Which part is certified is not said.');
  const { rendering_id: rendering } = line;
  return {
    ...{ action, lineId: line.id, number },
    grant: {
      ...{ quantity, unit, from, until, code: isOther ? said.code : null },
      // A payer names who was asked for; the site is what else was asked for.
      ...(rendering === null
        ? { level: 'site', providerIds: [] }
        : { level: 'individual', providerIds: [rendering] }),
    },
  };
}

/** `null` = no code that is known here. */
export function codeSaid(
  systems: readonly ServiceCode['system'][],
  code: string,
  modifiers: readonly string[] = [],
): ServiceCode | null {
  for (const system of systems) {
    const read = serviceCode.safeParse({ system, code, modifiers: [...modifiers] });
    if (read.success) return read.data;
  }
  return null;
}
