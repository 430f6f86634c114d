// What an audit entry says was done, in plain words.
const known: Readonly<Record<string, string>> = {
  getPatientRecord: 'Chart opened',
  getPatientHeader: 'Patient header',
  getPatientAlerts: 'Flags and who may be told',
  getPatientHistory: 'History of the record',
  listDay: 'Calendar of a day',
  listWeek: 'Calendar of a week',
  searchPatients: 'Search for a patient',
  findNearMatches: 'Near matches of a new chart',
  searchPatientAccesses: 'Who looked at the chart',
  searchPersonAccesses: 'What somebody looked at',
  searchTakenOut: 'What left the console',
  searchFailedTries: 'Failed tries',
  listAccessesToReview: 'Look-ups to review',
  getArchive: 'Archive of everything',
  takePrivacyList: 'List of the privacy page',
  signIn: 'Sign-in',
  proveIdentity: 'Proof of who they are',
  callFromAnotherSite: 'Call from another site',
  callWithKey: 'Call of a program',
};

/** Of a name that begins so, what was looked at says all. */
const looking = /^(get|list|count|search) /;

/** `listPatientAppointments` → `Patient visits`, `bookAppointment` → `Book visit`. */
export function actWords(act: string): string {
  const said = known[act];
  if (said !== undefined) return said;
  const words = act
    .replaceAll(/([A-Z])/g, ' $1')
    .toLowerCase()
    .replace(/\bappointment/g, 'visit')
    .replace(looking, '')
    .replace(/^export /, 'list of ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const refusals: Readonly<Record<string, string>> = {
  'not-allowed': 'not allowed',
  'not-found': 'not there, or not theirs to see',
  'sign-in-failed': 'login and password do not match',
  'code-wrong': 'wrong code',
  'too-many-requests': 'too many tries before',
  'not-same-origin': 'not sent by the console',
  'not-signed-in': 'key unknown, expired or ended',
};

export function refusalWords(code: string): string {
  return refusals[code] ?? code.replaceAll('-', ' ');
}

const targets: Readonly<Record<string, string>> = { csv: 'CSV file', print: 'Paper' };

export function targetWords(target: string | null): string {
  return target === null ? 'File' : (targets[target] ?? target);
}

/** How many patients were in it. An archive has everybody's, of whom it names none. */
export function patientCountWords({ act, patients }: { act: string; patients: number }): string {
  return act === 'getArchive' ? 'all' : String(patients);
}
