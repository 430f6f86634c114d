// Builders for tests: two visits of one patient, one after the other with the same provider.
import type { LinkedVisits } from '#contract/linked-visits';
import type { BookableClinic } from '../given-bookable-clinic.ts';
import { bookLinkedVisits, type BookLinkedVisits } from './linked-visits-service.ts';

type Place = Pick<BookableClinic, 'clinicId' | 'providerId' | 'patientId' | 'visitTypeId'>;

export function aLinkedWish(
  { clinicId, providerId, patientId, visitTypeId }: Place,
  ...starts: string[]
): BookLinkedVisits {
  const part = { providerId, patientId, visitTypeId, overrides: [] };
  return { clinicId, parts: starts.map((startsAt) => ({ ...part, startsAt })) };
}

export function givenLinked(clinic: BookableClinic, ...starts: string[]): Promise<LinkedVisits> {
  return clinic.act((ctx) => bookLinkedVisits(ctx, aLinkedWish(clinic, ...starts)));
}
