// Who renders care and what can be booked in the clinic on show, for the fields that choose among them.
import { computed, inject, resource, type Signal } from '@angular/core';
import { listVisitTypes } from '#contract/availability';
import { listProviders } from '#contract/staff';
import { Api } from '../platform/api';
import { Session } from '../platform/session';

export interface Named {
  id: string;
  name: string;
}

export function injectProviders(): Signal<readonly Named[]> {
  const api = inject(Api);
  const session = inject(Session);
  const read = resource({
    params: () => session.clinic()?.id,
    loader: async ({ params: clinicId }) =>
      (await api.call(listProviders, { query: { clinicId } })).items,
  });
  return computed(() =>
    (read.hasValue() ? read.value() : []).map(({ id, family, given }) => ({
      id,
      name: `${family}, ${given}`,
    })),
  );
}

export function injectVisitTypes(): Signal<readonly Named[]> {
  const api = inject(Api);
  const session = inject(Session);
  const read = resource({
    params: () => session.clinic()?.id,
    loader: async ({ params: clinicId }) =>
      (await api.call(listVisitTypes, { query: { clinicId } })).items,
  });
  return computed(() =>
    (read.hasValue() ? read.value() : []).map(({ id, name }) => ({ id, name })),
  );
}
