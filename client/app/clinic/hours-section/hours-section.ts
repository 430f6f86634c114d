import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { ClinicHours, ClinicSettings } from '#contract/clinic-settings';
import type { FoundClosings } from '#contract/closings-file';
import { federalHolidays, type FederalHoliday } from '#contract/federal-holidays';
import { Clock } from '../../platform/clock';
import type { ClosedHours } from '#contract/business-calendar';
import { dialogAct } from '../../platform/dialog-act';
import {
  leaveOutside,
  OrphansNotice,
  orphansOf,
} from '../../platform/orphans-notice/orphans-notice';
import { localDateOf } from '../../platform/wall-time';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { ClinicApi } from '../clinic-api';
import { ClosingsFile } from '../closings-file/closings-file';
import {
  inOrder,
  replaced,
  weekdays,
  withClosedHours,
  withClosure,
  withFound,
  withOpening,
  withSpan,
} from './hours-form';

/** When the clinic works: the week, holidays, closed days and days worked besides. */
@Component({
  selector: 'app-hours-section',
  imports: [ClosingsFile, MatButton, MatIconButton, OrphansNotice, SvgIcon],
  templateUrl: './hours-section.html',
  styleUrl: './hours-section.scss',
})
export class HoursSection {
  readonly settings = input.required<ClinicSettings>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);
  readonly #clock = inject(Clock);

  protected readonly act = dialogAct();
  readonly #held = computed(() => inOrder(this.settings().hours.value), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  // What was typed goes when somebody else has changed the hours: it was typed over others.
  protected readonly typed = linkedSignal<ClinicHours>(() => this.#held());
  protected readonly isChanged = computed(
    () => JSON.stringify(this.typed()) !== JSON.stringify(this.#held()),
  );
  protected readonly days = computed(() => {
    const spans = this.typed().hours.map((span, at) => ({ ...span, at }));
    return weekdays.map((name, index) => ({
      name,
      weekday: index + 1,
      spans: spans.filter(({ weekday }) => weekday === index + 1),
    }));
  });
  protected readonly holidays = federalHolidays;
  /** Why what is booked stays where the clinic is closed. */
  protected readonly reason = signal('');
  protected readonly mayLeave = computed(
    () => orphansOf(this.act.problem()) !== null && this.reason().trim() !== '',
  );

  protected isObserved(code: FederalHoliday): boolean {
    return this.typed().federalHolidays.includes(code);
  }

  protected observe(code: FederalHoliday, event: Event): void {
    const others = this.typed().federalHolidays.filter((one) => one !== code);
    const isHeld = (event.target as HTMLInputElement).checked;
    const chosen = isHeld ? [...others, code] : others;
    const federal = federalHolidays.map((one) => one.code).filter((one) => chosen.includes(one));
    this.#type({ federalHolidays: federal });
  }

  protected addSpan(weekday: number): void {
    this.typed.update((typed) => withSpan(typed, weekday));
  }

  protected changeSpan(at: number, end: 'from' | 'until', event: Event): void {
    this.#type({ hours: replaced(this.typed().hours, at, { [end]: endOf(end, event) }) });
  }

  protected removeSpan(at: number): void {
    this.#type({ hours: replaced(this.typed().hours, at, null) });
  }

  protected close(): void {
    this.typed.update((typed) => withClosure(typed, this.#today()));
  }

  protected changeClosure(at: number, field: 'date' | 'reason', event: Event): void {
    const change = { [field]: (event.target as HTMLInputElement).value };
    this.#type({ closures: replaced(this.typed().closures, at, change) });
  }

  protected removeClosure(at: number): void {
    this.#type({ closures: replaced(this.typed().closures, at, null) });
  }

  protected take(found: FoundClosings): void {
    this.typed.update((typed) => withFound(typed, found));
  }

  protected closeHours(): void {
    this.typed.update((typed) => withClosedHours(typed, this.#today()));
  }

  protected changeClosedHours(at: number, field: keyof ClosedHours, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    const change = { [field]: field === 'until' ? endOf(field, event) : value };
    this.#type({ closedHours: replaced(this.typed().closedHours, at, change) });
  }

  protected removeClosedHours(at: number): void {
    this.#type({ closedHours: replaced(this.typed().closedHours, at, null) });
  }

  protected open(): void {
    this.typed.update((typed) => withOpening(typed, this.#today()));
  }

  protected changeOpening(at: number, field: 'date' | 'reason', event: Event): void {
    const change = { [field]: (event.target as HTMLInputElement).value };
    this.#type({ openings: replaced(this.typed().openings, at, change) });
  }

  protected changeOpeningHours(at: number, end: 'from' | 'until', event: Event): void {
    const opening = this.typed().openings[at];
    if (!opening) return;
    const hours = replaced(opening.hours, 0, { [end]: endOf(end, event) });
    this.#type({ openings: replaced(this.typed().openings, at, { hours }) });
  }

  protected removeOpening(at: number): void {
    this.#type({ openings: replaced(this.typed().openings, at, null) });
  }

  /** A field of time knows no 24:00. */
  protected shown(wall: string | undefined): string {
    return wall === '24:00' ? '00:00' : (wall ?? '');
  }

  protected undo(): void {
    this.typed.set(this.#held());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { clinicId, hours } = this.settings();
    const overrides = orphansOf(this.act.problem()) ? leaveOutside(this.reason()) : [];
    const body = { clinicId, expectedVersion: hours.version, ...inOrder(this.typed()), overrides };
    if (!(await this.act.send(body, (wish, id) => this.#api.changeHours(wish, id)))) return;
    this.reason.set('');
    this.changed.emit();
  }

  #type(change: Partial<ClinicHours>): void {
    this.typed.update((typed) => ({ ...typed, ...change }));
  }

  #today(): string {
    return localDateOf(this.#clock.now(), this.settings().details.value.zone);
  }
}

function endOf(end: 'from' | 'until', event: Event): string {
  const { value } = event.target as HTMLInputElement;
  return end === 'until' && value === '00:00' ? '24:00' : value;
}
