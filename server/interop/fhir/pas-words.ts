// The addresses of what Da Vinci Prior Authorization Support adds to FHIR, and of the code lists that it uses.

const definitions = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';

export const pasExtensions = {
  // On a request.
  levelOfService: `${definitions}extension-levelOfServiceCode`,
  careTeamOfWhole: `${definitions}extension-careTeamClaimScope`,
  certificationType: `${definitions}extension-certificationType`,
  requestType: `${definitions}extension-serviceItemRequestType`,
  infoChanged: `${definitions}extension-infoChanged`,
  infoCancelled: `${definitions}modifierextension-infoCancelled`,
  // On both.
  itemTrace: `${definitions}extension-itemTraceNumber`,
  authorizationNumber: `${definitions}extension-authorizationNumber`,
  administrationNumber: `${definitions}extension-administrationReferenceNumber`,
  // On an answer.
  reviewAction: `${definitions}extension-reviewAction`,
  reviewActionCode: `${definitions}extension-reviewActionCode`,
  reviewActionReason: `${definitions}extension-reviewActionReason`,
  issued: `${definitions}extension-itemPreAuthIssueDate`,
  validPeriod: `${definitions}extension-itemPreAuthPeriod`,
  authorizedDate: `${definitions}extension-itemAuthorizedDate`,
  authorizedEventDate: `${definitions}extension-authorizedEventDate`,
  authorizedDetail: `${definitions}extension-itemAuthorizedDetail`,
  errorElement: `${definitions}extension-errorElement`,
  errorPath: `${definitions}extension-errorPath`,
  errorFollowUp: `${definitions}extension-errorFollowupAction`,
} as const;

export const codeSystems = {
  reviewAction: 'https://codesystem.x12.org/005010/306',
} as const;

/**
 * X12 306, as a 278 answers: certified in total, in part, not certified, pended, modified, cancelled, contact the
 * payer, no action required.
 */
export const reviewActions = ['A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA'] as const;
export type ReviewAction = (typeof reviewActions)[number];
