// What a person reads after a step of an authorization.
import type { Authorization } from '#contract/authorization-request';
import { authorizationWorkflow, type AuthorizationStatus } from '#contract/authorization-workflow';

const told: Readonly<Record<string, string>> = {
  describe: 'changed as written',
  submit: 'submitted; the payer’s clock runs',
  send: 'sent to the payer',
  receipt: 'received by the payer; its clock runs',
  extend: 'extended as the payer said',
  'take-back': 'the answer is taken back; it waits for the payer again',
  dismiss: 'the answer that stood is right',
  'offer-peer': 'a talk is offered; the appeal’s clock goes on',
  'end-peer': 'written down what came of the talk',
  appeal: 'appealed',
  accept: 'nothing more is done about it; tell the patient',
  cancel: 'cancelled',
  'ask-anew': 'asked for anew; this is the new request',
  'ask-document': 'the document is on the list',
  'settle-document': 'the document is settled',
  attest: 'attested; it is expedited now',
  'log-call': 'the call is written down',
};

/** What has no words of its own is told by where the request stands now. */
export function toldWords(decision: string, { work }: Authorization): string {
  return (
    told[decision] ??
    authorizationWorkflow.states[work.status as AuthorizationStatus].title.toLowerCase()
  );
}
