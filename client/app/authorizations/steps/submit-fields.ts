import { Component, computed, forwardRef, input, signal, viewChild } from '@angular/core';
import type { Attachment } from '#contract/attachment';
import { channelsByHand, submissionChannels } from '#contract/authorization-request';
import { MomentFields } from '../moment-fields/moment-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

type Channel = (typeof channelsByHand)[number];

/** That a person has asked the payer: how, what it confirmed, when it received it, and the file that proves it. */
@Component({
  selector: 'app-submit-fields',
  imports: [MomentFields],
  templateUrl: './submit-fields.html',
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => SubmitFields) }],
})
export class SubmitFields extends StepFields {
  readonly files = input.required<readonly Attachment[]>();

  private readonly received = viewChild.required(MomentFields);

  protected readonly channels = channelsByHand.map((channel) => ({
    channel,
    title: submissionChannels[channel],
  }));
  protected readonly channel = signal<Channel>('portal');
  protected readonly confirmation = signal('');
  protected readonly proofId = signal('');
  protected readonly usable = computed(() =>
    this.files().filter(({ removedAt }) => removedAt === null),
  );

  override read(): Typed<Step> {
    const [channel, proofId] = [this.channel(), this.proofId()];
    const confirmation = this.confirmation().trim();
    if (confirmation === '') return { fault: 'Write down what the payer confirmed it with.' };
    if (proofId === '')
      return { fault: 'Choose the file that proves it; attach it under Files first.' };
    const { value: receivedAt, fault } = this.received().readPast();
    if (fault !== undefined) return { fault };
    return {
      value: { decision: 'submit', body: { channel, confirmation, proofId, receivedAt } },
    };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected choose(event: Event): void {
    this.channel.set(this.textOf(event) as Channel);
  }
}
