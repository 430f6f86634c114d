// Which delegated approvals a prescriber looks at afterwards: pure.
import type { RefillProtocol } from '#contract/refill-protocol';

/** One in so many, by the request's own id: nobody can choose which. */
export function coSignOf(
  itemId: string,
  { terms }: Pick<RefillProtocol, 'terms'>,
): 'wanted' | null {
  const { sampleOneIn } = terms;
  const isSampled = sampleOneIn > 0 && Number.parseInt(itemId.slice(-8), 16) % sampleOneIn === 0;
  return isSampled ? 'wanted' : null;
}
