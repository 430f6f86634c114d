import { Component, computed, inject, input } from '@angular/core';
import { PeopleHere } from '../../../ui/people-here/people-here';
import { Presence } from '../../presence';
import { initialsOf } from '../colleague-names';
import { ItemDrafts } from '../item-drafts';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';

/** Who else looks at the item in hand; and tells them that this person does. */
@Component({
  selector: 'app-queue-presence',
  imports: [PeopleHere],
  template: '<app-people-here [people]="people()" />',
})
export class QueuePresence {
  readonly itemId = input.required<string>();

  readonly #store = inject(WorkQueueStore);
  readonly #drafts = inject(ItemDrafts);
  readonly #presence = inject(Presence);
  /** The noun of the permission to read it. */
  readonly #noun = inject(WORK_QUEUE).endpoints.permissions.read.replace(/:.*/, '');
  readonly #entity = computed(() => `${this.#noun}:${this.itemId()}`);

  readonly #others = this.#presence.others(this.#entity);
  protected readonly people = computed(() =>
    this.#others().map(({ staffId, name, mode }) => {
      const known = this.#store.colleagues()[staffId] ? this.#store.nameOf()(staffId) : name;
      const isEditing = mode === 'editing';
      return {
        staffId,
        isEditing,
        initials: initialsOf(known),
        words: isEditing ? `${known} is writing here` : `${known} looks at this too`,
      };
    }),
  );

  constructor() {
    this.#presence.tell(
      this.#entity,
      computed(() => (this.#drafts.isEditing() ? 'editing' : 'viewing')),
    );
  }
}
