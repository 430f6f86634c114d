import { addressAt, identifiersAt, nameAt, phoneAt, timeAt } from './composite-values.ts';
import { textAt } from './field-values.ts';
import { Hl7Misread } from './hl7-problem.ts';
import { dayOf } from './hl7-time.ts';
import type { SentPatient, SentVisit } from './lab-message.ts';
import { segmentsNamed, type Hl7Message, type Hl7Segment } from './message.ts';

/** @throws Hl7Misread for two patients in one message: whose a result is must never be supposed */
export function readSentPatient(message: Hl7Message): SentPatient | null {
  const [pid, second] = segmentsNamed(message, 'PID');
  if (second)
    throw new Hl7Misread({
      ...{ segment: second.number, field: null, code: 'bad-count' },
      reason: 'names a second patient in one message',
    });
  return pid ? patientIn(pid) : null;
}

function patientIn(pid: Hl7Segment): SentPatient {
  const listed = identifiersAt(pid, 3);
  const born = timeAt(pid, 7);
  return {
    identifiers: listed.length > 0 ? listed : [2, 4].flatMap((at) => identifiersAt(pid, at)),
    name: nameAt(pid, 5),
    birthDate: born && dayOf(born),
    sex: textAt(pid, 8),
    address: addressAt(pid, 11),
    phone: phoneAt(pid, 13),
  };
}

export function readVisit(message: Hl7Message): SentVisit | null {
  const [pv1] = segmentsNamed(message, 'PV1');
  return pv1 ? { number: textAt(pv1, 19), patientClass: textAt(pv1, 2) } : null;
}
