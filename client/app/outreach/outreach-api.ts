import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import {
  changeOutreachPolicy,
  countMessages,
  dropMessage,
  getMessageHistory,
  getOutreachPolicy,
  listMessages,
  markMessageDelivered,
  resendMessage,
  withdrawMessage,
  type Message,
  type MessageShow,
  type MessageStep,
  type OutreachPolicy,
} from '#contract/outreach';
import {
  listMessageStops,
  releaseMessages,
  stopMessages,
  type MessageStop,
  type StopScope,
} from '#contract/outreach-stops';
import { Api } from '../platform/api';

export type MessagePage = AnswerOf<typeof listMessages>;
export type ChangeOutreachPolicy = NonNullable<CallArguments<typeof changeOutreachPolicy>['body']>;

const acts = {
  withdraw: withdrawMessage,
  resend: resendMessage,
  drop: dropMessage,
  mark: markMessageDelivered,
} as const;
export type MessageAct = keyof typeof acts;

/** Every call about messages to patients. */
@Service()
export class OutreachApi {
  readonly #api = inject(Api);

  list(clinicId: string, show: MessageShow): Promise<MessagePage> {
    return this.#api.call(listMessages, { query: { clinicId, show, limit: '200' } });
  }

  async countTrouble(clinicId: string): Promise<number> {
    return (await this.#api.call(countMessages, { query: { clinicId } })).trouble;
  }

  act(act: MessageAct, message: Message, commandId: string): Promise<Message> {
    const call = {
      params: { messageId: message.id },
      body: { expectedVersion: message.version },
    };
    return this.#api.call(acts[act], call, { commandId });
  }

  async history(messageId: string): Promise<MessageStep[]> {
    return (await this.#api.call(getMessageHistory, { params: { messageId } })).items;
  }

  getPolicy(clinicId: string): Promise<OutreachPolicy> {
    return this.#api.call(getOutreachPolicy, { query: { clinicId } });
  }

  changePolicy(body: ChangeOutreachPolicy, commandId: string): Promise<OutreachPolicy> {
    return this.#api.call(changeOutreachPolicy, { body }, { commandId });
  }

  async stops(clinicId: string): Promise<MessageStop[]> {
    return (await this.#api.call(listMessageStops, { query: { clinicId } })).items;
  }

  stop(
    body: { clinicId: string; channel: StopScope; reason: string },
    commandId: string,
  ): Promise<MessageStop> {
    return this.#api.call(stopMessages, { body }, { commandId });
  }

  release(
    { stopId, ...body }: { stopId: string; expectedVersion: number; dropHeld: boolean },
    commandId: string,
  ): Promise<AnswerOf<typeof releaseMessages>> {
    return this.#api.call(releaseMessages, { params: { stopId }, body }, { commandId });
  }
}
