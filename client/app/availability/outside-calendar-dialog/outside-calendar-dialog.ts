import {
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { OutsideCalendar } from '#contract/outside-calendar';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { Provider } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { dialogAct } from '../../platform/dialog-act';
import { OrphansNotice, orphansOf } from '../../platform/orphans-notice/orphans-notice';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { OutsideCalendarsApi, type OutsidePlace } from '../outside-calendars-api';

/** Reads the file of a calendar that a provider keeps elsewhere: first what it would take, then it takes it. */
@Component({
  selector: 'app-outside-calendar-dialog',
  imports: [FormsModule, MatButton, Modal, OrphansNotice],
  templateUrl: './outside-calendar-dialog.html',
  styleUrl: './outside-calendar-dialog.scss',
})
export class OutsideCalendarDialog {
  readonly clinicId = input.required<string>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  /** Of which the file is newer; `null` = a new one. */
  readonly calendar = input.required<OutsideCalendar | null>();
  readonly saved = output<OutsideCalendar>();
  readonly closed = output();

  readonly #api = inject(OutsideCalendarsApi);
  readonly #format = inject(TimeFormat);
  readonly #stop = new AbortController();

  protected readonly act = dialogAct();
  protected readonly nameOf = listName;
  protected readonly providerId = linkedSignal(
    () => this.calendar()?.providerId ?? this.providers()[0]?.id ?? '',
  );
  protected readonly name = linkedSignal(() => this.calendar()?.name ?? '');
  protected readonly file = signal<File | null>(null);
  protected readonly reason = signal('');
  readonly #place = computed<OutsidePlace>(() => ({
    clinicId: this.clinicId(),
    providerId: this.providerId(),
    outsideCalendarId: this.calendar()?.id ?? null,
  }));
  protected readonly preview = resource({
    params: () => {
      const file = this.file();
      return file ? { file, place: this.#place() } : undefined;
    },
    loader: ({ params, abortSignal }) => this.#api.preview(params.file, params.place, abortSignal),
  });
  protected readonly read = computed(() => (this.preview.hasValue() ? this.preview.value() : null));
  protected readonly takes = computed(() => {
    const read = this.read();
    if (!read) return '';
    if (read.busy === 0 || !read.firstAt || !read.lastAt)
      return 'Nothing in it takes time in the next 400 days.';
    const [first, last] = [
      this.#format.dayAndTime(read.firstAt),
      this.#format.dayAndTime(read.lastAt),
    ];
    return `${timesWords(read.busy)}, from ${first} to ${last}.`;
  });
  protected readonly unread = computed(() => {
    const count = this.read()?.unread ?? 0;
    if (count === 0) return '';
    return `${count === 1 ? '1 event' : `${count} events`} cannot be read and would take no time:`;
  });
  /** Who stands in it is said before it is tried. */
  protected readonly problem = computed<Problem | null>(
    () => this.act.problem() ?? this.#previewProblem(),
  );
  protected readonly mayKeep = computed(
    () => this.read() !== null && this.name().trim() !== '' && !this.act.isSending(),
  );
  protected readonly verb = computed(() =>
    orphansOf(this.problem()) && this.reason().trim() ? 'Keep anyway' : 'Keep the times',
  );

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stop.abort());
  }

  protected choose(event: Event): void {
    this.file.set((event.target as HTMLInputElement).files?.[0] ?? null);
  }

  protected async keep(): Promise<void> {
    const file = this.file();
    if (!file || !this.mayKeep()) return;
    const reason = orphansOf(this.problem()) ? this.reason().trim() : '';
    const wish = { ...this.#place(), name: this.name().trim(), reason };
    const saved = await this.act.send({ ...wish, modified: file.lastModified }, (_, commandId) =>
      this.#api.keep(file, wish, { commandId, signal: this.#stop.signal }),
    );
    if (saved) this.saved.emit(saved);
  }

  #previewProblem(): Problem | null {
    const error = this.preview.error();
    if (error) return problemOf(error);
    const visits = this.read()?.visits;
    const count = (visits?.count ?? 0) + (visits?.elsewhere ?? 0);
    if (!visits || count === 0) return null;
    return {
      type: 'urn:daysheet:problem:rule-broken',
      code: 'rule-broken',
      status: 422,
      title: `${count === 1 ? '1 booked visit stands' : `${count} booked visits stand`} in it${visits.elsewhere > 0 ? `, ${visits.elsewhere} of them in other clinics` : ''}: move or cancel first.`,
      requestId: '',
      rule: 'orphans-visits',
      current: visits,
    };
  }
}

function timesWords(count: number): string {
  return count === 1 ? '1 busy time' : `${count} busy times`;
}
