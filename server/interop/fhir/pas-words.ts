// The addresses of what Da Vinci Prior Authorization Support adds to FHIR, and of the code lists that it uses.

const definitions = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';

export const pasExtensions = {
  // On a request.
  levelOfService: `${definitions}extension-levelOfServiceCode`,
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
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  ndc: 'http://hl7.org/fhir/sid/ndc',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  placeOfService:
    'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  claimType: 'http://terminology.hl7.org/CodeSystem/claim-type',
  priority: 'http://terminology.hl7.org/CodeSystem/processpriority',
  relatedClaim: 'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship',
  reviewAction: 'https://codesystem.x12.org/005010/306',
  certificationType: 'https://codesystem.x12.org/005010/1322',
  levelOfService: 'https://codesystem.x12.org/005010/1338',
  serviceType: 'https://codesystem.x12.org/005010/1365',
  requestType: 'https://codesystem.x12.org/005010/1525',
} as const;

/**
 * X12 306, as a 278 answers: certified in total, in part, not certified, pended, modified, cancelled, contact the
 * payer, no action required.
 */
export const reviewActions = ['A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA'] as const;
export type ReviewAction = (typeof reviewActions)[number];

/** X12 1322: what is asked for. The fifth that is written, cancelling, is said of the item. */
export const certificationTypes = {
  initial: 'I',
  renewal: 'R',
  revised: 'S',
  extension: '4',
} as const;
export const cancelledCertification = '3';

/** X12 1525: who reviews. */
export const requestTypes = {
  'health-services': 'HS',
  'specialty-care': 'SC',
  admission: 'AR',
} as const;

/** X12 1338. */
export const urgentService = 'U';
