// What reason and remark codes say, in plain words, and what is done about them. X12 owns the official texts: these are
// paraphrases of our own, shorter and less exact, and a screen has to say so.

export type AdjustmentCodeKind = 'CARC' | 'RARC';

export interface AdjustmentHelp {
  code: string;
  kind: AdjustmentCodeKind;
  /** What the payer means. */
  says: string;
  /** What to do next. */
  next: string;
}

type Words = Readonly<Record<string, readonly [says: string, next: string]>>;

/** Claim adjustment reason codes, by number. */
const reasons: Words = {
  '1': ['The patient’s deductible', 'Send the patient a statement'],
  '2': ['The patient’s coinsurance', 'Send the patient a statement'],
  '3': ['The patient’s copay', 'Check that it was collected at the visit'],
  '4': [
    'The modifier does not fit the procedure, or one is missing',
    'Review the modifier and send a corrected claim',
  ],
  '5': ['The procedure does not fit the place of service', 'Check place of service and procedure'],
  '6': ['The procedure does not fit the patient’s age', 'Check procedure and birth date'],
  '7': [
    'The procedure does not fit the patient’s sex as the payer knows it',
    'Check procedure and registration',
  ],
  '8': [
    'The procedure does not fit the provider’s specialty',
    'Check the taxonomy code sent and enrolled',
  ],
  '9': ['The diagnosis does not fit the patient’s age', 'Review the diagnosis'],
  '10': [
    'The diagnosis does not fit the patient’s sex as the payer knows it',
    'Review diagnosis and registration',
  ],
  '11': [
    'The diagnosis does not support the procedure',
    'Review the coding and send a corrected claim',
  ],
  '15': [
    'The authorization number is missing, wrong or of another service',
    'Find the right number and send a corrected claim',
  ],
  '16': [
    'Something is missing or wrong on the claim',
    'Read the remark codes, mend it and send it again; it is no appeal',
  ],
  '18': [
    'The same claim or service was already received',
    'Look up the first claim; if this one corrects it, send a replacement',
  ],
  '19': ['A work injury: workers’ compensation pays', 'Ask the patient and bill that carrier'],
  '20': ['An injury that a liability carrier pays', 'Ask the patient and bill that carrier'],
  '21': ['An accident that a no-fault carrier pays', 'Ask the patient and bill that carrier'],
  '22': [
    'Another payer may have to pay first',
    'Find out the order of payers and bill the first one',
  ],
  '23': [
    'What another payer paid or took off before',
    'Nothing; check it against that payer’s remittance',
  ],
  '24': ['Covered by a monthly capitation payment', 'Write off'],
  '26': [
    'The service was before the coverage began',
    'Check eligibility on the day and find the right payer',
  ],
  '27': [
    'The service was after the coverage ended',
    'Check eligibility on the day and find the right payer',
  ],
  '29': [
    'Sent after the time limit for filing',
    'Appeal only with proof that it was sent in time or with a listed exception',
  ],
  '31': [
    'The payer does not know the patient as a member',
    'Check member number, name and birth date',
  ],
  '32': [
    'The payer’s records do not show the patient as a covered dependent',
    'Check eligibility and relationship',
  ],
  '33': [
    'The subscriber has no coverage for dependents',
    'Check eligibility and find another coverage',
  ],
  '35': ['The lifetime maximum is reached', 'Bill the next payer or the patient'],
  '39': [
    'The authorization that was asked for was denied',
    'Read the denial of the request; appeal with records',
  ],
  '40': [
    'It was not an emergency as the plan means it',
    'Send records that show why care was urgent',
  ],
  '45': ['The charge is above what the contract or fee schedule allows', 'Write off'],
  '49': [
    'Routine or screening care that the plan does not cover',
    'Check the benefit and the coding as preventive care',
  ],
  '50': [
    'The payer does not consider it medically necessary',
    'Check the policy, send records, ask for a peer-to-peer call or appeal',
  ],
  '51': [
    'A condition from before the coverage',
    'Check eligibility; appeal where the plan may not exclude it',
  ],
  '55': [
    'The payer considers it experimental',
    'Check the policy; appeal with literature and records',
  ],
  '56': [
    'The payer does not consider it proven to work',
    'Check the policy; appeal with literature and records',
  ],
  '58': [
    'The place where it was done was not right for it',
    'Check place of service; appeal with the reason for the place',
  ],
  '59': [
    'Reduced because several procedures were done together',
    'Check the reduction against the contract; else write off',
  ],
  '96': ['The plan does not cover it', 'Read the remark codes and check the benefit'],
  '97': ['Paid as part of another service', 'Review bundling edits and modifiers'],
  '100': ['The payment went to the patient or the subscriber', 'Ask the patient for it'],
  '107': ['The claim for the service that it belongs to was not found', 'Send or name that claim'],
  '109': ['Another payer or contractor covers it', 'Find the right payer and bill there'],
  '119': ['The benefit’s maximum for the period is reached', 'Bill the next payer or the patient'],
  '129': [
    'What was said of the earlier payer’s decision is not right',
    'Check the primary remittance and send it again',
  ],
  '131': [
    'A discount that was negotiated for this claim',
    'Write off after checking the agreement',
  ],
  '140': ['Member number and name do not belong together', 'Check both against the card'],
  '146': [
    'The diagnosis code was not valid on that day',
    'Send a corrected claim with the code of that day',
  ],
  '147': [
    'No contracted rate is on file for the provider',
    'Ask the payer about enrolment and contract',
  ],
  '148': [
    'Information from another provider is missing or too little',
    'Get it from that provider and send it',
  ],
  '150': [
    'The records do not support the level of service',
    'Review the level; send records or a corrected claim',
  ],
  '151': [
    'The records do not support so many services',
    'Check units and frequency limits; send records',
  ],
  '167': ['The plan does not cover this diagnosis', 'Check the policy and the diagnosis'],
  '170': ['Not payable to this type of provider', 'Check who may bill it'],
  '177': [
    'The patient did not meet the plan’s requirements for eligibility',
    'Check eligibility again',
  ],
  '181': [
    'The procedure code was not valid on that day',
    'Send a corrected claim with the code of that day',
  ],
  '182': [
    'The modifier was not valid on that day',
    'Send a corrected claim with the right modifier',
  ],
  '183': [
    'The referring provider may not refer this',
    'Check the referring provider’s enrolment on that day',
  ],
  '185': [
    'The rendering provider may not perform this',
    'Check the provider’s enrolment on that day',
  ],
  '197': [
    'There was no authorization or notice before the service',
    'Look for one; ask for it afterwards where the payer allows it, or appeal',
  ],
  '198': [
    'The authorization was used up or exceeded',
    'Ask for more units or days, then send a corrected claim',
  ],
  '200': [
    'The service was in a gap of the coverage',
    'Check eligibility and payment of the premium',
  ],
  '204': [
    'The patient’s plan does not include it',
    'Check the benefit; it may become the patient’s',
  ],
  '222': ['More than the contract allows for the period', 'Check the contract’s limit'],
  '226': [
    'Information that was asked of the provider did not come or not in time',
    'Send what was asked for',
  ],
  '227': [
    'Information that was asked of the patient did not come',
    'Ask the patient to answer the payer',
  ],
  '231': [
    'Cannot be done at the same time as another procedure',
    'Review bundling edits and modifiers',
  ],
  '234': ['Not paid by itself', 'Review bundling; else write off'],
  '236': [
    'The combination of procedures is excluded by coding edits',
    'Review the edit and whether a modifier applies',
  ],
  '242': ['The provider is not in the plan’s network', 'Check network and exceptions'],
  '243': [
    'The network or the primary care provider did not authorize it',
    'Get the referral and send it again',
  ],
  '252': ['A document is needed to decide', 'Send the document that the remark code names'],
  '253': ['Sequestration: a federal reduction of the payment', 'Write off'],
  '288': ['There was no referral', 'Get the referral and send it again'],
  A1: ['Denied, for what the remark codes say', 'Read the remark codes'],
  B7: [
    'The provider was not certified for it on that day',
    'Check enrolment and credentials on that day',
  ],
  B11: [
    'Sent on to the payer that is responsible',
    'Wait for that payer’s answer; do not bill twice',
  ],
  B13: ['Paid before, maybe as part of another payment', 'Look for the earlier payment'],
  B15: [
    'Needs another service that was not received or not covered',
    'Check that the other service was billed and paid',
  ],
};

