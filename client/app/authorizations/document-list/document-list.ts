import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Attachment } from '#contract/attachment';
import type { Authorization } from '#contract/authorization-request';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import type { Step } from '../../platform/work-queue/step-fields';

type Document = Authorization['documents'][number];
const askers: Record<Document['askedBy'], string> = {
  rule: 'by the payer’s rule',
  payer: 'the payer asked for it',
  us: 'we want to send it',
};

/** What the payer wants to read: which file answers it, or why it is not needed. */
@Component({
  selector: 'app-document-list',
  imports: [MatButton, SvgIcon],
  templateUrl: './document-list.html',
  styleUrl: './document-list.scss',
})
export class DocumentList {
  readonly request = input.required<Authorization>();
  readonly files = input.required<readonly Attachment[]>();
  readonly mayWork = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #itemId = computed(() => this.request().id);
  /** For which one somebody writes why it is not needed. */
  protected readonly waiving = linkedSignal<string, string | null>({
    source: this.#itemId,
    computation: () => null,
  });
  protected readonly because = linkedSignal({ source: this.waiving, computation: () => '' });
  protected readonly isAsking = linkedSignal({ source: this.#itemId, computation: () => false });
  protected readonly title = linkedSignal({ source: this.#itemId, computation: () => '' });
  protected readonly askedBy = signal<'payer' | 'us'>('payer');
  protected readonly dueOn = linkedSignal({ source: this.#itemId, computation: () => '' });
  protected readonly fault = signal('');

  protected readonly usable = computed(() =>
    this.files().filter(({ removedAt }) => removedAt === null),
  );
  protected readonly lines = computed(() =>
    this.request().documents.map((document) => ({
      document,
      isDone: document.attachmentId !== null || document.waivedBecause !== null,
      words: this.#standing(document),
      meta: this.#meta(document),
      isLate: this.#isLate(document),
    })),
  );
  protected readonly isMissing = computed(() => this.lines().some(({ isDone }) => !isDone));

  constructor() {
    tellDraft(computed(() => this.because() !== '' || this.title() !== ''));
  }

  protected attach({ id: documentId }: Document, event: Event): void {
    const attachmentId = (event.target as HTMLSelectElement).value;
    if (attachmentId === '') return;
    this.#settle({ documentId, attachmentId, waivedBecause: null });
  }

  protected reopen({ id: documentId }: Document): void {
    this.#settle({ documentId, attachmentId: null, waivedBecause: null });
  }

  protected waive(event: Event, { id: documentId }: Document): void {
    event.preventDefault();
    const because = this.because().trim();
    if (because === '') this.fault.set('Say why it is not needed.');
    else {
      this.waiving.set(null);
      this.#settle({ documentId, attachmentId: null, waivedBecause: because });
    }
  }

  protected ask(event: Event): void {
    event.preventDefault();
    const title = this.title().trim();
    if (title === '') {
      this.fault.set('Say what is wanted.');
      return;
    }
    const dueOn = this.dueOn() || null;
    if (dueOn !== null && dueOn < this.#today()) {
      this.fault.set('That day is over.');
      return;
    }
    this.stepped.emit({
      decision: 'ask-document',
      body: { title, askedBy: this.askedBy(), dueOn },
    });
    this.isAsking.set(false);
    this.title.set('');
  }

  protected valueOf(event: Event): string {
    this.fault.set('');
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected askAs(event: Event): void {
    this.askedBy.set(this.valueOf(event) as 'payer' | 'us');
  }

  #settle(body: Step['body']): void {
    this.stepped.emit({ decision: 'settle-document', body });
  }

  #standing({ attachmentId, waivedBecause }: Document): string {
    if (attachmentId !== null)
      return this.files().find(({ id }) => id === attachmentId)?.name ?? 'A file';
    return waivedBecause === null ? 'Missing' : `Not needed: ${waivedBecause}`;
  }

  #meta({ askedBy, dueOn, sentAt }: Document): string {
    const due = dueOn === null ? '' : `due ${this.#format.day(dueOn)}`;
    const sent = sentAt === null ? '' : `sent ${this.#format.dayAndTime(sentAt)}`;
    return [askers[askedBy], due, sent].filter(Boolean).join(' · ');
  }

  #isLate({ dueOn, attachmentId, waivedBecause }: Document): boolean {
    const isMissing = attachmentId === null && waivedBecause === null;
    return isMissing && dueOn !== null && dueOn < this.#today();
  }

  #today(): string {
    return localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
  }
}
