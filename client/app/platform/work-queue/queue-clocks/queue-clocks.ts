import { Component, computed, inject, input } from '@angular/core';
import type { WorkClock } from '#contract/work';
import { Clock } from '../../clock';
import { TimeFormat } from '../../time-format';
import { StatusChip, type Tone } from '../../../ui/status-chip/status-chip';
import { levelTones } from '../due-words';

/** Every deadline of an item, with what started it and what it waits for. */
@Component({
  selector: 'app-queue-clocks',
  imports: [StatusChip],
  templateUrl: './queue-clocks.html',
  styleUrl: './queue-clocks.scss',
})
export class QueueClocks {
  readonly clocks = input.required<readonly WorkClock[]>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  protected readonly lines = computed(() => this.clocks().map((clock) => this.#lineOf(clock)));

  #lineOf(clock: WorkClock) {
    const format = this.#format;
    return {
      id: clock.id,
      title: clock.title,
      ...this.#stateOf(clock),
      started: `${clock.startEvidence}, ${format.dayAndTime(clock.startedAt)}`,
      target: clock.targetAt ? format.dayAndTime(clock.targetAt) : null,
      deadline: `${format.dayAndTime(clock.deadlineAt)} ${format.zone(clock.deadlineAt)}`,
      paused: clock.pausedBecause,
      rule: clock.ruleVersion === 0 ? 'standard rule' : `rule, version ${clock.ruleVersion}`,
    };
  }

  #stateOf(clock: WorkClock): { word: string; tone: Tone } {
    if (clock.state === 'paused') return { word: 'Paused', tone: 'held' };
    if (clock.state === 'stopped') {
      const isMet = clock.stoppedAt !== null && clock.stoppedAt <= clock.deadlineAt;
      return isMet ? { word: 'Met', tone: 'ok' } : { word: 'Missed', tone: 'late' };
    }
    const now = this.#clock.now();
    const span = this.#format.relative(clock.deadlineAt, now);
    return clock.deadlineAt <= now
      ? { word: `Late since ${span.replace(' ago', '')}`, tone: 'late' }
      : { word: span, tone: levelTones[clock.level] };
  }
}
