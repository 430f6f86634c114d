import { waitlistRule, type WaitlistRule } from './waitlist-rule.ts';

/** Nobody in the demo sleeps: whoever looks at it at night sees offers leave as well. */
export const demoRule: WaitlistRule = {
  ...waitlistRule.standard,
  quietFrom: '00:00',
  quietUntil: '00:00',
};
