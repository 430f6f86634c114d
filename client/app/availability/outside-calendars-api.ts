import { inject, Service } from '@angular/core';
import {
  keepOutsideCalendar,
  listOutsideCalendars,
  previewOutsideCalendar,
  removeOutsideCalendar,
  type OutsideCalendar,
  type OutsidePreview,
} from '#contract/outside-calendar';
import { Api } from '../platform/api';
import { newCommandId } from '../platform/command-id';

/** Whose calendar a file is, and which one it is newer of. */
export interface OutsidePlace {
  clinicId: string;
  providerId: string;
  outsideCalendarId: string | null;
}

export interface KeepOutside extends OutsidePlace {
  name: string;
  /** Why visits stay in busy time; empty = they do not. */
  reason: string;
}

const mute = { progress: () => undefined };

/** Every call about calendars that providers keep elsewhere. */
@Service()
export class OutsideCalendarsApi {
  readonly #api = inject(Api);

  async list(clinicId: string): Promise<OutsideCalendar[]> {
    return (await this.#api.call(listOutsideCalendars, { query: { clinicId } })).items;
  }

  preview(file: File, place: OutsidePlace, signal: AbortSignal): Promise<OutsidePreview> {
    const request = { file, headers: {}, commandId: newCommandId(), signal, ...mute };
    return this.#api.upload(previewOutsideCalendar, { query: queryOf(place) }, request);
  }

  keep(
    file: File,
    wish: KeepOutside,
    request: { commandId: string; signal: AbortSignal },
  ): Promise<OutsideCalendar> {
    const headers = {
      'X-Daysheet-Calendar-Name': encodeURIComponent(wish.name),
      ...(wish.reason ? { 'X-Daysheet-Override-Reason': encodeURIComponent(wish.reason) } : {}),
    };
    const call = { query: queryOf(wish) };
    return this.#api.upload(keepOutsideCalendar, call, { file, headers, ...request, ...mute });
  }

  remove(
    { id: outsideCalendarId, version: expectedVersion }: OutsideCalendar,
    commandId: string,
  ): Promise<OutsideCalendar> {
    const call = { params: { outsideCalendarId }, body: { expectedVersion } };
    return this.#api.call(removeOutsideCalendar, call, { commandId });
  }
}

function queryOf({ clinicId, providerId, outsideCalendarId }: OutsidePlace) {
  return { clinicId, providerId, ...(outsideCalendarId ? { outsideCalendarId } : {}) };
}
