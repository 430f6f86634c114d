import { Component, computed, DestroyRef, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { ClaimFileReport } from '#contract/claim-files';
import { problemOf } from '../../../platform/api';
import { newCommandId } from '../../../platform/command-id';
import { exactMoney } from '../../../platform/money-words';
import { messageOf } from '../../../platform/problem-message';
import { Modal } from '../../../ui/modal/modal';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { signedMoney } from '../../claim-words';
import { fateChip, isWorthTaking, problemWords, typeWords } from '../remittance-words';
import { RemittancesApi } from '../remittances-api';

interface Looked {
  readonly file: File;
  /** `null` while it is looked at, or where it was refused. */
  readonly report: ClaimFileReport | null;
  readonly refusal: string;
  readonly isTaken: boolean;
  /** The same wish under the same name is done once. */
  readonly commandId: string;
}

/** Files of payers: what each holds and what would become of it, before anything counts. */
@Component({
  selector: 'app-import-dialog',
  imports: [MatButton, MatProgressBar, Modal, StatusChip],
  templateUrl: './import-dialog.html',
  styleUrl: './import-dialog.scss',
})
export class ImportDialog {
  readonly clinicId = input.required<string>();
  /** Dropped on the page. */
  readonly given = input<readonly File[]>([]);
  readonly taken = output();
  readonly closed = output();

  readonly #api = inject(RemittancesApi);
  readonly #stop = new AbortController();

  protected readonly looked = signal<readonly Looked[]>([]);
  /** Percent of what is on its way; `null` = nothing is. */
  protected readonly sent = signal<number | null>(null);
  protected readonly sending = signal('');
  protected readonly files = computed(() =>
    this.looked().map((each) => ({
      ...each,
      isKnown: each.report?.isKnown === true && !each.isTaken,
      problems: (each.report?.problems ?? []).map(problemWords),
      parts: (each.report?.parts ?? []).map((part) => ({
        part,
        type: typeWords(part),
        chip: fateChip(part.fate, each.isTaken),
        charge: exactMoney(part.chargeCents),
        paid: signedMoney(part.paidCents),
        payment: part.paymentCents === null ? '' : signedMoney(part.paymentCents),
        provider: part.providerCents === 0 ? '' : signedMoney(part.providerCents),
        problems: part.problems.map(problemWords),
      })),
    })),
  );
  protected readonly ready = computed(() =>
    this.looked().filter(({ report, isTaken }) => report && !isTaken && isWorthTaking(report)),
  );
  protected readonly areTaken = computed(() => this.looked().some(({ isTaken }) => isTaken));
  protected readonly totals = computed(() => {
    const parts = this.looked().flatMap(({ report }) => report?.parts ?? []);
    const counted = parts.filter(({ fate }) => fate === 'take' || fate === 'hold');
    if (counted.length === 0) return '';
    const sum = (of: (part: (typeof parts)[number]) => number): number =>
      counted.reduce((all, part) => all + of(part), 0);
    const claims = sum((part) => part.claims);
    return [
      `${claims} ${claims === 1 ? 'claim' : 'claims'}, ${sum((part) => part.matched)} matched`,
      `billed ${exactMoney(sum((part) => part.chargeCents))}`,
      `paid ${signedMoney(sum((part) => part.paidCents))}`,
      `payments ${signedMoney(sum((part) => part.paymentCents ?? 0))}`,
    ].join(' · ');
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stop.abort());
    queueMicrotask(() => void this.#look(this.given()));
  }

  protected choose(event: Event): void {
    const field = event.target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    // The same file can be chosen again once it is mended.
    field.value = '';
    void this.#look(files);
  }

  /** One after the other: each is taken in whole or not at all. */
  protected async take(): Promise<void> {
    for (const each of this.ready()) {
      const { file, report, commandId } = each;
      if (report === null) continue;
      await this.#send(each, (request) =>
        this.#api.take(report.hash, { ...request, file, commandId }),
      );
    }
    if (this.areTaken()) this.taken.emit();
  }

  async #look(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const fresh: Looked = {
        ...{ file, report: null, refusal: '', isTaken: false, commandId: newCommandId() },
      };
      this.looked.update((looked) => [
        ...looked.filter((each) => each.file.name !== file.name),
        fresh,
      ]);
      const commandId = newCommandId();
      await this.#send(
        fresh,
        (request) => this.#api.preview({ ...request, file, commandId }),
        false,
      );
    }
  }

  async #send(
    { file }: Looked,
    call: (request: {
      clinicId: string;
      progress: (bytes: number) => void;
      signal: AbortSignal;
    }) => Promise<ClaimFileReport>,
    isTaken = true,
  ): Promise<void> {
    this.sent.set(0);
    this.sending.set(file.name);
    const change = (to: Partial<Looked>): void =>
      this.looked.update((looked) =>
        looked.map((each) => (each.file === file ? { ...each, ...to } : each)),
      );
    try {
      const report = await call({
        clinicId: this.clinicId(),
        progress: (bytes) => this.sent.set((100 * bytes) / Math.max(file.size, 1)),
        signal: this.#stop.signal,
      });
      change({ report, refusal: '', isTaken });
    } catch (error) {
      if (!this.#stop.signal.aborted) change({ refusal: messageOf(problemOf(error)) });
    } finally {
      this.sent.set(null);
    }
  }
}
