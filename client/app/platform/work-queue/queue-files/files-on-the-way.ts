// Files that are being sent, of every item: a person goes on to the next one while a fax is on its way.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { Dispatcher } from '@ngrx/signals/events';
import type { AttachmentKind } from '#contract/attachment';
import type { Problem } from '#contract/problem';
import { Api, problemOf } from '../../api';
import { newCommandId } from '../../command-id';
import { WORK_QUEUE } from '../work-queue';
import { queueServerEvents } from '../work-queue-events';

export interface FileOnTheWay {
  /** Also the key under which it is sent, again as well: it is attached once. */
  id: string;
  itemId: string;
  file: File;
  kind: AttachmentKind;
  /** Bytes. */
  sent: number;
  /** `null` while it is on its way. */
  problem: Problem | null;
}

@Injectable()
export class FilesOnTheWay {
  readonly #announcer = inject(LiveAnnouncer);
  readonly #api = inject(Api);
  readonly #dispatcher = inject(Dispatcher);
  readonly #endpoints = inject(WORK_QUEUE).endpoints;
  readonly #files = signal<readonly FileOnTheWay[]>([]);
  readonly #stops = new Map<string, AbortController>();

  readonly files = this.#files.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stops.forEach((stop) => stop.abort()));
  }

  send(itemId: string, file: File, kind: AttachmentKind): void {
    const sending = { id: newCommandId(), itemId, file, kind, sent: 0, problem: null };
    this.#files.update((files) => [...files, sending]);
    void this.#run(sending);
  }

  again(id: string): void {
    const failed = this.#files().find((each) => each.id === id);
    if (!failed) return;
    this.#change(id, { sent: 0, problem: null });
    void this.#run(failed);
  }

  /** It is no longer sent, or its failure has been read. */
  drop(id: string): void {
    this.#stops.get(id)?.abort();
    this.#files.update((files) => files.filter((each) => each.id !== id));
  }

  hrefOf(itemId: string, attachmentId: string): string {
    return this.#api.urlOf(this.#endpoints.getAttachment, { params: { itemId, attachmentId } });
  }

  async #run({ id, itemId, file, kind }: FileOnTheWay): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    try {
      const answer = await this.#api.upload(
        this.#endpoints.attach,
        { params: { itemId } },
        {
          commandId: id,
          file,
          // Never in the address: a file's name may be a patient's.
          headers: {
            'X-Daysheet-File-Name': encodeURIComponent(file.name),
            'X-Daysheet-Attachment-Kind': kind,
          },
          progress: (sent) => this.#change(id, { sent }),
          signal: stop.signal,
        },
      );
      this.#dispatcher.dispatch(queueServerEvents.attached(answer));
      void this.#announcer.announce(`${file.name} is attached`, 'polite');
      this.drop(id);
    } catch (error) {
      // Whoever gave it up knows that it did not arrive.
      if (!stop.signal.aborted) this.#change(id, { problem: problemOf(error) });
    } finally {
      this.#stops.delete(id);
    }
  }

  #change(id: string, change: Partial<FileOnTheWay>): void {
    this.#files.update((files) =>
      files.map((each) => (each.id === id ? { ...each, ...change } : each)),
    );
  }
}
