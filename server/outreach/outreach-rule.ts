// What a clinic decides about all that it says to patients.
import * as z from 'zod/mini';
import { outreachRules } from '#contract/outreach';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

const value = z.strictObject(outreachRules);

export type OutreachRule = z.infer<typeof value>;

export const outreachRule: RuleDefinition<OutreachRule> = {
  name: 'outreach.policy',
  schema: value,
  standard: {
    undoSeconds: 60,
    quietFrom: '21:00',
    quietUntil: '08:00',
    budgetMessages: 6,
    budgetDays: 7,
    // Who has a visit is to hear of it.
    budgetExempts: ['reminder', 'confirmation'],
    confirmsBookings: true,
    remindHours: [168, 48],
    remindModalities: ['in-person', 'video', 'phone'],
  },
};
