import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import { resourceKindTitle, type Resource } from '#contract/resources';
import type { Clinic } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { optionsOf, weekdays } from '../availability-words';
import {
  leaveOutside,
  OrphansNotice,
  orphansOf,
} from '../../platform/orphans-notice/orphans-notice';
import { ResourcesApi } from '../resources-api';
import { fromField, toField } from '../weekly-hours-dialog/edited-blocks';
import {
  hoursFault,
  typedOf,
  wishOf,
  withMoreHours,
  type TypedHours,
  type TypedResource,
} from './typed-resource';

/** A room, a device or an interpreter: a new one, or one that changes or is retired. */
@Component({
  selector: 'app-resource-dialog',
  imports: [FormsModule, MatButton, MatIconButton, Modal, OrphansNotice, SvgIcon],
  templateUrl: './resource-dialog.html',
  styleUrl: './resource-dialog.scss',
})
export class ResourceDialog {
  readonly clinicId = input.required<string>();
  /** What is changed; `null` = something new. */
  readonly resource = input.required<Resource | null>();
  /** Known already, so that the next one is written alike. */
  readonly types = input.required<readonly string[]>();
  /** That the person knows. */
  readonly otherClinics = input.required<readonly Clinic[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly saved = output<Resource>();
  readonly closed = output();

  readonly #api = inject(ResourcesApi);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly kinds = optionsOf(resourceKindTitle);
  protected readonly weekdays = weekdays;
  protected readonly toField = toField;
  protected readonly typed = linkedSignal<TypedResource>(() => typedOf(this.resource()));
  protected readonly isSending = signal(false);
  protected readonly isRetiring = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly reason = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem && !orphansOf(problem) ? messageOf(problem) : '';
  });
  protected readonly nameFault = computed(() => this.#faultOf('name'));
  protected readonly typeFault = computed(() => this.#faultOf('type'));
  protected readonly retireVerb = computed(() =>
    orphansOf(this.problem()) && this.reason().trim() ? 'Retire it anyway' : 'Retire it',
  );
  protected readonly orphans = computed(() => orphansOf(this.problem()));

  protected type(changed: Partial<TypedResource>): void {
    this.typed.update((typed) => ({ ...typed, ...changed }));
  }

  protected share(clinicId: string, isShared: boolean): void {
    const others = this.typed().sharedWith.filter((id) => id !== clinicId);
    this.type({ sharedWith: isShared ? [...others, clinicId] : others });
  }

  protected addHours(): void {
    this.type({ hours: withMoreHours(this.typed().hours) });
  }

  protected changeHours({ key }: TypedHours, changed: Partial<TypedHours>): void {
    this.type({
      hours: this.typed().hours.map((one) => (one.key === key ? { ...one, ...changed } : one)),
    });
  }

  protected endHours(hours: TypedHours, endsAt: string): void {
    this.changeHours(hours, { endsAt: fromField(endsAt) });
  }

  protected removeHours({ key }: TypedHours): void {
    this.type({ hours: this.typed().hours.filter((one) => one.key !== key) });
  }

  protected faultIn(hours: TypedHours): string {
    return this.wasTried() ? hoursFault(hours) : '';
  }

  protected async save(): Promise<void> {
    this.wasTried.set(true);
    const wish = wishOf(this.typed());
    if (!wish) return;
    const resource = this.resource();
    await this.#send(JSON.stringify(wish), (commandId) =>
      resource
        ? this.#api.change(resource, wish, commandId)
        : this.#api.add({ clinicId: this.clinicId(), ...wish }, commandId),
    );
  }

  protected askToRetire(): void {
    this.problem.set(null);
    this.isRetiring.set(true);
  }

  protected keep(): void {
    this.problem.set(null);
    this.isRetiring.set(false);
  }

  protected async retire(): Promise<void> {
    const resource = this.resource();
    if (!resource) return;
    const overrides = this.orphans() ? leaveOutside(this.reason()) : [];
    await this.#send(JSON.stringify(overrides), (commandId) =>
      this.#api.retire(resource, overrides, commandId),
    );
  }

  #faultOf(field: 'name' | 'type'): string {
    if (this.wasTried() && !this.typed()[field].trim()) return 'Needed.';
    return fieldMessage(this.problem(), field) ?? '';
  }

  /** Without an answer it may have been done: the same wish under the same name is done only once. */
  async #send(wish: string, send: (commandId: string) => Promise<Resource>): Promise<void> {
    if (this.isSending()) return;
    const isRepeat = this.problem()?.code === 'unavailable' && wish === this.#lastWish;
    if (!isRepeat) this.#commandId = newCommandId();
    this.#lastWish = wish;
    this.isSending.set(true);
    try {
      this.saved.emit(await send(this.#commandId));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
