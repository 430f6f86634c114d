// Which drug a FHIR resource names, in the words of who sent it: name, strength and form as far as they are said apart.
import type { MedicationOrder } from '#contract/prescription';
import type { CodeableConcept, Quantity } from '../../interop/fhir/data-types.ts';
import type {
  MedicationDispense,
  MedicationRequest,
  Medication,
} from '../../interop/fhir/medications.ts';
import { resolveReference, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';

export type DrugWords = Pick<MedicationOrder, 'rxnorm' | 'name' | 'form' | 'strength'>;

const rxNorm = ['http://www.nlm.nih.gov/research/umls/rxnorm', 'urn:oid:2.16.840.1.113883.6.88'];

/** `null` when nothing says which drug it is. */
export function drugOf(
  resource: MedicationRequest | MedicationDispense,
  keys: ReferenceKeys,
): DrugWords | null {
  const { medicationCodeableConcept: concept, medicationReference: reference } = resource;
  if (concept) return ofConcept(concept);
  const found = resolveReference(reference, resource, keys);
  if (found?.resourceType === 'Medication') {
    const words = ofMedication(found as Medication);
    if (words) return words;
  }
  const display = plain(reference?.display);
  return display === '' ? null : apart(display, null);
}

function ofMedication({ code, form, ingredient = [] }: Medication): DrugWords | null {
  const said = code ? ofConcept(code) : null;
  const [first, ...others] = ingredient;
  const name = said?.name ?? wordsOf(first?.itemCodeableConcept);
  if (name === '') return null;
  const { numerator, denominator } = (others.length === 0 ? first?.strength : undefined) ?? {};
  return {
    rxnorm: said?.rxnorm ?? null,
    name,
    form: firstSaid(said?.form, wordsOf(form)),
    strength: firstSaid(said?.strength, strengthOf(numerator, denominator)),
  };
}

function firstSaid(one: string | undefined, other: string): string {
  return one === undefined || one === '' ? other : one;
}

function ofConcept(concept: CodeableConcept): DrugWords | null {
  const coding = concept.coding?.find(({ system }) => rxNorm.includes(system ?? ''));
  const rxnorm = /^\d{1,8}$/.test(coding?.code ?? '') ? (coding?.code ?? null) : null;
  const words = wordsOf(concept);
  return words === '' ? null : apart(words, rxnorm);
}

/** As RxNorm names clinical drugs: `24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet`. */
const clinicalDrug =
  /^(?:[\d.]+ (?:HR|ML|ACTUAT) )?([A-Za-z][A-Za-z' -]*?) ([\d.,]+ ?(?:mg|mcg|g|unt|meq|mmol|%)(?:\/(?:[\d.]+ ?)?(?:ml|mg|hr|actuat))?) ([A-Za-z][A-Za-z ]*)$/i;

function apart(words: string, rxnorm: string | null): DrugWords {
  const [, name, strength, form] = clinicalDrug.exec(words) ?? [];
  return name === undefined || strength === undefined || form === undefined
    ? { rxnorm, name: words, form: '', strength: '' }
    : { rxnorm, name, form, strength };
}

function strengthOf(numerator: Quantity | undefined, denominator: Quantity | undefined): string {
  if (numerator?.value === undefined) return '';
  const amount = amountWords(numerator);
  const per = denominator === undefined ? '' : amountWords(denominator);
  // Of one tablet: that is what a strength is of.
  return per === '' || /^1 \{?(?:tbl|tab|tablet|cap|capsule)/i.test(per)
    ? amount
    : `${amount}/${per}`;
}

export function amountWords({ value, unit, code }: Quantity): string {
  return value === undefined ? '' : `${value} ${unitWords({ unit, code })}`.trim();
}

/** `{tablet}` is how UCUM writes what is no unit. */
export function unitWords({
  unit,
  code,
}: {
  unit?: string | undefined;
  code?: string | undefined;
}): string {
  return plain(unit ?? code?.replace(/[{}]/g, ''));
}

/** What is said in words; else how the code is called. */
export function wordsOf(concept: CodeableConcept | undefined): string {
  const coding = concept?.coding?.find(
    ({ display, code }) => display !== undefined || code !== undefined,
  );
  return plain(concept?.text ?? coding?.display ?? coding?.code);
}

/** One line without double spaces, and without what turns text round on a screen. */
export function plain(text: string | undefined): string {
  return (text ?? '').replace(unshown, '').replace(/\s+/g, ' ').trim();
}

export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unshown, '').replaceAll('\t', ' ').trim();
}

/** What the codec lets through and no text of ours may hold. */
const unshown = /[\u202A-\u202E\u2066-\u2069\uFFFD]/g;
