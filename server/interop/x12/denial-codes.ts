// What reason codes (CARC) and remark codes (RARC) mean for who works on a claim. X12 keeps the lists and changes them three
// times a year; the classes are our own reading of them. A reason that stands nowhere here is a denial that somebody looks at.

/** Why a line was denied, as far as it decides what is done next. */
export type RootCause =
  | 'authorization'
  | 'eligibility'
  | 'timely-filing'
  | 'coordination'
  | 'medical-necessity'
  | 'missing-information'
  | 'coding'
  | 'duplicate'
  | 'bundled'
  | 'non-covered'
  | 'maximum'
  | 'provider-enrolment'
  | 'other';

function codes(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** CARC of what a contract or a law takes off: above the fee schedule, discounts, withholding, capitation, sequestration. */
export const contractual = codes(
  '24 42 44 45 59 102 103 104 105 121 130 131 137 139 143 144 161 172 223 237 245 246 253 A2 B10',
);

/** CARC of a patient's share in what a plan covers: deductible, coinsurance, copay and their like. */
export const patientShares = codes('1 2 3 66 85 100 122 142 178 187 241 247 248');

/** CARC that only explain a sum: another payer's part, an outlier, what was paid beyond the charge. */
export const explanations = codes('23 69 70 74 75 76 94 101 132 225');

const reasons: Readonly<Record<Exclude<RootCause, 'other'>, ReadonlySet<string>>> = {
  authorization: codes('15 39 197 198 210 243 284 287 288 296 302'),
  eligibility: codes('13 14 26 27 31 32 33 34 51 140 166 177 179 180 200 239 258'),
  'timely-filing': codes('29'),
  coordination: codes('19 20 21 22 109 116 136 201 209 215 228 275 276 B11'),
  'medical-necessity': codes('40 50 55 56 58 150 151 152 153 154 167 186 219 249 272 B8'),
  'missing-information': codes(
    '16 107 129 148 163 164 173 174 175 176 192 226 227 250 251 252 B12',
  ),
  coding: codes('4 5 6 7 8 9 10 11 12 110 146 181 182 189 199 240 261 A8 B16 B22'),
  duplicate: codes('18 B13'),
  bundled: codes('60 78 97 190 194 231 234 236 B15 B20'),
  'non-covered': codes(
    '48 49 53 54 96 111 114 134 157 158 159 170 171 188 202 204 242 256 269 279',
  ),
  maximum: codes('35 119 149 160 222 273 B1 B14'),
  'provider-enrolment': codes('147 183 184 185 206 207 208 283 299 B7 B23'),
};

/** RARC that say more closely what a reason leaves open. */
const remarks: Readonly<Partial<Record<RootCause, ReadonlySet<string>>>> = {
  authorization: codes('M62 N54'),
  eligibility: codes('MA27 MA36 MA61 N30 N382'),
  coordination: codes('MA04 MA83 MA92 N4 N197'),
  'medical-necessity': codes('M25 N115 N386'),
  coding: codes('M20 M50 M51 M53 M64 M76 M77 M81 MA63 MA66 N56 N519 N657 N822 N823'),
  duplicate: codes('M86 N522'),
  bundled: codes('M15 M80 N19 N20'),
  maximum: codes('N362'),
  'provider-enrolment': codes('M143 MA120 N95 N253 N257 N265 N286 N290 N570 N574'),
};

/** Reasons that say no more than that something is wrong. */
const vague = codes('16 96 129 192 A1');

/** `other` for a reason that nobody has classed. */
export function rootCause(reason: string, remarkCodes: readonly string[]): RootCause {
  const said = vague.has(reason)
    ? remarkCodes.flatMap((code) => causeIn(remarks, code) ?? [])[0]
    : undefined;
  return said ?? causeIn(reasons, reason) ?? 'other';
}

function causeIn(
  table: Readonly<Partial<Record<RootCause, ReadonlySet<string>>>>,
  code: string,
): RootCause | null {
  for (const [cause, known] of Object.entries(table))
    if (known.has(code)) return cause as RootCause;
  return null;
}

/**
 * RARC that forbid to bill a patient although a CAS says PR: a Qualified Medicare Beneficiary owes no deductible (N781), no
 * coinsurance (N782) and no copay (N783); Section 1902(n)(3)(B) of the Social Security Act.
 */
export const protectsPatient = codes('N781 N782 N783');

/**
 * RARC with which there is no appeal: MA130 = the claim could not be processed, a new one is due; N211 = the decision may
 * not be appealed (42 CFR 405.926).
 */
export const forbidsAppeal = codes('MA130 N211');
