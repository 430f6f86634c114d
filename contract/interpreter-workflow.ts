// From asking for an interpreter to the answer. It begins, is asked anew and is withdrawn with the visit.
import { defineWorkflow } from './workflow.ts';

export const interpreterModes = ['in-person', 'video', 'phone'] as const;
export type InterpreterMode = (typeof interpreterModes)[number];

/** Why who was asked does not interpret. */
export const declineReasons = {
  'nobody-free': 'Nobody is free then',
  'wrong-language': 'Nobody speaks the language',
  'called-off': 'Confirmed before, and called off',
  other: 'Another reason',
} as const;
export type DeclineReason = keyof typeof declineReasons;

/** Why a request stands where it stands, in words. */
export const requestReasons = {
  ...declineReasons,
  moved: 'The visit was moved',
  'asked-again': 'Asked again',
  reinstated: 'Needed again',
  'visit-off': 'The visit does not take place',
  'not-needed': 'No longer needed',
} as const;
export type RequestReason = keyof typeof requestReasons;

export const interpreterWorkflow = defineWorkflow({
  name: 'interpreter-request',
  initial: 'requested',
  states: {
    requested: { title: 'Requested' },
    confirmed: { title: 'Confirmed' },
    declined: { title: 'Declined' },
    withdrawn: { title: 'Withdrawn' },
  },
  transitions: {
    confirm: {
      title: 'Confirm',
      from: ['requested', 'declined'],
      to: 'confirmed',
      by: 'appointment:book',
      records: ['confirmedBy'],
    },
    decline: {
      title: 'Decline',
      from: ['requested', 'confirmed'],
      to: 'declined',
      by: 'appointment:book',
      records: ['reason'],
      reasons: declineReasons,
    },
    askAgain: {
      title: 'Ask again',
      from: ['confirmed', 'declined'],
      to: 'requested',
      by: 'appointment:book',
    },
    /** The visit has another start: nobody has said yes to that. */
    moved: {
      title: 'Asked again after a move',
      from: ['requested', 'confirmed', 'declined'],
      to: 'requested',
      by: 'system',
    },
    withdraw: {
      title: 'Withdraw',
      from: ['requested', 'confirmed', 'declined'],
      to: 'withdrawn',
      by: 'system',
    },
    /** The visit stands again, or needs one again. */
    revive: { title: 'Asked again', from: ['withdrawn'], to: 'requested', by: 'system' },
  },
});
export type InterpreterStatus = keyof typeof interpreterWorkflow.states;
