// What the guides ask of a claim and a value can lack or have too much of; lengths are in `element-bounds.ts`.
import type {
  BillingProvider,
  ClaimPerson,
  ClaimProvider,
  LineDecision,
  OtherPayer,
  PostalAddress,
  SubmittedClaim,
  SubmittedLine,
  SubmittedProcedure,
} from './claim.ts';
import { readCount, readDate, writeDate } from './element-values.ts';
import type { Adjustment } from './remittance.ts';

export function claimFaults(claim: SubmittedClaim): string[] {
  const { control, facility, frequency, originalReference, lines } = claim;
  const faults: string[] = [];
  if (claim.kind === 'dental') faults.push('a dental claim cannot be written');
  if (control === '') faults.push('the claim needs a number of its own');
  if (facility === '') faults.push('the claim needs its place of service or type of bill');
  if (!/^[A-Z0-9]$/.test(frequency)) faults.push('the claim needs a frequency of one letter');
  if ((frequency === '7' || frequency === '8') && originalReference === '')
    faults.push('a replaced or voided claim needs the payer’s number of the first one');
  if (claim.assignment === '' || claim.benefitsAssigned === '')
    faults.push('the claim does not say whether benefits are assigned');
  if (claim.payerResponsibility === '') faults.push('the claim does not say which payer is next');
  if (claim.payer.name === '' || claim.payer.id === '')
    faults.push('the payer needs a name and an identifier');
  return [
    ...faults,
    ...chargeFaults(claim),
    ...billingFaults(claim.billing),
    ...peopleFaults(claim),
    ...diagnosisFaults(claim),
    ...claim.dates.flatMap(({ from, to }) => rangeFaults('the claim', from, to)),
    ...claim.providers.flatMap((each) => providerFaults('the claim', each)),
    ...claim.otherPayers.flatMap((each, at) =>
      otherPayerFaults(`other payer ${at + 1}`, each, claim),
    ),
    ...lines.flatMap((line, at) => lineFaults(`line ${at + 1}`, line, claim)),
  ];
}

function chargeFaults({ charge, lines, kind }: SubmittedClaim): string[] {
  if (lines.length === 0) return ['the claim needs a line'];
  if (lines.length > (kind === 'professional' ? 50 : 999)) return ['the claim has too many lines'];
  if (![charge, ...lines.map((line) => line.charge)].every(isCharge))
    return ['the claim has a charge that is none'];
  const sum = lines.reduce((all, line) => all + line.charge, 0);
  return sum === charge ? [] : ['the charge of the claim is not that of its lines'];
}

function isCharge(cents: number): boolean {
  return Number.isSafeInteger(cents) && cents >= 0;
}

function billingFaults({ name, npi, taxId, address }: BillingProvider): string[] {
  const who = 'the provider that bills';
  const faults = name === '' ? [`${who} needs a name`] : [];
  if (!/^\d{10}$/.test(npi)) faults.push(`${who} needs an NPI of ten digits`);
  if (!/^\d{9}$/.test(taxId)) faults.push(`${who} needs a tax number of nine digits`);
  return [...faults, ...addressFaults(who, address)];
}

function peopleFaults({ subscriber, patient, relationship }: SubmittedClaim): string[] {
  const faults: string[] = [];
  if (subscriber.family === '') faults.push('the subscriber needs a name');
  if (subscriber.memberId === '') faults.push('the subscriber needs a member number');
  if (patient === null) {
    if (relationship !== '' && relationship !== '18')
      faults.push('the claim needs the patient, who is not the subscriber');
    return [...faults, ...patientFaults('the subscriber', subscriber)];
  }
  if (relationship === '') faults.push('the patient needs a relationship to the subscriber');
  if (subscriber.address !== null)
    faults.push(...addressFaults('the subscriber', subscriber.address));
  return [
    ...faults,
    ...dayFaults('the subscriber', subscriber.birthDate),
    ...patientFaults('the patient', patient),
  ];
}

/** Who was treated needs more than who is insured. */
function patientFaults(who: string, { family, address, birthDate, sex }: ClaimPerson): string[] {
  const faults = family === '' ? [`${who} needs a name`] : [];
  if (birthDate === null) faults.push(`${who} needs a birth date`);
  if (!['F', 'M', 'U'].includes(sex)) faults.push(`${who} needs a sex: F, M or U`);
  return [...faults, ...dayFaults(who, birthDate), ...addressFaults(who, address)];
}

function addressFaults(who: string, address: PostalAddress | null): string[] {
  if (address === null) return [`${who} needs an address`];
  const { lines, city } = address;
  if (city === '') return [`${who} has an address without a city`];
  return lines.length < 1 || lines.length > 2 || lines.includes('')
    ? [`${who} has a street of one or two lines`]
    : [];
}

function diagnosisFaults({ diagnoses, kind }: SubmittedClaim): string[] {
  const faults: string[] = [];
  const [first] = diagnoses;
  if (first === undefined || !['ABK', 'BK'].includes(first.qualifier))
    faults.push('the claim needs a principal diagnosis first');
  if (diagnoses.some(({ code }) => !/^[A-Z0-9]+$/.test(code)))
    faults.push('the claim has a diagnosis that is no code, or that has a dot');
  const known = kind === 'professional' ? professionalKinds : institutionalKinds;
  if (diagnoses.some(({ qualifier }) => !known.includes(qualifier)))
    faults.push('the claim has a diagnosis of a kind that it cannot have');
  if (diagnoses.filter(({ qualifier }) => ['ABK', 'BK'].includes(qualifier)).length > 1)
    faults.push('the claim has two principal diagnoses');
  if (kind === 'professional' && diagnoses.length > 12)
    faults.push('the claim has more than twelve diagnoses');
  return faults;
}

