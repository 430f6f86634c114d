// How the patient of a visit at a distance is reached: a room of its own for video, a number for a call.
import { randomBytes } from 'node:crypto';
import type { Appointment } from '#contract/calendar';
import { e164Of } from '../platform/phone-number.ts';
import { invalidInput } from '../platform/problem.ts';

/** Of a video visit, for as long as it is that visit: unguessable, because who knows it may come in. */
export function newVideoRoom(modality: Appointment['modality']): string | null {
  return modality === 'video' ? randomBytes(16).toString('base64url') : null;
}

/** E.164 of a number as typed; empty or left out = the one on the chart. */
export function callNumberOf(
  modality: Appointment['modality'],
  typed: string | undefined,
): string | null {
  if (typed === undefined || typed === '') return null;
  if (modality !== 'phone')
    throw invalidInput('callNumber', 'Only a visit by phone has a number to call.');
  const number = e164Of(typed);
  if (number === null) throw invalidInput('callNumber', 'is no phone number');
  return number;
}
