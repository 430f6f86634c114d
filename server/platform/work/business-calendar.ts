import { businessCalendar as schema, type BusinessCalendar } from '#contract/business-calendar';
import { federalHolidays } from '#contract/federal-holidays';
import type { RuleDefinition } from '../rules/dated-rules.ts';

/** When a clinic works, as a dated rule. */
export const businessCalendar: RuleDefinition<BusinessCalendar> = {
  name: 'work.business-calendar',
  schema,
  standard: {
    hours: [1, 2, 3, 4, 5].map((day) => ({ weekday: day, from: '08:00', until: '17:00' })),
    federalHolidays: federalHolidays.map(({ code }) => code),
    ownHolidays: [],
    closures: [],
    closedHours: [],
    openings: [],
  },
};
