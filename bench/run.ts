// `npm run bench -- NAME…` prints one JSON line a figure; without a name, all of them.
import { measure, type Bench } from './bench.ts';
import { booking } from './booking.ts';
import { bulk } from './bulk.ts';
import { bundle } from './bundle.ts';
import { calendarPaint, calendarStream, calendarUpdate } from './calendar-day.ts';
import { claim } from './claim.ts';
import { coldStart } from './cold-start.ts';
import { fanout, fanoutSingle } from './fanout.ts';
import { hl7Intake } from './hl7-intake.ts';
import { offerRace } from './offer-race.ts';
import { patientSearch } from './patient-search.ts';
import { authorizationRead, claimRead, queueRead, refillRead, resultRead } from './queue-read.ts';
import { refillBulk } from './refill-bulk.ts';
import { queuePaint, queueScroll } from './queue-scroll.ts';
import { slotSearch } from './slot-search.ts';
import { fillRate, timeToFill } from './time-to-fill.ts';
import { waitlistMatch } from './waitlist-match.ts';
import { x12Read } from './x12-read.ts';

const benches: readonly Bench[] = [
  fanout,
  fanoutSingle,
  booking,
  claim,
  bulk,
  hl7Intake,
  x12Read,
  refillBulk,
  queueRead,
  refillRead,
  authorizationRead,
  resultRead,
  claimRead,
  queuePaint,
  queueScroll,
  patientSearch,
  slotSearch,
  waitlistMatch,
  offerRace,
  timeToFill,
  fillRate,
  calendarPaint,
  calendarUpdate,
  calendarStream,
  bundle,
  coldStart,
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const names = benches.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no bench ${unknown.join(', ')}; there are ${names}.\n`);
  process.exit(1);
}
for (const bench of benches) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
  const missing = bench.missing?.() ?? null;
  if (missing === null) process.stdout.write(`${JSON.stringify(await measure(bench))}\n`);
  else process.stderr.write(`${bench.name} needs ${missing}, which is not here; not measured.\n`);
}
process.exit(0);
