import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  comesByFiles,
  x12Kinds,
  type InterfaceKindName,
  type FileProblem,
  type InterfaceMessage,
} from '#contract/interfaces';
import { problemOf } from '../../platform/api';
import { dialogAct } from '../../platform/dialog-act';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { InterfacesApi } from '../interfaces-api';

const states: Record<InterfaceMessage['outcome'], { word: string; tone: Tone }> = {
  taken: { word: 'To be applied', tone: 'soon' },
  done: { word: 'Taken', tone: 'ok' },
  refused: { word: 'Refused', tone: 'late' },
  waiting: { word: 'To send', tone: 'soon' },
  sent: { word: 'Sent', tone: 'ok' },
};

/** The last files or messages of an interface: how many of what, what was wrong and where. */
@Component({
  selector: 'app-interface-messages',
  imports: [ErrorState, MatButton, Skeleton, StatusChip],
  templateUrl: './interface-messages.html',
  styleUrl: './interface-messages.scss',
})
export class InterfaceMessages {
  readonly clinicId = input.required<string>();
  readonly interfaceId = input.required<string>();
  readonly kind = input.required<InterfaceKindName>();

  readonly #api = inject(InterfacesApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  protected readonly hasFiles = computed(() => comesByFiles(this.kind()));
  protected readonly act = dialogAct();
  protected readonly given = signal(false);
  protected readonly known = resource({
    params: () => ({ interfaceId: this.interfaceId(), clinicId: this.clinicId() }),
    loader: ({ params }) => this.#api.messages(params.interfaceId, params.clinicId),
  });
  protected readonly items = computed(() => (this.known.hasValue() ? this.known.value() : null));
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  constructor() {
    effect((onCleanup) => {
      onCleanup(this.#feed.hear('interfaces:organization', () => this.known.reload()));
    });
  }

  protected stateOf({ outcome, isAskedAgain }: InterfaceMessage): { word: string; tone: Tone } {
    return isAskedAgain ? { word: 'To be read again', tone: 'soon' } : states[outcome];
  }

  protected titleOf({ at, direction, controlNumber, messageType }: InterfaceMessage): string {
    const number = controlNumber ? ` · no. ${this.#numberOf(controlNumber)}` : '';
    const what = messageType ?? (direction === 'in' ? 'in' : 'out');
    return `${this.#format.dayAndTime(at)} · ${what}${number}`;
  }

  /** X12 pads its numbers with zeroes; those of HL7 are names. */
  #numberOf(controlNumber: string): string {
    return this.hasFiles() ? String(Number(controlNumber) || controlNumber) : controlNumber;
  }

  protected countsOf({ counts, copies }: InterfaceMessage): string {
    const words = Object.entries(counts).map(
      ([what, count]) => `${count} ${count === 1 ? what.replace(/s$/, '') : what}`,
    );
    return [...words, ...(copies > 1 ? [`came ${copies} times`] : [])].join(', ');
  }

  protected problemWords({ place, reason }: FileProblem): string {
    const hasSegments = x12Kinds.includes(this.kind()) || !this.hasFiles();
    const whole = this.hasFiles() ? 'The file' : 'The message';
    return place === 0
      ? `${whole} ${reason}`
      : `${hasSegments ? 'Segment' : 'Entry'} ${place}: ${reason}`;
  }

  protected isGone({ problemCode }: InterfaceMessage): boolean {
    return problemCode === 'file-gone';
  }

  protected async give(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    // The same file may be chosen again.
    field.value = '';
    if (!file) return;
    this.given.set(false);
    const wish = { name: file.name, size: file.size, modified: file.lastModified };
    const of = { interfaceId: this.interfaceId(), clinicId: this.clinicId() };
    const given = await this.act.send(wish, (_, commandId) =>
      this.#api.giveFile(file, of, commandId),
    );
    this.given.set(given !== null);
  }

  protected async readAgain({ id }: InterfaceMessage): Promise<void> {
    const read = await this.act.send({ id }, (_, commandId) =>
      this.#api.readAgain(id, this.clinicId(), commandId),
    );
    if (read) this.known.reload();
  }
}
