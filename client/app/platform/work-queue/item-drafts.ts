import {
  afterNextRender,
  computed,
  DestroyRef,
  inject,
  Injectable,
  signal,
  type Signal,
} from '@angular/core';

/** Whether something is typed and not yet written about the item in hand; its forms tell. */
@Injectable()
export class ItemDrafts {
  readonly #drafts = signal<readonly Signal<boolean>[]>([]);

  readonly isEditing = computed(() => this.#drafts().some((isDirty) => isDirty()));

  add(isDirty: Signal<boolean>): () => void {
    this.#drafts.update((held) => [...held, isDirty]);
    return () => this.#drafts.update((held) => held.filter((each) => each !== isDirty));
  }
}

/** For a form about the item in hand: colleagues see that it is being changed while this is true. */
export function tellDraft(isDirty: Signal<boolean>): void {
  const drafts = inject(ItemDrafts);
  let remove = (): void => undefined;
  // Before it is drawn a form may not know yet what it is about.
  afterNextRender(() => (remove = drafts.add(isDirty)));
  inject(DestroyRef).onDestroy(() => remove());
}
