import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { proxyPaperKinds, type ProxyPaper } from '#contract/proxy-paper';
import { sizeWords } from '../../platform/file-size';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { todayIn } from '../patient-words';
import { ProxyApi } from '../proxy-api';
import { ProxyPaperRemoveDialog } from '../proxy-paper-remove-dialog/proxy-paper-remove-dialog';

/** On what a proxy rests: each paper to be saved, removed ones with the reason. */
@Component({
  selector: 'app-proxy-papers',
  imports: [MatIconButton, ProxyPaperRemoveDialog, SvgIcon],
  templateUrl: './proxy-papers.html',
  styleUrl: './proxy-papers.scss',
})
export class ProxyPapers {
  readonly papers = input.required<readonly ProxyPaper[]>();
  readonly mayChange = input(false);
  readonly changed = output();

  readonly #api = inject(ProxyApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly removing = signal<ProxyPaper | null>(null);
  protected readonly lines = computed(() => {
    const clinic = this.#session.clinic();
    const day = (at: string): string => this.#format.birthDate(todayIn(at, clinic?.zone ?? 'UTC'));
    return this.papers().map((paper) => ({
      paper,
      href: this.#api.hrefOf(paper, clinic?.id ?? ''),
      kind: proxyPaperKinds[paper.kind],
      facts: `${day(paper.addedAt)} · ${paper.addedBy} · ${sizeWords(paper.bytes)}`,
      gone: paper.removed
        ? `Removed ${day(paper.removed.at)} · ${paper.removed.by}: ${paper.removed.reason}`
        : null,
    }));
  });

  protected done(): void {
    this.removing.set(null);
    this.changed.emit();
  }
}
