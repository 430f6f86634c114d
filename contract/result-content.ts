// What a report says, in the words of FHIR, whoever sent it and how. A version is kept whole: what is corrected overwrites nothing.
import * as z from 'zod/mini';
import { observationStatuses, type ObservationStatus } from './observations.ts';
import { instant } from './time.ts';

/** DiagnosticReport.status. */
export const reportStatuses = {
  registered: 'Nothing yet',
  partial: 'Partial',
  preliminary: 'Preliminary',
  final: 'Final',
  amended: 'Amended',
  corrected: 'Corrected',
  appended: 'Appended',
  cancelled: 'Not done',
  'entered-in-error': 'Entered in error',
  unknown: 'Status not said',
} as const;
export type ReportStatus = keyof typeof reportStatuses;
export const reportStatus = z.enum(Object.keys(reportStatuses) as [ReportStatus]);

/** What the sender says of a value against its range. */
export const valueFlags = {
  critical: 'Critical',
  low: 'Low',
  high: 'High',
  abnormal: 'Abnormal',
  normal: 'Normal',
} as const;
export type ValueFlag = keyof typeof valueFlags;

/** Of a report: that of its worst value. `unknown` = nobody can tell by what was sent. */
export const severities = {
  critical: 'Critical',
  abnormal: 'Abnormal',
  unknown: 'To be read',
  normal: 'Normal',
} as const;
export type Severity = keyof typeof severities;

/**
 * What a result is about, for rules of release. `sexual-health`, `reproductive`, `substance-use`, `mental-health`, `hiv` and
 * `genetics` are sensitive: values are shown without a stated reason only to clinicians.
 */
export const resultCategories = {
  laboratory: 'Laboratory',
  microbiology: 'Microbiology',
  imaging: 'Imaging',
  pathology: 'Pathology',
  malignancy: 'Likely malignancy',
  genetics: 'Genetics',
  'sexual-health': 'Sexual health',
  reproductive: 'Reproductive health',
  'substance-use': 'Substance use',
  'mental-health': 'Mental health',
  hiv: 'HIV',
  'visit-summary': 'Visit summary',
  'after-visit-note': 'After-visit note',
  immunization: 'Immunization record',
} as const;
export type ResultCategory = keyof typeof resultCategories;
export const resultCategory = z.enum(Object.keys(resultCategories) as [ResultCategory]);

export const sensitiveCategories = [
  'genetics',
  'sexual-health',
  'reproductive',
  'substance-use',
  'mental-health',
  'hiv',
] as const satisfies ResultCategory[];

export function isSensitive(categories: readonly ResultCategory[]): boolean {
  return categories.some((each) =>
    (sensitiveCategories as readonly ResultCategory[]).includes(each),
  );
}

export const resultKinds = {
  laboratory: 'Laboratory result',
  imaging: 'Imaging report',
  pathology: 'Pathology report',
  document: 'Document',
} as const;
export type ResultKind = keyof typeof resultKinds;
export const resultKind = z.enum(Object.keys(resultKinds) as [ResultKind]);

/** One observation of a report. */
export const resultValue = z.strictObject({
  /** The same in every version of the report: code system, code and sub-id. */
  key: z.string(),
  /** LOINC where `system` says so, else the sender's own. */
  code: z.string(),
  /** `LN` = LOINC, `L` or the sender's word = its own. */
  system: z.string(),
  title: z.string(),
  /** As it was sent, lines kept; empty where there is none. */
  text: z.string(),
  /** The same as a number, where it is one and exact. */
  number: z.nullable(z.number()),
  /** UCUM where the sender says so. */
  unit: z.nullable(z.string()),
  /** As it was sent, e.g. `3.5-5.1`. */
  range: z.nullable(z.string()),
  flag: z.nullable(z.enum(Object.keys(valueFlags) as [ValueFlag])),
  /** By the clinic's own list of critical values, or the sender's flag. */
  isCritical: z.boolean(),
  status: z.enum(Object.keys(observationStatuses) as [ObservationStatus]),
  observedAt: z.nullable(instant),
  /** Why there is no value, in the sender's words; `null` = there is one. */
  missing: z.nullable(z.string()),
  notes: z.array(z.string()),
});
export type ResultValue = z.infer<typeof resultValue>;