/** Remittance advice remark codes. */
const remarks: Words = {
  M15: [
    'Billed separately, but paid together with another service',
    'Review bundling edits and modifiers',
  ],
  M20: ['The procedure code is missing or wrong', 'Send a corrected claim'],
  M25: [
    'The records do not support the level that was billed',
    'Send records or bill the lower level',
  ],
  M51: ['The procedure code is missing or wrong', 'Send a corrected claim'],
  M53: ['The days or units are missing or wrong', 'Check units and send a corrected claim'],
  M62: [
    'The authorization number is missing or wrong',
    'Find the number and send a corrected claim',
  ],
  M64: ['A further diagnosis is missing or wrong', 'Review diagnoses and send a corrected claim'],
  M76: ['The diagnosis is missing or wrong', 'Review diagnoses and send a corrected claim'],
  M77: ['The place of service is missing or wrong', 'Check it and send a corrected claim'],
  M81: [
    'The code has to be as specific as possible',
    'Code to the last digit and send a corrected claim',
  ],
  M86: [
    'A payment for the same or a like service was made within its time limit',
    'Look for the earlier service',
  ],
  M127: ['The medical record is missing', 'Send the record'],
  MA01: ['The decision may be appealed', 'Look up the deadline before deciding'],
  MA04: [
    'The first payer’s answer is missing or cannot be read',
    'Send the first payer’s remittance with the claim',
  ],
  MA07: ['Also sent on to Medicaid', 'Wait for Medicaid’s answer'],
  MA18: ['Also sent on to a supplemental insurer', 'Wait for that insurer’s answer'],
  MA63: ['The principal diagnosis is missing or wrong', 'Send a corrected claim'],
  MA130: [
    'The claim could not be processed, and there is no appeal',
    'Mend it and send it as a new claim',
  ],
  N4: ['The earlier payer’s explanation of benefits is missing', 'Send it with the claim'],
  N30: ['The patient is not eligible for this service', 'Check eligibility and benefit'],
  N54: ['The claim does not match what was authorized', 'Compare it with the authorization'],
  N115: ['Decided by a local coverage policy', 'Read the policy before appealing'],
  N130: ['The plan’s documents say what is covered', 'Check the benefit'],
  N206: ['The supporting document does not match the claim', 'Compare both and send the right one'],
  N211: ['This decision cannot be appealed', 'Do not appeal; look for an exception'],
  N257: ['The billing provider’s number is missing or wrong', 'Check the NPI sent and enrolled'],
  N265: ['The ordering provider’s number is missing or wrong', 'Check the NPI sent and enrolled'],
  N286: ['The referring provider’s number is missing or wrong', 'Check the NPI sent and enrolled'],
  N290: ['The rendering provider’s number is missing or wrong', 'Check the NPI sent and enrolled'],
  N362: [
    'More days or units than the payer accepts',
    'Check units; send records where they are right',
  ],
  N382: ['The patient’s number is missing or wrong', 'Check the member number'],
  N386: ['Decided by a national coverage policy', 'Read the policy before appealing'],
  N519: ['The modifiers cannot stand together', 'Review modifiers and send a corrected claim'],
  N522: ['A copy of a claim that came over from another payer', 'Look up the crossover claim'],
  N706: ['A document is missing', 'Ask the payer which one and send it'],
  N781: [
    'The patient is a Qualified Medicare Beneficiary and owes no deductible',
    'Do not bill the patient; bill Medicaid',
  ],
  N782: [
    'The patient is a Qualified Medicare Beneficiary and owes no coinsurance',
    'Do not bill the patient; bill Medicaid',
  ],
  N783: [
    'The patient is a Qualified Medicare Beneficiary and owes no copay',
    'Do not bill the patient; bill Medicaid',
  ],
};

/** Every code that has words here. */
export const adjustmentHelp: readonly AdjustmentHelp[] = [
  ...entriesOf('CARC', reasons),
  ...entriesOf('RARC', remarks),
];

/** `null` for a code that has none: its list stands at X12. */
export function helpFor(kind: AdjustmentCodeKind, code: string): AdjustmentHelp | null {
  const words = kind === 'CARC' ? reasons : remarks;
  const found = Object.hasOwn(words, code) ? words[code] : undefined;
  return found === undefined ? null : { code, kind, says: found[0], next: found[1] };
}

function entriesOf(kind: AdjustmentCodeKind, words: Words): AdjustmentHelp[] {
  return Object.entries(words).map(([code, [says, next]]) => ({ code, kind, says, next }));
}
