// Builders for the specs of messages.
import type { Message, OutreachPolicy } from '#contract/outreach';
import { riverside } from '../platform/given-session';

export const nine = '2026-11-23T14:00:00.000Z';

export function aMessage(overrides: Partial<Message> = {}): Message {
  return {
    id: '018f0000-0000-7000-8000-000000009001',
    clinicId: riverside,
    patient: {
      id: '018f0000-0000-7000-8000-000000009101',
      mrn: 'M-1',
      family: 'Okafor',
      given: 'Grace',
      birthOn: '1980-05-01',
      interpreter: false,
    },
    channel: 'text',
    kind: 'reminder',
    about: { kind: 'visit', id: '018f0000-0000-7000-8000-000000009201' },
    language: 'en',
    status: 'unknown',
    because: 'connection-lost',
    queuedAt: nine,
    leavesAt: nine,
    expiresAt: '2026-11-24T14:00:00.000Z',
    attempts: 1,
    sentAt: null,
    version: 3,
    ...overrides,
  };
}

export function aPolicy(overrides: Partial<OutreachPolicy> = {}): OutreachPolicy {
  return {
    clinicId: riverside,
    undoSeconds: 60,
    quietFrom: '21:00',
    quietUntil: '08:00',
    budgetMessages: 6,
    budgetDays: 7,
    budgetExempts: ['reminder', 'confirmation'],
    confirmsBookings: true,
    remindHours: [168, 48],
    remindModalities: ['in-person', 'video', 'phone'],
    version: 1,
    ...overrides,
  };
}
