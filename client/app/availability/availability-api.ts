import { inject, Service } from '@angular/core';
import {
  addVisitType,
  listVisitTypes,
  listWeeklyTemplates,
  setWeeklyTemplate,
  type VisitType,
  type WeeklyTemplate,
} from '#contract/availability';
import type { CallArguments } from '#contract/endpoint';
import { listName } from '#contract/patients';
import { listProviders, type Provider } from '#contract/staff';
import { Api } from '../platform/api';

export type AddVisitType = NonNullable<CallArguments<typeof addVisitType>['body']>;
export type SetWeeklyTemplate = NonNullable<CallArguments<typeof setWeeklyTemplate>['body']>;

export interface ClinicHours {
  visitTypes: VisitType[];
  /** As lists name them. */
  providers: Provider[];
  /** In force or planned, by provider and first day. */
  templates: WeeklyTemplate[];
}

/** Every call that the page of hours and visit types makes. */
@Service()
export class AvailabilityApi {
  readonly #api = inject(Api);

  async load(clinicId: string): Promise<ClinicHours> {
    const inClinic = { query: { clinicId } };
    const [types, people, templates] = await Promise.all([
      this.#api.call(listVisitTypes, inClinic),
      this.#api.call(listProviders, inClinic),
      this.#api.call(listWeeklyTemplates, inClinic),
    ]);
    return {
      visitTypes: types.items.toSorted((a, b) => a.name.localeCompare(b.name)),
      providers: people.items.toSorted((a, b) => listName(a).localeCompare(listName(b))),
      templates: templates.items,
    };
  }

  addVisitType(body: AddVisitType, commandId: string): Promise<VisitType> {
    return this.#api.call(addVisitType, { body }, { commandId });
  }

  /** The same template from the same day on: whoever repeats it changes nothing more. */
  setWeeklyTemplate(body: SetWeeklyTemplate): Promise<WeeklyTemplate> {
    return this.#api.call(setWeeklyTemplate, { body });
  }
}
