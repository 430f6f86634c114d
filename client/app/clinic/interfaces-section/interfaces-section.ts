import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { comesByFiles, interfaceKinds, x12Kinds, type InterfaceView } from '#contract/interfaces';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { InterfaceDialog } from '../interface-dialog/interface-dialog';
import { InterfaceMessages } from '../interface-messages/interface-messages';
import { InterfacesApi } from '../interfaces-api';

/** How files come from and go to other systems, live; and what became of the last ones. */
@Component({
  selector: 'app-interfaces-section',
  imports: [ErrorState, InterfaceDialog, InterfaceMessages, MatButton, Skeleton, StatusChip],
  templateUrl: './interfaces-section.html',
  styleUrl: './interfaces-section.scss',
})
export class InterfacesSection {
  readonly clinicId = input.required<string>();

  readonly #api = inject(InterfacesApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.list(params),
  });
  protected readonly items = computed(() => (this.known.hasValue() ? this.known.value() : null));
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly editing = signal<InterfaceView | 'new' | null>(null);
  protected readonly edited = computed(() => {
    const editing = this.editing();
    return editing === 'new' ? null : editing;
  });
  /** Whose files are on show. */
  protected readonly openId = signal<string | null>(null);

  constructor() {
    effect((onCleanup) => {
      onCleanup(this.#feed.hear('interfaces:organization', () => this.known.reload()));
    });
  }

  protected stateOf({ enabled, kind, refused, waiting }: InterfaceView): {
    word: string;
    tone: Tone;
  } {
    if (!enabled) return { word: 'Switched off', tone: 'neutral' };
    if (refused > 0) return { word: `${refused} refused`, tone: 'late' };
    if (waiting > 0)
      return { word: `${waiting} to ${comesByFiles(kind) ? 'send' : 'apply'}`, tone: 'soon' };
    return { word: 'On', tone: 'ok' };
  }

  protected aboutOf(row: InterfaceView): string {
    const payers = row.payerIds.length;
    const reached = `${payers} ${payers === 1 ? 'payer' : 'payers'}`;
    const scope = row.clinicId === null ? 'all clinics' : 'this clinic';
    const usage = row.isTest ? 'test' : 'production';
    const whom = x12Kinds.includes(row.kind) ? [scope, reached] : [scope];
    return [interfaceKinds[row.kind], ...whom, usage].join(' · ');
  }

  protected hasFiles({ kind }: InterfaceView): boolean {
    return comesByFiles(kind);
  }

  /** MSH-3 to MSH-6, as messages have to say them. */
  protected senderOf(row: InterfaceView): string {
    const named = (...names: (string | null)[]): string =>
      names.flatMap((name) => (name === null || name === '' ? [] : name)).join(' at ');
    const us = named(row.ourApplication, row.ourFacility);
    const them = `From ${named(row.theirApplication, row.theirFacility)}`;
    return us === '' ? them : `${them} · to ${us}`;
  }

  /** Of X12 alone. */
  protected partiesOf({ ourId, theirId }: InterfaceView): string {
    return ourId === null || theirId === null ? '' : ` · we are ${ourId}, they are ${theirId}`;
  }

  protected trafficOf({ kind, lastSentAt, lastTakenAt }: InterfaceView): string {
    const sent = lastSentAt ? `last sent ${this.#format.dayAndTime(lastSentAt)}` : 'nothing sent';
    const taken = lastTakenAt
      ? `last taken ${this.#format.dayAndTime(lastTakenAt)}`
      : 'nothing taken';
    return x12Kinds.includes(kind) ? `In 30 days: ${sent}, ${taken}` : `In 30 days: ${taken}`;
  }

  protected toggle(id: string): void {
    this.openId.update((open) => (open === id ? null : id));
  }

  protected saved(): void {
    this.editing.set(null);
    this.known.reload();
  }
}
