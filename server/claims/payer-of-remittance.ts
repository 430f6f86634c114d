// Which of our payers wrote a remittance: by its number first, then by its name.
import type { Payer } from '#contract/payer';
import type { RemittancePayer } from '../interop/x12/remittance.ts';
import type { Ctx } from '../platform/context.ts';
import { listPayers } from '../patients/payer-queries.ts';

export async function findPayerOf(ctx: Ctx, said: RemittancePayer): Promise<Payer | null> {
  return theOne(await listPayers(ctx), {
    numbers: [said.id, ...said.references.map(({ value }) => value)],
    name: said.name,
  });
}

export function theOne(
  payers: readonly Payer[],
  said: { numbers: readonly string[]; name: string },
): Payer | null {
  const byNumber = payers.filter(
    ({ payerIdentifier }) => payerIdentifier !== null && said.numbers.includes(payerIdentifier),
  );
  const found =
    byNumber.length > 0 ? byNumber : payers.filter(({ name }) => isSame(name, said.name));
  const [only = null, ...others] = found;
  return others.length === 0 ? only : null;
}

function isSame(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}
