import { inject, Service } from '@angular/core';
import type { AnswerOf } from '#contract/endpoint';
import {
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
  type Notification,
} from '#contract/notifications';
import { listColleagues, type Colleague } from '#contract/staff';
import { Api } from '../../platform/api';

/** Every call that the bell makes. */
@Service()
export class NotificationsApi {
  readonly #api = inject(Api);

  list(page: { limit: number; after?: string }): Promise<AnswerOf<typeof listNotifications>> {
    return this.#api.call(listNotifications, { query: page });
  }

  markRead(notificationId: string): Promise<Notification> {
    return this.#api.call(markNotificationRead, { params: { notificationId } });
  }

  async markAllRead(): Promise<void> {
    await this.#api.call(markAllNotificationsRead);
  }

  async listColleagues(clinicId: string): Promise<Colleague[]> {
    return (await this.#api.call(listColleagues, { query: { clinicId } })).items;
  }
}
