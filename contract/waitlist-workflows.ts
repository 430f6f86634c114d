// States of the waitlist: an entry waits, freed time is an opening, an opening is offered.
import * as z from 'zod/mini';
import { defineWorkflow } from './workflow.ts';

export const entryWorkflow = defineWorkflow({
  name: 'waitlist-entry',
  initial: 'active',
  states: {
    active: { title: 'Waiting' },
    paused: { title: 'Paused' },
    booked: { title: 'Booked', final: true },
    withdrawn: { title: 'Withdrawn', final: true },
    /** Waited longer than the clinic lets anybody wait, or the last day on which they could come is past. */
    'aged-out': { title: 'Waited too long', final: true },
  },
  transitions: {
    pause: { title: 'Pause', from: ['active'], to: 'paused', by: 'waitlist:edit' },
    resume: { title: 'Resume', from: ['paused'], to: 'active', by: 'waitlist:edit' },
    withdraw: {
      title: 'Withdraw',
      from: ['active', 'paused'],
      to: 'withdrawn',
      by: 'waitlist:edit',
    },
    book: { title: 'Book', from: ['active', 'paused'], to: 'booked', by: 'system' },
    'age-out': {
      title: 'Wait no longer',
      from: ['active', 'paused'],
      to: 'aged-out',
      by: 'system',
    },
  },
});

export const openingWorkflow = defineWorkflow({
  name: 'waitlist-opening',
  initial: 'open',
  states: {
    open: { title: 'Open' },
    offered: { title: 'Offered' },
    filled: { title: 'Filled', final: true },
    /** The time went otherwise: booked by hand, the cancellation undone, or staff took it back. */
    withdrawn: { title: 'Withdrawn', final: true },
    /** Too late to fill. */
    lapsed: { title: 'Lapsed', final: true },
    /** Too short, or too near when it came free: nobody was asked. */
    'passed-over': { title: 'Passed over', final: true },
  },
  transitions: {
    offer: { title: 'Offer', from: ['open', 'offered'], to: 'offered', by: 'offer:send' },
    reopen: { title: 'Back to open', from: ['offered'], to: 'open', by: 'system' },
    fill: { title: 'Fill', from: ['offered'], to: 'filled', by: 'patient' },
    /** At the desk or on the phone, whoever is being asked. */
    book: { title: 'Take over', from: ['open', 'offered'], to: 'filled', by: 'offer:send' },
    withdraw: {
      title: 'Withdraw',
      from: ['open', 'offered'],
      to: 'withdrawn',
      by: 'offer:withdraw',
    },
    lapse: { title: 'Lapse', from: ['open', 'offered'], to: 'lapsed', by: 'system' },
    'pass-over': { title: 'Pass over', from: ['open'], to: 'passed-over', by: 'system' },
  },
});

/** Final words of the published studies of such systems: accepted, declined, expired, unavailable. */
export const offerWorkflow = defineWorkflow({
  name: 'waitlist-offer',
  initial: 'queued',
  states: {
    /** Waits for the undo window to close. */
    queued: { title: 'Leaves soon' },
    /** Waits for an answer: from the link, or on the phone. */
    sent: { title: 'Sent' },
    /** The patient said yes, and the desk has the last word. */
    wanted: { title: 'Wanted' },
    accepted: { title: 'Accepted', final: true },
    declined: { title: 'Declined', final: true },
    expired: { title: 'Expired', final: true },
    /** Somebody else won, or the time went. */
    unavailable: { title: 'Unavailable', final: true },
    withdrawn: { title: 'Withdrawn', final: true },
  },
  transitions: {
    send: { title: 'Send', from: ['queued'], to: 'sent', by: 'system' },
    want: { title: 'Accept', from: ['sent'], to: 'wanted', by: 'patient' },
    accept: { title: 'Accept', from: ['sent'], to: 'accepted', by: 'patient' },
    decline: { title: 'Decline', from: ['sent', 'wanted'], to: 'declined', by: 'patient' },
    /** By the desk: on the phone, or in confirmation of what the patient wants. */
    book: { title: 'Book', from: ['sent', 'wanted'], to: 'accepted', by: 'offer:send' },
    'decline-for': {
      title: 'Declined',
      from: ['sent', 'wanted'],
      to: 'declined',
      by: 'offer:send',
    },
    expire: { title: 'Expire', from: ['sent'], to: 'expired', by: 'system' },
    'take-over': { title: 'Take over', from: ['queued'], to: 'accepted', by: 'offer:send' },
    lose: {
      title: 'Time has gone',
      from: ['queued', 'sent', 'wanted'],
      to: 'unavailable',
      by: 'system',
    },
    withdraw: {
      title: 'Withdraw',
      from: ['queued', 'sent', 'wanted'],
      to: 'withdrawn',
      by: 'offer:withdraw',
    },
  },
});
export type EntryStatus = keyof typeof entryWorkflow.states;
export type OpeningStatus = keyof typeof openingWorkflow.states;
export type OfferStatus = keyof typeof offerWorkflow.states;
export const entryStatus = z.enum(Object.keys(entryWorkflow.states) as [EntryStatus]);
export const openingStatus = z.enum(Object.keys(openingWorkflow.states) as [OpeningStatus]);
export const offerStatus = z.enum(Object.keys(offerWorkflow.states) as [OfferStatus]);
