import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import { roleHolds, roles, roleTitle, type Role } from '#contract/permission';
import type { Problem } from '#contract/problem';
import { isOfType } from '#contract/resources';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { AvailabilityApi } from '../availability-api';
import {
  categoryWords,
  colourWords,
  modalityWords,
  optionsOf,
  patientsWords,
} from '../availability-words';
import { knownTypes } from '../resource-words';
import { ResourcesApi } from '../resources-api';
import {
  freshVisitType,
  numberFaults,
  typedOf,
  wishOf,
  type TypedVisitType,
} from './typed-visit-type';

/** A kind of visit that the clinic books: a new one, or one that changes or is retired. */
@Component({
  selector: 'app-visit-type-dialog',
  imports: [FormsModule, MatButton, MatIconButton, Modal, SvgIcon],
  templateUrl: './visit-type-dialog.html',
  styleUrl: './visit-type-dialog.scss',
})
export class VisitTypeDialog {
  readonly clinicId = input.required<string>();
  /** What is changed; `null` = something new. */
  readonly visitType = input.required<VisitType | null>();
  readonly saved = output<VisitType>();
  readonly closed = output();

  readonly #api = inject(AvailabilityApi);
  readonly #resourcesApi = inject(ResourcesApi);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly modalities = optionsOf(modalityWords);
  protected readonly categories = optionsOf(categoryWords);
  protected readonly colours = optionsOf(colourWords);
  protected readonly patients = optionsOf(patientsWords);
  protected readonly tolerances = [0, 1, 2, 3];
  protected readonly bookingRoles = roles
    .filter((role) => roleHolds(role, 'appointment:book'))
    .map((role) => ({ role, title: roleTitle[role] }));
  protected readonly typed = linkedSignal<TypedVisitType>(() => {
    const type = this.visitType();
    return type ? typedOf(type) : freshVisitType;
  });

  readonly #resources = resource({
    params: () => ({ clinicId: this.clinicId() }),
    loader: ({ params }) => this.#resourcesApi.list(params.clinicId),
  });
  /** Types of rooms and devices that are not asked for yet. */
  protected readonly moreNeeds = computed(() => {
    const types = this.#resources.hasValue() ? knownTypes(this.#resources.value()) : [];
    return types.filter((type) => !this.typed().needs.some((need) => isOfType(need, type)));
  });
  protected readonly needsFault = computed(
    () => this.problem()?.fields?.find(({ path }) => path.startsWith('needs'))?.message ?? '',
  );
  protected readonly isSending = signal(false);
  protected readonly isRetiring = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly nameFault = computed(() => {
    if (this.wasTried() && !this.typed().name.trim()) return 'Needed.';
    return fieldMessage(this.problem(), 'name');
  });
  protected readonly faults = computed(() => numberFaults(this.typed()));
  protected readonly horizonFault = computed(
    () => this.faults().horizonDays ?? fieldMessage(this.problem(), 'horizonDays') ?? '',
  );

  protected type(changed: Partial<TypedVisitType>): void {
    this.typed.update((typed) => ({ ...typed, ...changed }));
  }

  protected instruct(changed: Partial<TypedVisitType['instructions']>): void {
    this.type({ instructions: { ...this.typed().instructions, ...changed } });
  }

  protected countNeed(at: number, count: number): void {
    this.type({
      needs: this.typed().needs.map((need, n) => (n === at ? { ...need, count } : need)),
    });
  }

  protected addNeed(type: string): void {
    if (type) this.type({ needs: [...this.typed().needs, { type, count: 1 }] });
  }

  protected dropNeed(at: number): void {
    this.type({ needs: this.typed().needs.filter((_, n) => n !== at) });
  }

  protected letBook(role: Role, mayBook: boolean): void {
    const others = this.typed().bookedBy.filter((each) => each !== role);
    this.type({ bookedBy: mayBook ? [...others, role] : others });
  }

  protected async save(): Promise<void> {
    this.wasTried.set(true);
    const wish = wishOf(this.typed());
    if (!wish) return;
    const type = this.visitType();
    await this.#send(JSON.stringify(wish), (commandId) =>
      type
        ? this.#api.changeVisitType(type, wish, commandId)
        : this.#api.addVisitType({ clinicId: this.clinicId(), ...wish }, commandId),
    );
  }

  protected async retire(): Promise<void> {
    const type = this.visitType();
    if (type) await this.#send('retire', (commandId) => this.#api.retireVisitType(type, commandId));
  }

  /** Without an answer it may have been done: the same wish under the same name is done only once. */
  async #send(wish: string, send: (commandId: string) => Promise<VisitType>): Promise<void> {
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
