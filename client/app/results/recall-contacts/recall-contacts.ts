import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Events } from '@ngrx/signals/events';
import {
  contactOutcomes,
  viewerKinds,
  type ContactOutcome,
  type RecallContact,
} from '#contract/result-record';
import { TimeFormat } from '../../platform/time-format';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { queueServerEvents } from '../../platform/work-queue/work-queue-events';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import type { Step } from '../../platform/work-queue/step-fields';

/** Everybody who saw a version that was wrong: who is told, who is not yet, and a form for who is told now. */
@Component({
  selector: 'app-recall-contacts',
  imports: [MatButton, SvgIcon],
  templateUrl: './recall-contacts.html',
  styleUrl: './recall-contacts.scss',
})
export class RecallContacts {
  readonly itemId = input.required<string>();
  readonly contacts = input.required<readonly RecallContact[]>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly mayWork = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #format = inject(TimeFormat);

  protected readonly outcomes = Object.entries(contactOutcomes) as [ContactOutcome, string][];
  /** The contact whose form is open. */
  protected readonly writing = linkedSignal<string, string | null>({
    source: this.itemId,
    computation: () => null,
  });
  protected readonly outcome = linkedSignal<unknown, ContactOutcome>({
    source: this.writing,
    computation: () => 'told',
  });
  protected readonly note = linkedSignal<unknown, string>({
    source: this.writing,
    computation: () => '',
  });
  protected readonly fault = linkedSignal<unknown, string>({
    source: () => [this.writing(), this.outcome(), this.note()],
    computation: () => '',
  });
  protected readonly head = computed(() => {
    const reached = this.contacts().filter(({ isReached }) => isReached).length;
    return `${reached} of ${this.contacts().length} reached`;
  });
  protected readonly lines = computed(() =>
    this.contacts().map((contact) => ({
      id: contact.id,
      isReached: contact.isReached,
      name: contact.kind === 'patient' ? viewerKinds.patient : contact.name,
      kind: contact.kind === 'patient' ? '' : viewerKinds[contact.kind].toLowerCase(),
      saw: `saw version ${contact.versions.join(', ')}, first ${this.#format.dayAndTime(contact.firstSeenAt)}`,
      came: this.#came(contact),
    })),
  );

  constructor() {
    tellDraft(computed(() => this.note() !== ''));
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, seen } }) => {
        if (act.kind === 'decide' && act.decision === 'contact' && seen.id === this.itemId())
          this.writing.set(null);
      });
  }

  protected choose(event: Event): void {
    this.outcome.set(this.valueOf(event) as ContactOutcome);
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected write(event: Event): void {
    event.preventDefault();
    const [contactId, outcome, note] = [this.writing(), this.outcome(), this.note().trim()];
    if (contactId === null || this.busy()) return;
    if (outcome === 'cannot-be-reached' && note === '')
      this.fault.set('Write down why they cannot be reached.');
    else this.stepped.emit({ decision: 'contact', body: { contactId, outcome, note } });
  }

  #came({ outcome, note, byId, at }: RecallContact): string {
    if (outcome === null) return '';
    const said = note === '' ? '' : `“${note}”`;
    const by = byId === null ? '' : this.nameOf()(byId);
    const when = at === null ? '' : this.#format.dayAndTime(at);
    return [contactOutcomes[outcome], said, by, when].filter(Boolean).join(' · ');
  }
}
