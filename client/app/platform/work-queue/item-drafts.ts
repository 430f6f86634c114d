import {
  computed,
  DestroyRef,
  effect,
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
  const isTold = signal(false);
  // Through an effect: a form that is not drawn yet may not know what it is about.
  effect(() => isTold.set(isDirty()));
  inject(DestroyRef).onDestroy(inject(ItemDrafts).add(isTold));
}
