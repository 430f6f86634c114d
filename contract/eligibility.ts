// Checks of eligibility: what a payer was asked about a coverage, and what it answered.
import * as z from 'zod/mini';
import { instant, localDate } from './time.ts';

/** `silent`: answered, without saying whether the coverage is active. */
export const eligibilityAnswers = ['active', 'inactive', 'silent', 'rejected'] as const;
export type EligibilityAnswerKind = (typeof eligibilityAnswers)[number];

/** Why an answer that was found changed nothing of the coverage. */
export const leftAside = {
  'coverage-changed': 'the coverage was changed after the question',
  'coverage-mistaken': 'the coverage was marked as a mistake',
  'chart-retired': 'the chart is retired',
  'known-better': 'something later is known already',
} as const;
export type LeftAside = keyof typeof leftAside;

export const eligibilityCheck = z.strictObject({
  id: z.uuid(),
  askedAt: instant,
  /** Who, as in lists; `null` for the system. */
  askedBy: z.nullable(z.string()),
  /** The day of service that was asked about. */
  serviceOn: localDate,
  /** `null` while the payer has not answered. */
  answer: z.nullable(
    z.strictObject({
      kind: z.enum(eligibilityAnswers),
      /** The day on which the payer wrote it. */
      on: localDate,
      /** The plan as the payer calls it; empty when it does not. */
      plan: z.string(),
      /** AAA03 and AAA04 of a rejection. */
      rejectCode: z.nullable(z.string()),
      leftAside: z.nullable(z.enum(Object.keys(leftAside) as [LeftAside])),
    }),
  ),
});
export type EligibilityCheck = z.infer<typeof eligibilityCheck>;

/** What a payer's refusal to answer means at the desk: in our words, by AAA03. */
export function rejectionWords(code: string | null): { meaning: string; advice: string } {
  return (
    (Object.hasOwn(rejections, code ?? '') ? rejections[code ?? ''] : undefined) ?? {
      meaning: `the payer refused the question (code ${code ?? 'unknown'})`,
      advice: 'Call the payer.',
    }
  );
}

const again = 'Check the card, correct the coverage, then ask again.';
const later = 'Ask again later, or call the payer.';
const setUp = 'Tell whoever keeps the interfaces: it is not about this patient.';
const patientData = 'Compare the chart with the card, correct what differs, then ask again.';
const rejections: Record<string, { meaning: string; advice: string }> = {
  '04': { meaning: 'too much was asked at once', advice: later },
  '15': { meaning: 'something that the payer needs was missing', advice: patientData },
  '33': { meaning: 'something in the question cannot be right', advice: patientData },
  '41': { meaning: 'we may not ask this payer', advice: setUp },
  '42': { meaning: 'the payer cannot answer at the moment', advice: later },
  '43': { meaning: 'our provider number is not accepted', advice: setUp },
  '45': { meaning: 'our specialty is not accepted', advice: setUp },
  '47': { meaning: 'our state is not accepted', advice: setUp },
  '48': { meaning: 'our reference number is not accepted', advice: setUp },
  '49': { meaning: 'we are not the primary care provider', advice: 'Ask the patient who is.' },
  '50': { meaning: 'we may not ask about this plan', advice: setUp },
  '51': { meaning: 'the payer does not know us', advice: setUp },
  '52': { meaning: 'we are not enrolled in the plan on that day', advice: setUp },
  '56': { meaning: 'a date is not accepted', advice: patientData },
  '57': { meaning: 'the day of service is not accepted', advice: later },
  '58': { meaning: 'the birth date is missing or not accepted', advice: patientData },
  '60': { meaning: 'the birth date lies after the day of service', advice: patientData },
  '61': { meaning: 'the payer has the person as deceased', advice: 'Call the payer.' },
  '62': { meaning: 'the day of service lies too far away', advice: later },
  '63': { meaning: 'the day of service lies in the future', advice: 'Ask on the day itself.' },
  '64': { meaning: 'the patient’s member number is not right', advice: again },
  '65': { meaning: 'the patient’s name is not right', advice: patientData },
  '66': { meaning: 'the patient’s sex differs from the payer’s', advice: patientData },
  '67': { meaning: 'the payer does not find the patient', advice: again },
  '68': { meaning: 'the patient’s number is not unique at the payer', advice: 'Call the payer.' },
  '71': { meaning: 'the birth date differs from the payer’s', advice: patientData },
  '72': { meaning: 'the member number is not right', advice: again },
  '73': { meaning: 'the name of who holds the policy is not right', advice: again },
  '74': { meaning: 'the sex of who holds the policy differs', advice: patientData },
  '75': { meaning: 'the payer does not find who holds the policy', advice: again },
  '76': { meaning: 'the member number is not unique at the payer', advice: 'Call the payer.' },
  '77': { meaning: 'the policy is found, the patient is not in it', advice: again },
  '78': { meaning: 'the person is not in the group or plan named', advice: again },
  '79': { meaning: 'the payer’s own number is not accepted', advice: setUp },
  '80': { meaning: 'the payer did not answer in time', advice: later },
  '97': { meaning: 'our address is not accepted', advice: setUp },
  T4: { meaning: 'the payer’s name or number is missing', advice: setUp },
};
