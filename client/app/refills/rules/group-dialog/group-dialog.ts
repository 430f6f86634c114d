import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { DrugGroup } from '#contract/drug-group';
import type { RefillSettings } from '#contract/refill-settings';
import { dialogAct } from '../../../platform/dialog-act';
import { Session } from '../../../platform/session';
import { Modal } from '../../../ui/modal/modal';
import { RulesApi } from '../rules-api';

/** One group of drugs: who belongs to it, and what is special about it. */
@Component({
  selector: 'app-group-dialog',
  imports: [MatButton, Modal],
  templateUrl: './group-dialog.html',
  styleUrl: './group-dialog.scss',
})
export class GroupDialog {
  /** The one that is changed; `null` for a new one. */
  readonly group = input<DrugGroup | null>(null);
  readonly settings = input.required<RefillSettings>();
  readonly saved = output<RefillSettings>();
  readonly closed = output();

  readonly #api = inject(RulesApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly title = signal('');
  protected readonly ingredients = signal('');
  protected readonly highRisk = signal(false);
  protected readonly abruptStop = signal(false);
  protected readonly countable = signal(true);
  protected readonly source = signal('');
  /** The first thing that is wrong, wherever in the list it stands. */
  protected readonly fault = computed(() => {
    const [field] = this.act.problem()?.fields ?? [];
    if (!field) return '';
    return field.path === 'source' ? 'Say where the change comes from.' : field.message;
  });

  constructor() {
    effect(() => {
      const group = this.group();
      if (!group) return;
      this.title.set(group.title);
      this.ingredients.set(group.ingredients.join(', '));
      this.highRisk.set(group.highRisk);
      this.abruptStop.set(group.abruptStop);
      this.countable.set(group.countable);
    });
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.#send((groups, own) => {
      const known = groups.some(({ code }) => code === own.code);
      return known ? groups.map((one) => (one.code === own.code ? own : one)) : [...groups, own];
    });
  }

  protected async remove(): Promise<void> {
    await this.#send((groups, own) => groups.filter(({ code }) => code !== own.code));
  }

  async #send(
    change: (groups: readonly DrugGroup[], own: DrugGroup) => DrugGroup[],
  ): Promise<void> {
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId) return;
    const { groups, groupsVersion } = this.settings();
    const wish = {
      ...{ clinicId, expectedVersion: groupsVersion, source: this.source().trim() },
      groups: change(groups, this.#own()),
    };
    const saved = await this.act.send(wish, (body, id) => this.#api.changeGroups(body, id));
    if (saved) this.saved.emit(saved);
  }

  #own(): DrugGroup {
    const title = this.title().trim();
    const ingredients = this.ingredients()
      .toLowerCase()
      .split(/[,\n]+/)
      .map((one) => one.trim())
      .filter(Boolean);
    return {
      code: this.group()?.code ?? codeOf(title),
      ...{ title, ingredients, highRisk: this.highRisk(), abruptStop: this.abruptStop() },
      countable: this.countable(),
    };
  }
}

function codeOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
}
