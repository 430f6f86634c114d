import { inject, Service } from '@angular/core';
import {
  addVisitType,
  changeVisitType,
  listVisitTypes,
  listWeeklyTemplates,
  retireVisitType,
  setWeeklyTemplate,
  type VisitType,
  type WeeklyTemplate,
} from '#contract/availability';
import type { CallArguments } from '#contract/endpoint';
import { listName } from '#contract/patients';
import type { Override } from '#contract/override';
import {
  addException,
  changeException,
  listExceptions,
  listOrphanedVisits,
  removeException,
  type OrphanedVisit,
  type ScheduleException,
} from '#contract/schedule-exception';
import { listProviders, type Provider } from '#contract/staff';
import { Api } from '../platform/api';

export type AddVisitType = NonNullable<CallArguments<typeof addVisitType>['body']>;
export type SetWeeklyTemplate = NonNullable<CallArguments<typeof setWeeklyTemplate>['body']>;

export type AddException = NonNullable<CallArguments<typeof addException>['body']>;
export type ExceptionWish = Omit<AddException, 'clinicId' | 'providerId'>;

export interface ClinicHours {
  visitTypes: VisitType[];
  /** As lists name them. */
  providers: Provider[];
  /** In force or planned, by provider and first day. */
  templates: WeeklyTemplate[];
  /** Those that run or are to come, soonest first. */
  exceptions: ScheduleException[];
  orphans: OrphanedVisit[];
}

/** Every call that the page of hours and visit types makes. */
@Service()
export class AvailabilityApi {
  readonly #api = inject(Api);

  async load(clinicId: string): Promise<ClinicHours> {
    const inClinic = { query: { clinicId } };
    const [types, people, templates, exceptions, orphans] = await Promise.all([
      this.#api.call(listVisitTypes, inClinic),
      this.#api.call(listProviders, inClinic),
      this.#api.call(listWeeklyTemplates, inClinic),
      this.#api.call(listExceptions, inClinic),
      this.#api.call(listOrphanedVisits, inClinic),
    ]);
    return {
      visitTypes: types.items.toSorted((a, b) => a.name.localeCompare(b.name)),
      providers: people.items.toSorted((a, b) => listName(a).localeCompare(listName(b))),
      templates: templates.items,
      exceptions: exceptions.items,
      orphans: orphans.items,
    };
  }

  async listVisitTypes(clinicId: string): Promise<VisitType[]> {
    return (await this.#api.call(listVisitTypes, { query: { clinicId } })).items;
  }

  addVisitType(body: AddVisitType, commandId: string): Promise<VisitType> {
    return this.#api.call(addVisitType, { body }, { commandId });
  }

  changeVisitType(
    { id: visitTypeId, version: expectedVersion }: VisitType,
    wish: Omit<AddVisitType, 'clinicId'>,
    commandId: string,
  ): Promise<VisitType> {
    const call = { params: { visitTypeId }, body: { expectedVersion, ...wish } };
    return this.#api.call(changeVisitType, call, { commandId });
  }

  retireVisitType(
    { id: visitTypeId, version: expectedVersion }: VisitType,
    commandId: string,
  ): Promise<VisitType> {
    const call = { params: { visitTypeId }, body: { expectedVersion } };
    return this.#api.call(retireVisitType, call, { commandId });
  }

  /** The same template from the same day on: whoever repeats it changes nothing more. */
  setWeeklyTemplate(body: SetWeeklyTemplate): Promise<WeeklyTemplate> {
    return this.#api.call(setWeeklyTemplate, { body });
  }

  addException(body: AddException, commandId: string): Promise<ScheduleException> {
    return this.#api.call(addException, { body }, { commandId });
  }

  changeException(
    { id: exceptionId, version: expectedVersion }: ScheduleException,
    wish: ExceptionWish,
    commandId: string,
  ): Promise<ScheduleException> {
    const call = { params: { exceptionId }, body: { expectedVersion, ...wish } };
    return this.#api.call(changeException, call, { commandId });
  }

  removeException(
    { id: exceptionId, version: expectedVersion }: ScheduleException,
    overrides: Override[],
    commandId: string,
  ): Promise<ScheduleException> {
    const call = { params: { exceptionId }, body: { expectedVersion, overrides } };
    return this.#api.call(removeException, call, { commandId });
  }
}
