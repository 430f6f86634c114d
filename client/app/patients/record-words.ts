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
  email: 'E-mail',
};
