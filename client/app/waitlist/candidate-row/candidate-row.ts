import {
  afterRenderEffect,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { Candidate } from '#contract/waitlist-opening';
import { Keymap } from '../../platform/keymap';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { countOf } from '../opening-words';

const urgencyWords: Partial<Record<Candidate['entry']['urgency'], { tone: Tone; word: string }>> = {
  urgent: { tone: 'late', word: 'Urgent' },
  soon: { tone: 'soon', word: 'Soon' },
};

export type Asked = 'offer' | 'book';

/** One who waits: who it is, what decided the rank, and every rule with its verdict. */
@Component({
  selector: 'app-candidate-row',
  imports: [MatButton, RouterLink, StatusChip],
  templateUrl: './candidate-row.html',
  styleUrl: './candidate-row.scss',
})
export class CandidateRow {
  readonly candidate = input.required<Candidate>();
  readonly mayOffer = input(false);
  readonly disabled = input(false);
  /** The one to be asked next: nobody else is being asked. */
  readonly first = input(false);
  /** May be booked at once, being on the line. */
  readonly mayBook = input(false);
  /** Not the first in line: the reason for it is being typed, for an offer or a booking. */
  readonly asking = input<Asked | null>(null);
  readonly offer = output();
  readonly book = output();
  /** Why they come before others. */
  readonly explained = output<string>();
  readonly back = output();

  readonly #keymap = inject(Keymap);
  readonly #format = inject(TimeFormat);
  private readonly reasonField = viewChild<ElementRef<HTMLInputElement>>('reasonField');

  protected readonly offerKey = computed(() => this.#keymap.keysOf('waitlist.offer-to-best'));
  protected readonly reason = linkedSignal({ source: this.asking, computation: () => '' });
  protected readonly name = computed(() => listName(this.candidate().entry.patient));
  protected readonly identity = computed(() => {
    const { birthOn, mrn } = this.candidate().entry.patient;
    return `${this.#format.birthDate(birthOn)} · ${mrn}`;
  });
  protected readonly urgency = computed(() => urgencyWords[this.candidate().entry.urgency] ?? null);
  protected readonly facts = computed(() => {
    const { waitingDays, daysGained, entry, way } = this.candidate();
    return [
      waitingDays > 0 ? `waits ${countOf(waitingDays, 'day', 'days')}` : 'added today',
      daysGained ? `gains ${countOf(daysGained, 'day', 'days')}` : null,
      entry.patient.interpreter ? 'interpreter' : null,
      way === 'call' ? 'by phone' : null,
    ]
      .filter((fact) => fact !== null)
      .join(' · ');
  });
  protected readonly isExplained = signal(false);
  /** What fails for who does not fit; everything when asked. */
  protected readonly verdicts = computed(() => {
    const { rank, verdicts } = this.candidate();
    if (this.isExplained()) return verdicts;
    return rank === null ? verdicts.filter(({ passes }) => !passes) : null;
  });

  constructor() {
    afterRenderEffect(() => {
      if (this.asking()) this.reasonField()?.nativeElement.focus();
    });
  }

  protected type(event: Event): void {
    this.reason.set((event.target as HTMLInputElement).value);
  }

  protected submit(event: Event): void {
    event.preventDefault();
    const reason = this.reason().trim();
    if (reason) this.explained.emit(reason);
  }
}