const professionalKinds = ['ABK', 'ABF', 'BK', 'BF'];
const institutionalKinds = [...professionalKinds, 'ABJ', 'BJ', 'APR', 'PR', 'ABN', 'BN'];

function providerFaults(what: string, { role, family, npi }: ClaimProvider): string[] {
  const faults: string[] = [];
  if (role === '' || family === '') faults.push(`${what} has a provider without a role or a name`);
  if (npi !== '' && !/^\d{10}$/.test(npi))
    faults.push(`${what} has a provider whose NPI is not ten digits`);
  return faults;
}

function otherPayerFaults(who: string, other: OtherPayer, claim: SubmittedClaim): string[] {
  const { payer, memberId, insured, paid, decidedOn, adjustments } = other;
  const faults: string[] = [];
  if (payer.name === '' || payer.id === '') faults.push(`${who} needs a name and an identifier`);
  if (memberId === '') faults.push(`${who} needs the member number`);
  // Of another holder's policy nobody could guess whose it is.
  if (insured === undefined && claim.patient !== null)
    faults.push(`${who} needs the person who is insured`);
  if (insured?.family === '') faults.push(`${who} needs the name of the person who is insured`);
  if (other.responsibility === '' || other.responsibility === claim.payerResponsibility)
    faults.push(`${who} needs a place in the order of payers that is its own`);
  if (paid !== null && !Number.isSafeInteger(paid)) faults.push(`${who} paid what is no amount`);
  return [...faults, ...dayFaults(who, decidedOn), ...adjustmentFaults(who, adjustments)];
}

function lineFaults(what: string, line: SubmittedLine, claim: SubmittedClaim): string[] {
  const { procedure, revenueCode, unit, units, pointers, from, to } = line;
  const faults: string[] = [];
  const isProfessional = claim.kind !== 'institutional';
  if (isProfessional ? procedure === null || revenueCode !== '' : revenueCode === '')
    faults.push(`${what} needs ${isProfessional ? 'a procedure alone' : 'a revenue code'}`);
  if (unit === '' || readCount(units) !== units)
    faults.push(`${what} needs a count of units with its kind`);
  if (isProfessional) faults.push(...pointerFaults(what, pointers, claim));
  if (isProfessional && from === null) faults.push(`${what} needs its day`);
  if (from === null && to !== null) faults.push(`${what} has a last day without its first`);
  return [
    ...faults,
    ...procedureFaults(what, procedure),
    ...(from === null ? [] : rangeFaults(what, from, to ?? from)),
    ...line.providers.flatMap((each) => providerFaults(what, each)),
    ...line.decisions.flatMap((each) => decisionFaults(what, each, claim)),
  ];
}

function pointerFaults(
  what: string,
  pointers: readonly number[],
  { diagnoses }: SubmittedClaim,
): string[] {
  const isRight = (each: number): boolean =>
    Number.isInteger(each) && each > 0 && each <= diagnoses.length;
  return pointers.length >= 1 && pointers.length <= 4 && pointers.every(isRight)
    ? []
    : [`${what} needs one to four diagnoses of the claim`];
}

function procedureFaults(what: string, procedure: SubmittedProcedure | null): string[] {
  if (procedure === null) return [];
  const { kind, code, modifiers } = procedure;
  const faults = kind === '' || code === '' ? [`${what} needs a procedure code with its kind`] : [];
  if (modifiers.length > 4 || modifiers.includes(''))
    faults.push(`${what} has more than four modifiers, or an empty one`);
  return faults;
}

function decisionFaults(what: string, decision: LineDecision, claim: SubmittedClaim): string[] {
  const { payerId, paid, procedure, units, decidedOn, adjustments } = decision;
  const faults: string[] = [];
  if (!claim.otherPayers.some(({ payer }) => payer.id === payerId))
    faults.push(`${what} has a decision of a payer that the claim does not have`);
  if (!Number.isSafeInteger(paid)) faults.push(`${what} has a payment that is no amount`);
  if (readCount(units) !== units) faults.push(`${what} has a decision without its units`);
  return [
    ...faults,
    ...procedureFaults(what, procedure),
    ...dayFaults(what, decidedOn),
    ...adjustmentFaults(what, adjustments),
  ];
}

function adjustmentFaults(what: string, adjustments: readonly Adjustment[]): string[] {
  const isWrong = adjustments.some(
    ({ reason, amount, quantity }) =>
      reason === '' ||
      !Number.isSafeInteger(amount) ||
      (quantity !== null && readCount(quantity.replace(/^-/, '')) === null),
  );
  return isWrong ? [`${what} has an adjustment without its reason or amount`] : [];
}

function rangeFaults(what: string, from: string, to: string): string[] {
  const faults = [...dayFaults(what, from), ...dayFaults(what, to)];
  if (faults.length > 0) return faults.slice(0, 1);
  return from > to ? [`${what} has a date that ends before it begins`] : [];
}

function dayFaults(what: string, day: string | null): string[] {
  const isDay = day === null || readDate(writeDate(day)) === day;
  return isDay ? [] : [`${what} has a date that there is not`];
}
