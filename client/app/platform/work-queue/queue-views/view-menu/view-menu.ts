import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { longestViewName, type WorkView } from '#contract/work-view';
import { Modal } from '../../../../ui/modal/modal';
import { SvgIcon } from '../../../../ui/svg-icon/svg-icon';
import { mayChange } from '../views-state';
import { WorkQueueStore } from '../../work-queue-store';
import { injectViewAsking } from '../view-asking';
import { ownerWords, refusalWords } from '../view-words';

/** What can be done with the view on show beside changing what it shows. */
@Component({
  selector: 'app-view-menu',
  imports: [MatButton, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, Modal, SvgIcon],
  templateUrl: './view-menu.html',
  styleUrl: '../view-form.scss',
})
export class ViewMenu {
  readonly view = input.required<WorkView>();
  readonly copied = output();
  readonly removed = output();

  readonly #store = inject(WorkQueueStore);
  readonly #asking = injectViewAsking((view) => {
    this.asks.set(null);
    if (view.removed) this.removed.emit();
  });

  protected readonly asks = signal<'rename' | 'remove' | null>(null);
  protected readonly name = signal('');
  protected readonly longest = longestViewName;
  protected readonly owner = computed(() => ownerWords(this.view()));
  protected readonly mayChange = computed(() => mayChange(this.view(), this.#store.onlooker()));
  protected readonly isBusy = this.#asking.isBusy;
  protected readonly error = computed(() => {
    const problem = this.#asking.problem();
    return problem ? refusalWords(problem, this.asks() === 'rename' ? 'renamed' : 'removed') : '';
  });

  protected begin(what: 'rename' | 'remove'): void {
    this.name.set(this.view().name);
    this.asks.set(what);
  }

  protected leave(): void {
    this.#asking.forget();
    this.asks.set(null);
  }

  protected type(event: Event): void {
    this.name.set((event.target as HTMLInputElement).value);
  }

  protected rename(event: Event): void {
    event.preventDefault();
    const { id: viewId, version } = this.view();
    const name = this.name().trim();
    if (name && !this.isBusy())
      this.#asking.ask({ kind: 'change', viewId, version, wish: { name } });
  }

  protected remove(): void {
    if (!this.isBusy()) this.#asking.ask({ kind: 'remove', view: this.view() });
  }
}
