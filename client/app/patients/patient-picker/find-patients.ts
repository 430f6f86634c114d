// What the server finds for what is typed, as long as somebody types. Nothing of it is kept.
import { inject, type Signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { debounceTime, map, of, scan, startWith, switchMap, type Observable } from 'rxjs';
import type { Patient } from '#contract/patients';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { PatientsApi } from '../patients-api';

export interface Found {
  status: 'short' | 'searching' | 'found' | 'failed';
  text: string;
  patients: Patient[];
  message: string;
}

const shortest = 2;
const pauseMs = 200;
const nothing: Found = { status: 'short', text: '', patients: [], message: '' };

/** Asks once the typing pauses. While the next search runs the last answer stays, so that the list does not flicker. */
export function findPatients(text: Signal<string>, limit: number): Signal<Found> {
  const api = inject(PatientsApi);

  async function ask(wanted: string): Promise<Found> {
    try {
      const patients = await api.search(wanted, limit);
      return { status: 'found', text: wanted, patients, message: '' };
    } catch (error) {
      return { status: 'failed', text: wanted, patients: [], message: messageOf(problemOf(error)) };
    }
  }

  function search(wanted: string): Observable<Found> {
    return of(wanted).pipe(
      debounceTime(pauseMs),
      switchMap(ask),
      startWith<Found>({ ...nothing, status: 'searching', text: wanted }),
    );
  }

  return toSignal(
    toObservable(text).pipe(
      map((typed) => typed.trim()),
      switchMap((wanted) => (wanted.length < shortest ? of(nothing) : search(wanted))),
      scan((held, found) =>
        found.status === 'searching' ? { ...found, patients: held.patients } : found,
      ),
    ),
    { initialValue: nothing },
  );
}
