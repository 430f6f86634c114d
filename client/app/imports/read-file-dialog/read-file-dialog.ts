import {
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { filesName } from '#contract/file-parts';
import { importSubjects, type ImportSubject } from '#contract/import-fields';
import type { ImportRun } from '#contract/import-run';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { subjectWords } from '../import-words';
import { ImportsApi } from '../imports-api';

const systemForm = /^[a-z0-9][a-z0-9.:/_-]{0,99}$/i;

/** Which file, from which system; the server reads it and says what it is. */
@Component({
  selector: 'app-read-file-dialog',
  imports: [MatButton, MatProgressBar, Modal],
  templateUrl: './read-file-dialog.html',
  styleUrl: './read-file-dialog.scss',
})
export class ReadFileDialog {
  readonly clinicId = input.required<string>();
  /** Dropped on the page. */
  readonly given = input<readonly File[]>([]);
  readonly systems = input<readonly string[]>([]);
  readonly taken = output<ImportRun[]>();
  readonly closed = output();

  readonly #api = inject(ImportsApi);
  readonly #session = inject(Session);
  /** The same file under the same key is taken once, however often it is sent. */
  #commandId = newCommandId();
  readonly #stop = new AbortController();

  protected readonly subjects = importSubjects.map((subject) => ({
    subject,
    title: subjectWords[subject].title,
  }));
  protected readonly isDemo = computed(() => this.#session.me()?.organization.isDemo ?? false);
  protected readonly files = linkedSignal(() => this.given());
  protected readonly name = computed(() => filesName(this.files().map(({ name }) => name)));
  protected readonly system = linkedSignal(() => this.systems()[0] ?? '');
  protected readonly subject = signal<ImportSubject | ''>('');
  protected readonly intoDemo = signal(false);
  protected readonly wasTried = signal(false);
  /** Percent; `null` = nothing is on its way. */
  protected readonly sent = signal<number | null>(null);
  /** All of it has arrived; the server cuts it into lines. */
  protected readonly isRead = computed(() => (this.sent() ?? 0) >= 100);
  protected readonly refusal = signal('');
  protected readonly systemFault = computed(() => {
    if (!this.wasTried() || systemForm.test(this.system())) return '';
    return this.system() === ''
      ? 'Say which system the file comes from.'
      : 'Letters, digits and . : / _ - only, beginning with a letter or digit.';
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stop.abort());
  }

  protected choose(event: Event): void {
    const field = event.target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    if (files.length === 0) return;
    this.files.set(files);
    this.refusal.set('');
    this.#commandId = newCommandId();
  }

  protected typeSystem(event: Event): void {
    this.system.set((event.target as HTMLInputElement).value.trim());
    this.#commandId = newCommandId();
  }

  protected chooseSubject(event: Event): void {
    this.subject.set((event.target as HTMLSelectElement).value as ImportSubject | '');
    this.#commandId = newCommandId();
  }

  protected tickDemo(event: Event): void {
    this.intoDemo.set((event.target as HTMLInputElement).checked);
    this.#commandId = newCommandId();
  }

  protected async read(): Promise<void> {
    this.wasTried.set(true);
    const files = this.files();
    if (files.length === 0 || this.systemFault() || this.sent() !== null) return;
    this.refusal.set('');
    this.sent.set(0);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    try {
      const runs = await this.#api.read({
        clinicId: this.clinicId(),
        files,
        system: this.system(),
        subject: this.subject() || null,
        intoDemo: this.intoDemo(),
        commandId: this.#commandId,
        progress: (bytes) => this.sent.set((100 * bytes) / Math.max(size, 1)),
        signal: this.#stop.signal,
      });
      this.taken.emit(runs);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.refusal.set(messageOf(problemOf(error)));
    } finally {
      this.sent.set(null);
    }
  }
}
