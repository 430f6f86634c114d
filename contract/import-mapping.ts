// Which column of a file is which field: guessed from the headings, decided by a person.
import {
  importFields,
  importSubjects,
  type ImportField,
  type ImportMapping,
  type ImportSubject,
} from './import-fields.ts';

/** How other systems head the same thing; letters and digits only, lower case. */
const synonyms: Readonly<Record<ImportSubject, Readonly<Record<string, readonly string[]>>>> = {
  'visit-types': {
    identifier: ['id', 'externalid', 'visittypeid', 'appointmenttypeid', 'typeid', 'code'],
    name: ['visittype', 'appointmenttype', 'type', 'visittypename', 'description'],
    minutes: ['duration', 'durationminutes', 'length', 'defaultduration'],
    modality: ['mode', 'telehealth', 'delivery'],
    category: ['class', 'kind'],
    colour: ['color'],
    bufferBefore: ['buffer', 'setup', 'setupminutes'],
    bufferAfter: ['cleanup', 'cleanupminutes'],
  },
  locations: {
    identifier: ['id', 'externalid', 'locationid', 'facilityid', 'siteid', 'clinicid'],
    name: ['location', 'locationname', 'facility', 'facilityname', 'site', 'sitename'],
    clinic: ['ourclinic', 'clinicname'],
    kind: ['type', 'locationtype', 'physicaltype'],
    phone: ['telephone', 'phonenumber', 'mainphone'],
    address: ['streetaddress', 'street', 'fulladdress'],
  },
  practitioners: {
    identifier: ['id', 'externalid', 'providerid', 'practitionerid', 'doctorid'],
    family: ['lastname', 'surname', 'last'],
    given: ['firstname', 'forename', 'first'],
    credentials: ['credential', 'degree', 'suffix'],
    specialty: ['speciality', 'department'],
    npi: ['npinumber', 'nationalproviderid'],
  },
  templates: {
    identifier: ['id', 'externalid', 'blockid', 'templateid', 'scheduleid', 'slotid'],
    provider: ['providerid', 'providername', 'doctor', 'physician', 'clinician', 'resource'],
    weekday: ['dayofweek', 'weekdays', 'days', 'day'],
    from: ['start', 'starttime', 'timefrom', 'begin', 'begintime'],
    until: ['end', 'endtime', 'timeto', 'to'],
    effectiveFrom: ['effectivedate', 'startdate', 'validfrom', 'effective'],
    effectiveTo: ['enddate', 'validto', 'validuntil', 'effectiveuntil'],
    visitTypes: ['visittype', 'appointmenttypes', 'appointmenttype', 'types'],
    clinic: ['location', 'facility', 'site', 'locationid', 'clinicid'],
    startsAt: ['startdatetime', 'slotstart'],
    endsAt: ['enddatetime', 'slotend'],
  },
  patients: {
    identifier: ['id', 'externalid', 'mrn', 'patientid', 'chart', 'chartnumber'],
    family: ['lastname', 'surname', 'last'],
    given: ['firstname', 'forename', 'first'],
    birthOn: ['dob', 'dateofbirth', 'born', 'birthday'],
    sex: ['gender', 'sexatbirth'],
    language: ['preferredlanguage', 'lang'],
    phone: ['telephone', 'mobile', 'cell', 'cellphone', 'phonenumber', 'homephone'],
    email: ['mail', 'emailaddress'],
  },
  contacts: {
    identifier: ['id', 'externalid', 'contactid', 'relatedpersonid', 'relationid'],
    patient: ['patientid', 'patientidentifier', 'mrn', 'patientmrn', 'chart', 'chartnumber'],
    name: ['contactname', 'contact', 'fullname', 'nextofkin'],
    relationship: ['relation', 'relationtopatient', 'relationshiptopatient'],
    phone: ['telephone', 'mobile', 'cell', 'contactphone', 'phonenumber'],
    emergency: ['isemergency', 'iscontact', 'emergencyflag', 'ice'],
    endsOn: ['enddate', 'until', 'validto'],
  },
  coverages: {
    identifier: ['id', 'externalid', 'coverageid', 'policyid', 'insuranceid'],
    patient: ['patientid', 'patientidentifier', 'mrn', 'patientmrn', 'chart', 'chartnumber'],
    payer: ['payerid', 'payername', 'insurer', 'insurance', 'carrier'],
    memberId: ['member', 'memberno', 'subscriberid', 'policynumber'],
    effectiveFrom: ['effectivedate', 'effective', 'startdate', 'from', 'coveragestart'],
    endsOn: ['enddate', 'termdate', 'terminationdate', 'until', 'coverageend'],
    order: ['billingorder', 'rank', 'priority'],
    plan: ['planname', 'product'],
    group: ['groupno', 'groupid'],
    relationship: ['relation', 'relationshiptosubscriber'],
    subscriberFamily: ['subscriberlastname', 'subscriberlast'],
    subscriberGiven: ['subscriberfirstname', 'subscriberfirst'],
    subscriberBirthOn: ['subscriberdob', 'subscriberdateofbirth'],
  },
  visits: {
    identifier: ['id', 'externalid', 'visitid', 'appointmentid', 'apptid'],
    patient: ['patientid', 'patientidentifier', 'mrn', 'patientmrn', 'chart', 'chartnumber'],
    provider: ['providerid', 'providername', 'doctor', 'physician', 'clinician', 'resource'],
    visitType: ['appointmenttype', 'appttype', 'type'],
    date: ['appointmentdate', 'apptdate', 'visitdate', 'day'],
    time: ['appointmenttime', 'appttime', 'visittime', 'starttime', 'start'],
    startsAt: ['startdatetime', 'appointmentdatetime'],
    clinic: ['location', 'facility', 'site', 'locationid', 'clinicid'],
  },
};

/** Each field takes the first heading that is its name, its title or a usual word for it; no heading serves twice. */
export function guessMapping(subject: ImportSubject, headings: readonly string[]): ImportMapping {
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  // By name first, for all fields: a synonym of one may be the name of another.
  for (const byName of [true, false])
    for (const [field, { title }] of fieldsOf(subject)) {
      const words = byName ? [plain(field), plain(title)] : (synonyms[subject][field] ?? []);
      const found = headings.find((each) => !taken.has(each) && words.includes(plain(each)));
      if (field in mapping || found === undefined) continue;
      mapping[field] = found;
      taken.add(found);
    }
  return mapping;
}

/** What a file with these headings is about: of which subject they fill the needed fields best, and then the most. */
export function recognizeSubject(headings: readonly string[]): ImportSubject {
  const found = importSubjects.map((subject) => {
    const mapping = guessMapping(subject, headings);
    const needed = fieldsOf(subject).filter(([, field]) => field.needed).length;
    const missing = unmappedFields(subject, mapping).length;
    return { subject, share: (needed - missing) / needed, fields: Object.keys(mapping).length };
  });
  const [best] = found.sort((a, b) => b.share - a.share || b.fields - a.fields);
  return best === undefined || best.fields === 0 ? 'patients' : best.subject;
}

/** Needed fields that no column fills. */
export function unmappedFields(subject: ImportSubject, mapping: ImportMapping): string[] {
  return fieldsOf(subject)
    .filter(([field, { needed }]) => needed && !(field in mapping))
    .map(([, { title }]) => title);
}

function plain(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function fieldsOf(subject: ImportSubject): [string, ImportField][] {
  return Object.entries<ImportField>(importFields[subject]);
}
