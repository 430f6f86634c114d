// Claims as an 837 (005010X222A1 of professionals, X223A2 of institutions): what `read-837.ts` reads.
import type { SubmittedClaim } from './claim.ts';
import { claimFaults } from './claim-faults.ts';
import { claimVersions } from './claim-kind.ts';
import { boundFaults } from './element-bounds.ts';
import { writeDate } from './element-values.ts';
import type { WrittenKind } from './write-claim-line.ts';
import {
  billingSegments,
  patientSegments,
  payerSegments,
  subscriberSegments,
} from './write-claim-people.ts';
import { claimSegments } from './write-claim.ts';
import {
  newSegment,
  writeInterchange,
  type NewInterchange,
  type NewSegment,
  type WrittenX12,
} from './write-interchange.ts';

export interface NewClaims extends Pick<NewInterchange, 'control' | 'date' | 'time'> {
  envelope: {
    senderQualifier: string;
    sender: string;
    receiverQualifier: string;
    receiver: string;
    isTest: boolean;
  };
  /** Whom the receiver calls; without a number, that of the provider that bills. */
  submitter: { name: string; phone?: string };
}

/** Claims of one kind, as one transaction. What cannot be written is named, and then nothing is. */
export function writeClaims(of: NewClaims, claims: readonly SubmittedClaim[]): WrittenX12 {
  const { envelope, control, date, time } = of;
  const kind = kindOf(claims);
  if (kind === null) return { refused: ['the claims are none, or of two kinds'] };
  const segments = [...headingSegments(of, claims), ...levelSegments(claims, kind)];
  const refused = [
    ...(of.submitter.name === '' ? ['the submitter needs a name'] : []),
    ...claims.flatMap(claimFaults),
    ...boundFaults(segments),
  ];
  if (refused.length > 0) return { refused: [...new Set(refused)] };
  return writeInterchange({
    ...{ control, date, time, isTest: envelope.isTest },
    sender: { qualifier: envelope.senderQualifier, id: envelope.sender },
    receiver: { qualifier: envelope.receiverQualifier, id: envelope.receiver },
    ...{ functionalCode: 'HC', version: claimVersions[kind], type: '837' },
    transactions: [segments],
  });
}

function kindOf(claims: readonly SubmittedClaim[]): WrittenKind | null {
  const [kind, ...others] = new Set(claims.map((claim) => claim.kind));
  if (kind === undefined || others.length > 0) return null;
  // A dental claim is named by what is wrong with it.
  return kind === 'institutional' ? kind : 'professional';
}

function headingSegments(of: NewClaims, claims: readonly SubmittedClaim[]): NewSegment[] {
  const { envelope, submitter, control, date, time } = of;
  const phone = submitter.phone ?? phoneOf(claims);
  const [day, minute] = [writeDate(date), time.replace(':', '')];
  return [
    newSegment('BHT', '0019', '00', String(control), day, minute, 'CH'),
    newSegment('NM1', '41', '2', submitter.name, '', '', '', '', '46', envelope.sender),
    newSegment('PER', 'IC', submitter.name, ...(phone === null ? [] : ['TE', phone])),
    newSegment('NM1', '40', '2', envelope.receiver, '', '', '', '', '46', envelope.receiver),
  ];
}

/** PER of the provider that bills. */
function phoneOf([first]: readonly SubmittedClaim[]): string | null {
  const contact = first?.billing.kept?.find(({ id }) => id === 'PER');
  const texts = contact?.elements.map(([text = '']) => text) ?? [];
  const kind = texts.indexOf('TE');
  return kind < 0 ? null : (texts[kind + 1] ?? null);
}

/** Each claim with its own people: their order is that of the claims. */
function levelSegments(claims: readonly SubmittedClaim[], kind: WrittenKind): NewSegment[] {
  let last = 0;
  return claims.flatMap((claim) => {
    const { patient } = claim;
    const [provider, subscriber, below] = [last + 1, last + 2, last + 3];
    last = patient === null ? subscriber : below;
    const content = claimSegments(claim, kind);
    return [
      newSegment('HL', String(provider), '', '20', '1'),
      ...billingSegments(claim.billing),
      newSegment('HL', String(subscriber), String(provider), '22', patient === null ? '0' : '1'),
      ...subscriberSegments(claim),
      ...payerSegments(claim.payer),
      ...(patient === null
        ? []
        : [
            newSegment('HL', String(below), String(subscriber), '23', '0'),
            ...patientSegments(patient, claim.relationship),
          ]),
      ...content,
    ];
  });
}