export const reportContent = z.strictObject({
  values: z.array(resultValue),
  notes: z.array(z.string()),
  /** The reader's own summing up, of a pathology or imaging report, or the text of a document. */
  conclusion: z.string(),
  specimen: z.nullable(z.string()),
});
export type ReportContent = z.infer<typeof reportContent>;

/** How one value of a report, or its conclusion, became another. */
export const valueChange = z.strictObject({
  key: z.string(),
  title: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  /** As `7.1 mmol/L, critical, preliminary`; `null` = it was not there. */
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
  /** Another value, unit, range or flag, and not another status alone. */
  matters: z.boolean(),
});
export type ValueChange = z.infer<typeof valueChange>;

export function valueWords(value: ResultValue): string {
  const said = value.missing === null ? value.text : `no value: ${value.missing}`;
  const flag = value.isCritical ? 'critical' : value.flag === 'normal' ? null : value.flag;
  const parts = [`${said}${value.unit === null ? '' : ` ${value.unit}`}`.trim(), flag];
  return [...parts.filter((part) => part), observationStatuses[value.status].toLowerCase()].join(
    ', ',
  );
}

/** Value by value; in the order of what is now, what is gone at the end. */
export function changesBetween(before: ReportContent, after: ReportContent): ValueChange[] {
  const was = new Map(before.values.map((value) => [value.key, value]));
  const is = new Set(after.values.map(({ key }) => key));
  const changed = after.values.flatMap((value): ValueChange[] => {
    const old = was.get(value.key);
    if (!old) return [changeOf(value, null, value)];
    return valueWords(old) === valueWords(value) && old.range === value.range
      ? []
      : [changeOf(value, old, value)];
  });
  const gone = before.values
    .filter(({ key }) => !is.has(key))
    .map((value) => changeOf(value, value, null));
  return [...changed, ...gone, ...conclusionChange(before, after)];
}

function conclusionChange(
  { conclusion: before }: ReportContent,
  { conclusion: after }: ReportContent,
): ValueChange[] {
  if (before === after) return [];
  const kind = before === '' ? 'added' : after === '' ? 'removed' : 'changed';
  const said = { before: before || null, after: after || null };
  return [{ key: 'conclusion', title: 'Conclusion', kind, ...said, matters: true }];
}

function changeOf(
  { key, title }: ResultValue,
  before: ResultValue | null,
  after: ResultValue | null,
): ValueChange {
  return {
    ...{ key, title, kind: before === null ? 'added' : after === null ? 'removed' : 'changed' },
    before: before && valueWords(before),
    after: after && valueWords(after),
    matters: before === null || after === null || meaning(before) !== meaning(after),
  };
}

/** What somebody who acted on it would have to know. */
function meaning({ text, unit, range, flag, isCritical, missing }: ResultValue): string {
  return JSON.stringify([text, unit, range, flag, isCritical, missing]);
}

/** Did anything change that somebody who saw the earlier version must hear of? */
export function mattersBetween(before: ReportContent, after: ReportContent): boolean {
  return changesBetween(before, after).some(({ matters, kind }) => matters && kind !== 'added');
}

/** That of the worst value; a report without any value or flag has to be read. */
export function severityOf({ values }: ReportContent): Severity {
  const valid = values.filter(({ status }) => status !== 'entered-in-error');
  if (valid.some(({ isCritical }) => isCritical)) return 'critical';
  if (valid.some(({ flag }) => flag !== null && flag !== 'normal')) return 'abnormal';
  return valid.length > 0 && valid.every(({ flag }) => flag === 'normal') ? 'normal' : 'unknown';
}
