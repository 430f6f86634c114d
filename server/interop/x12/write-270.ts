// A question about coverage as a 270 (005010X279A1): payer, asker, subscriber and, where it is one, the dependent.
import { writeDate, writeRange, type DateRange } from './element-values.ts';
import type { EligibilityInquiry } from './eligibility.ts';
import { partySegment, personSegments } from './write-subject.ts';
import {
  newSegment,
  writeInterchange,
  type NewInterchange,
  type NewSegment,
  type WrittenX12,
} from './write-interchange.ts';

export interface New270 extends Pick<
  NewInterchange,
  'sender' | 'receiver' | 'control' | 'date' | 'time' | 'isTest'
> {
  /** BHT03: comes back in the answer; 1–50 characters. Of several questions each gets its number behind it. */
  reference: string;
  /** Each becomes a transaction of its own, which every payer takes. */
  inquiries: readonly EligibilityInquiry[];
}

export function write270({ reference, inquiries, ...envelope }: New270): WrittenX12 {
  const refused = inquiries.flatMap(inquiryFaults);
  if (inquiries.length === 0) refused.push('asks nothing');
  if (refused.length > 0) return { refused };
  const [day, minute] = [writeDate(envelope.date), envelope.time.replace(':', '')];
  const heading = (at: number): NewSegment =>
    newSegment('BHT', '0022', '13', referenceOf(reference, inquiries.length, at), day, minute);
  return writeInterchange({
    ...envelope,
    functionalCode: 'HS',
    version: '005010X279A1',
    type: '270',
    transactions: inquiries.map((inquiry, at) => [heading(at), ...inquirySegments(inquiry)]),
  });
}

/** BHT03 of the question at that place: a refusal that names no person is known by it. */
export function referenceOf(reference: string, count: number, at: number): string {
  return count === 1 ? reference : `${reference}-${at + 1}`;
}

function inquirySegments(inquiry: EligibilityInquiry): NewSegment[] {
  const { payer, provider, subscriber, dependent, traces } = inquiry;
  const hasDependent = dependent !== null;
  const trace = traces.map(({ number, originator }) => newSegment('TRN', '1', number, originator));
  const asked = [...serviceDates(inquiry.service), ...asksFor(inquiry.serviceTypes)];
  return [
    newSegment('HL', '1', '', '20', '1'),
    partySegment('PR', payer),
    newSegment('HL', '2', '1', '21', '1'),
    partySegment('1P', provider),
    newSegment('HL', '3', '2', '22', hasDependent ? '1' : '0'),
    ...(hasDependent ? [] : trace),
    ...personSegments('IL', subscriber),
    ...(hasDependent
      ? [newSegment('HL', '4', '3', '23', '0'), ...trace, ...personSegments('03', dependent)]
      : []),
    ...asked,
  ];
}

function serviceDates(service: DateRange | null): NewSegment[] {
  return service === null ? [] : [newSegment('DTP', '291', ...writeRange(service))];
}

/** All codes in one EQ, repeated, as 005010 has it. */
function asksFor(serviceTypes: readonly string[]): NewSegment[] {
  return [newSegment('EQ', serviceTypes)];
}

/** What the standard asks for and a value can lack. */
function inquiryFaults({ payer, provider, subscriber, ...rest }: EligibilityInquiry): string[] {
  const faults: string[] = [];
  if (payer.name === '' || payer.id === '') faults.push('the payer needs a name and an identifier');
  if (provider.name === '' || provider.id === '')
    faults.push('the provider needs a name and an identifier');
  if (subscriber.memberId === '' && (subscriber.family === '' || subscriber.birthOn === null))
    faults.push('the subscriber needs a member number, or a name and a birth date');
  if (rest.serviceTypes.length === 0) faults.push('no service type is asked about');
  if (rest.serviceTypes.some((code) => !/^[A-Z0-9]{1,2}$/.test(code)))
    faults.push('a service type is no code');
  return faults;
}
