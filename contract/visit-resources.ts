// The rooms, devices and interpreters of a visit, chosen by hand.
import * as z from 'zod/mini';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { resourceNeed } from './resources.ts';

const params = z.strictObject({ appointmentId: z.uuid() });

export const listFreeResources = endpoint({
  name: 'listFreeResources',
  method: 'GET',
  path: '/api/calendar/appointments/:appointmentId/free-resources',
  summary: 'What the clinic uses, and whether a visit could have it at its time; what it needs.',
  access: 'appointment:read',
  params,
  answer: z.strictObject({
    needs: z.array(resourceNeed),
    /** In the order in which they are taken; those that the visit has among them. */
    items: z.array(z.strictObject({ resourceId: z.uuid(), isFree: z.boolean() })),
  }),
});

export const assignResources = endpoint({
  name: 'assignResources',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/assign-resources',
  summary: 'Give a visit other rooms, devices or interpreters: these, and no others.',
  access: 'appointment:room',
  params,
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    resourceIds: z.array(z.uuid()).check(z.maxLength(10)),
  }),
  answer: appointment,
  rules: ['wrong-state', 'resource-taken'],
  showsPatients: true,
});

export const visitResourceEndpoints = [listFreeResources, assignResources] as const;
