import { inject, Injectable } from '@angular/core';
import type { Attachment } from '#contract/attachment';
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import { listColleagues, type Colleague } from '#contract/staff';
import type { WorkComment, WorkItem, WorkStep } from '#contract/work';
import type { LinkChoice, WorkLink } from '#contract/work-link';
import { Api } from '../api';
import { newCommandId } from '../command-id';
import { WORK_QUEUE } from './work-queue';
import type { QueueAct, QueueList, QueuePage } from './work-queue-events';

export interface ItemWithStory {
  item: WorkItem;
  steps: WorkStep[];
  comments: WorkComment[];
  attachments: Attachment[];
  links: WorkLink[];
}

/** Every call that a queue's shell makes, to the endpoints of the queue on show. */
@Injectable()
export class WorkQueueApi {
  readonly #api = inject(Api);
  readonly #queue = inject(WORK_QUEUE);

  list(
    { clinicId, filter }: QueueList,
    page: { limit: number; after?: string },
  ): Promise<QueuePage & { asOf: number }> {
    return this.#api.call(this.#queue.endpoints.list, { query: { clinicId, ...filter, ...page } });
  }

  async listColleagues(clinicId: string): Promise<Colleague[]> {
    return (await this.#api.call(listColleagues, { query: { clinicId } })).items;
  }

  get(itemId: string): Promise<ItemWithStory> {
    return this.#api.call(this.#queue.endpoints.get, { params: { itemId } });
  }

  async listLinkable(itemId: string): Promise<LinkChoice[]> {
    const { listLinkable } = this.#queue.endpoints;
    return (await this.#api.call(listLinkable, { params: { itemId } })).items;
  }

  async claimNext(clinicId: string, commandId: string): Promise<WorkItem | null> {
    const next = this.#queue.endpoints.claimNext;
    return (await this.#api.call(next, { body: { clinicId } }, { commandId })).item;
  }

  async renew({ id, work }: WorkItem): Promise<void> {
    const body = { token: work.lease?.token ?? 0 };
    await this.#api.call(this.#queue.endpoints.renew, { params: { itemId: id }, body });
  }

  /** A decision about an item that nobody holds claims it first. */
  async send(item: WorkItem, act: QueueAct, commandId: string): Promise<WorkItem> {
    const needsLease = act.kind === 'decide' && act.decision in this.#queue.decisions;
    if (!needsLease || item.work.lease !== null) return this.#do(item, act, commandId);
    const claimed = await this.#do(item, { kind: 'claim' }, newCommandId());
    // Taking it is one version; whatever else came meanwhile nobody has seen here.
    const version = claimed.version === item.version + 1 ? claimed.version : item.version;
    return this.#do({ ...claimed, version }, act, commandId);
  }

  /** The same once more on what the item has become; who holds it loses it first. */
  async sendAnyway(
    current: WorkItem,
    act: QueueAct,
    { me, commandId }: { me: string; commandId: string },
  ): Promise<WorkItem> {
    const { lease } = current.work;
    if (lease === null || lease.holderId === me) return this.send(current, act, commandId);
    const taken = await this.#do(current, { kind: 'take-over' }, newCommandId());
    const isDone = act.kind === 'claim' || act.kind === 'take-over';
    return isDone ? taken : this.#do(taken, act, commandId);
  }

  async #removeFile(
    { id: itemId, version: expectedVersion }: WorkItem,
    { attachmentId, reason }: Extract<QueueAct, { kind: 'remove-file' }>,
    commandId: string,
  ): Promise<WorkItem> {
    const input = { params: { itemId, attachmentId }, body: { expectedVersion, reason } };
    const { removeAttachment } = this.#queue.endpoints;
    return (await this.#api.call(removeAttachment, input, { commandId })).item;
  }

  #do(item: WorkItem, act: QueueAct, commandId: string): Promise<WorkItem> {
    const { endpoints, decisions, steps = {}, decidesOnVersion = false } = this.#queue;
    const expectedVersion = item.version;
    const token = item.work.lease?.token ?? 0;
    const post = <E extends Endpoint>(
      endpoint: E,
      body?: NonNullable<CallArguments<E>['body']>,
    ): Promise<AnswerOf<E>> => {
      const input = { params: { itemId: item.id }, ...(body ? { body } : {}) };
      return this.#api.call(endpoint, input as CallArguments<E>, { commandId });
    };
    switch (act.kind) {
      case 'claim':
        return post(endpoints.claim);
      case 'release':
        return post(endpoints.release, { token });
      case 'take-over':
        return post(endpoints.takeOver, { expectedVersion });
      case 'wake':
        return post(endpoints.wake, { expectedVersion });
      case 'assign':
        return post(endpoints.assign, { expectedVersion, ownerId: act.ownerId });
      case 'snooze':
        return post(endpoints.snooze, { expectedVersion, until: act.until });
      case 'comment':
        return post(endpoints.comment, { text: act.text, mentions: act.mentions });
      case 'tag':
        return post(endpoints.tag, { expectedVersion, tags: act.tags });
      case 'link':
        return post(endpoints.link, { expectedVersion, ...act.record });
      case 'unlink':
        return post(endpoints.unlink, { expectedVersion, ...act.record });
      case 'remove-file':
        return this.#removeFile(item, act, commandId);
      case 'decide': {
        const [decision, step] = [decisions[act.decision], steps[act.decision]];
        const held = decidesOnVersion ? { token, expectedVersion } : { token };
        if (decision) return post(decision, { ...act.body, ...held }) as Promise<WorkItem>;
        if (step) return post(step, { ...act.body, expectedVersion }) as Promise<WorkItem>;
        throw new Error(`The queue has no decision ${act.decision}.`);
      }
    }
  }
}
