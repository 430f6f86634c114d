import {
  afterRenderEffect,
  Component,
  computed,
  ElementRef,
  inject,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { WorkView } from '#contract/work-view';
import { Modal } from '../../../../ui/modal/modal';
import { QueueOnShow } from '../../queue-look/queue-on-show';
import { WORK_QUEUE } from '../../work-queue';
import { WorkQueueStore } from '../../work-queue-store';
import { ownerWords } from '../view-words';

interface Option {
  /** `null` = without a view. */
  viewId: string | null;
  name: string;
  meta: string;
}

/** All saved views in their groups, found by what is typed. The focus stays in the field. */
@Component({
  selector: 'app-view-picker',
  imports: [Modal],
  templateUrl: './view-picker.html',
  styleUrl: './view-picker.scss',
})
export class ViewPicker {
  readonly chosen = output<string | null>();
  readonly closed = output();

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #onShow = inject(QueueOnShow);
  readonly #queue = inject(WORK_QUEUE);
  readonly #store = inject(WorkQueueStore);

  protected readonly isOpen = signal(true);
  protected readonly text = signal('');
  protected readonly groups = computed(() => {
    const matches = ({ name }: { name: string }): boolean =>
      name.toLowerCase().includes(this.text().trim().toLowerCase());
    const all = { viewId: null, name: `All ${this.#queue.noun[1]}`, meta: '' };
    const saved = this.#store
      .viewGroups()
      .map(({ title, views }) => ({ title, options: views.filter(matches).map(optionOf) }));
    return [{ title: '', options: [all].filter(matches) }, ...saved].filter(
      ({ options }) => options.length > 0,
    );
  });
  protected readonly flat = computed(() => this.groups().flatMap(({ options }) => options));
  protected readonly active = linkedSignal<Option[], string | null>({
    source: this.flat,
    computation: (flat, before) => {
      const stays = before !== undefined && flat.some(({ viewId }) => viewId === before.value);
      if (stays) return before.value;
      const shown = before === undefined ? this.#onShow.viewId() : null;
      return flat.some(({ viewId }) => viewId === shown) ? shown : (flat[0]?.viewId ?? null);
    },
  });
  protected readonly state = computed(() => {
    const count = this.flat().length;
    return count === 0 ? 'No view has such a name.' : `${count} to choose from`;
  });

  constructor() {
    afterRenderEffect({
      read: () => {
        const id = idOf(this.active());
        if (this.isOpen()) this.#host.querySelector(`#${id}`)?.scrollIntoView({ block: 'nearest' });
      },
    });
  }

  protected readonly idOf = idOf;

  protected type(event: Event): void {
    this.text.set((event.target as HTMLInputElement).value);
  }

  protected choose(viewId: string | null): void {
    this.chosen.emit(viewId);
    this.isOpen.set(false);
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const flat = this.flat();
    const at = flat.findIndex(({ viewId }) => viewId === this.active());
    const places: Record<string, number> = {
      ArrowDown: (at + 1) % flat.length,
      ArrowUp: (at - 1 + flat.length) % flat.length,
      Home: 0,
      End: flat.length - 1,
      Enter: at,
    };
    const option = flat[places[event.key] ?? -1];
    if (!option) return;
    event.preventDefault();
    if (event.key === 'Enter') this.choose(option.viewId);
    else this.active.set(option.viewId);
  }
}

function optionOf(view: WorkView): Option {
  const meta = view.scope === 'role' || view.clinicId === null ? ownerWords(view) : '';
  return { viewId: view.id, name: view.name, meta };
}

function idOf(viewId: string | null): string {
  return `view-${viewId ?? 'none'}`;
}
