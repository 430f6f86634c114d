import { Component, computed, DestroyRef, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { Proxy } from '#contract/proxy';
import { proxyPaperKinds, type ProxyPaper, type ProxyPaperKind } from '#contract/proxy-paper';
import { dialogAct } from '../../platform/dialog-act';
import { sizeWords } from '../../platform/file-size';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { ProxyApi } from '../proxy-api';

/** Adds a paper on which a proxy rests: what it is, and the file, chosen or dropped. */
@Component({
  selector: 'app-proxy-paper-dialog',
  imports: [MatButton, MatProgressBar, Modal],
  templateUrl: './proxy-paper-dialog.html',
  styleUrl: './proxy-paper-dialog.scss',
  host: {
    // A file that misses would take the place of the whole page.
    '(document:dragover)': 'over($event)',
    '(document:drop)': 'dropped($event)',
    '(document:dragleave)': 'away($event)',
  },
})
export class ProxyPaperDialog {
  readonly proxy = input.required<Proxy>();
  readonly saved = output<ProxyPaper>();
  readonly closed = output();

  readonly #api = inject(ProxyApi);
  readonly #session = inject(Session);
  readonly #stop = new AbortController();

  protected readonly act = dialogAct();
  protected readonly kinds = Object.entries(proxyPaperKinds);
  protected readonly kind = signal<ProxyPaperKind | ''>('');
  protected readonly file = signal<File | null>(null);
  protected readonly isOver = signal(false);
  protected readonly title = computed(() => `A paper of ${this.proxy().given}`);
  protected readonly size = computed(() => sizeWords(this.file()?.size ?? 0));
  protected readonly percent = computed(
    () => (100 * this.#sent()) / Math.max(this.file()?.size ?? 0, 1),
  );
  // What the server says of a file is a whole sentence; its field has no name that says more.
  protected readonly message = computed(() => {
    const problem = this.act.problem();
    return problem?.code === 'invalid-input' ? problem.title : this.act.message();
  });
  readonly #sent = signal(0);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stop.abort());
  }

  protected chooseKind(event: Event): void {
    this.kind.set((event.target as HTMLSelectElement).value as ProxyPaperKind | '');
  }

  protected choose(event: Event): void {
    const field = event.target as HTMLInputElement;
    this.#take(field.files);
    // The same file may be chosen again.
    field.value = '';
  }

  protected over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  protected away(event: DragEvent): void {
    if (event.relatedTarget === null) this.isOver.set(false);
  }

  protected dropped(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(false);
    this.#take(event.dataTransfer.files);
  }

  protected async attach(event: Event): Promise<void> {
    event.preventDefault();
    const [file, kind, clinicId] = [this.file(), this.kind(), this.#session.clinic()?.id];
    if (!file || !kind || !clinicId) return;
    this.#sent.set(0);
    const wish = { kind, name: file.name, size: file.size, modified: file.lastModified };
    const of = { proxyId: this.proxy().id, clinicId, kind };
    const saved = await this.act.send(wish, (_, commandId) =>
      this.#api.attachPaper(of, {
        file,
        commandId,
        progress: (sent) => this.#sent.set(sent),
        signal: this.#stop.signal,
      }),
    );
    if (saved) this.saved.emit(saved);
  }

  #take(files: FileList | null): void {
    const file = files?.[0];
    if (file && !this.act.isSending()) this.file.set(file);
  }
}
