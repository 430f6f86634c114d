import { Component, computed, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { Presence } from '../../presence';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { initialsOf } from '../colleague-names';
import { ItemDrafts } from '../item-drafts';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';

const mostShown = 3;

/** Who else looks at the item in hand; and tells them that this person does. */
@Component({
  selector: 'app-queue-presence',
  imports: [MatTooltip, SvgIcon],
  templateUrl: './queue-presence.html',
  styleUrl: './queue-presence.scss',
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
  protected readonly shown = computed(() => this.people().slice(0, mostShown));
  protected readonly more = computed(() => this.people().slice(mostShown));
  protected readonly moreWords = computed(() =>
    this.more()
      .map(({ words }) => words)
      .join('; '),
  );
  protected readonly words = computed(() =>
    this.people()
      .map(({ words }) => words)
      .join('; '),
  );

  constructor() {
    this.#presence.tell(
      this.#entity,
      computed(() => (this.#drafts.isEditing() ? 'editing' : 'viewing')),
    );
  }
}
