// What the parts of a patient's record are called on screen.

/** Acts of the record's versions. */
export const historyActs: Readonly<Record<string, string>> = {
  register: 'Registered',
  change: 'Changed',
};

/** Columns of the record, as its versions name them. */
export const fieldWords: Readonly<Record<string, string>> = {
  mrn: 'MRN',
  family: 'Family name',
  given: 'Given name',
  birth_on: 'Birth date',
  sex: 'Sex',
  pronouns: 'Pronouns',
  language: 'Language',
  interpreter: 'Interpreter',
  phone: 'Phone',
  phone_use: 'Kind of phone',
  phone_may_text: 'May get texts',
  more_phones: 'More phones',
  email: 'E-mail',
  preferred_name: 'Preferred name',
  other_names: 'Other names',
  gender_identity: 'Gender identity',
  preferred_channel: 'Preferred channel',
  preferred_times: 'Preferred times',
  zone: 'Time zone',
  addresses: 'Addresses',
  contacts: 'Contacts',
  care_team: 'Care team',
  statements: 'Medications and allergies',
  pharmacy: 'Pharmacy',
};
