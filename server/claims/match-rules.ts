// Of which claim and line an answer of the payer is: by our own numbers first, then by what is the same; never by a guess.
import type { RemittedClaim } from '../interop/x12/remittance.ts';
import type { ClaimLineRow, ClaimRow, RemittedLineRow } from './claim-rows.ts';

/** Our number came back: it is that claim, unless everything else says that the number is of another one. */
export function isThatClaim(said: RemittedClaim, claim: ClaimRow): boolean {
  return (
    Math.abs(said.charge) === Math.abs(claim.charge_cents) ||
    sameName(said, claim) ||
    sameMember(said, claim)
  );
}

/** Another number, or none: the one claim of that patient, day and charge. */
export function theOneAlike(said: RemittedClaim, alike: readonly ClaimRow[]): ClaimRow | null {
  const [only, ...others] = alike.filter(
    (claim) => sameName(said, claim) || sameMember(said, claim),
  );
  return only === undefined || others.length > 0 ? null : only;
}

function sameName({ patient }: RemittedClaim, { content }: ClaimRow): boolean {
  const ours = (content.patient ?? content.subscriber).family;
  return patient !== null && patient.family !== '' && fold(patient.family) === fold(ours);
}

function sameMember({ patient, insured }: RemittedClaim, { content }: ClaimRow): boolean {
  const ids = [patient?.id ?? '', insured?.id ?? ''].filter((id) => id !== '');
  return ids.some((id) => fold(id) === fold(content.subscriber.memberId));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

/** What a line of the payer is told by. */
type SaidLine = Pick<
  RemittedLineRow,
  'place' | 'procedure_code' | 'control' | 'from_on' | 'charge_cents'
>;

/** The place of each said line → the number of ours; 0 where it is none of ours, or could be several. */
export function matchLines(
  said: readonly SaidLine[],
  ours: readonly ClaimLineRow[],
): Map<number, number> {
  const left = new Map(ours.map((line) => [line.number, line]));
  const found = new Map<number, number>();
  const take = (place: number, line: ClaimLineRow | undefined): void => {
    if (line === undefined) return;
    found.set(place, line.number);
    left.delete(line.number);
  };
  for (const rule of rules)
    for (const line of said)
      if (!found.has(line.place)) take(line.place, rule(line, [...left.values()]));
  for (const { place } of said) if (!found.has(place)) found.set(place, 0);
  return found;
}

type LineRule = (said: SaidLine, left: readonly ClaimLineRow[]) => ClaimLineRow | undefined;

const byControl: LineRule = ({ control }, left) =>
  control === null
    ? undefined
    : (left.find((line) => line.control === control) ??
      left.find((line) => line.control === null && String(line.number) === control));

/** The same service at the same charge on the same day; the first of several that are all alike. */
const byAll: LineRule = (said, left) =>
  left.find(
    (line) =>
      isSameService(said, line) &&
      line.charge_cents === Math.abs(said.charge_cents) &&
      (said.from_on === null || line.from_on === null || said.from_on === line.from_on),
  );

const byService: LineRule = (said, left) => {
  const same = left.filter((line) => isSameService(said, line));
  return same.length === 1 ? same[0] : undefined;
};

const rules: readonly LineRule[] = [byControl, byAll, byService];

function isSameService({ procedure_code: code }: SaidLine, line: ClaimLineRow): boolean {
  return code === line.procedure_code || (code !== '' && code === line.revenue_code);
}
