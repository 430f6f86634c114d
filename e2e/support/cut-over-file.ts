// What a cut-over needs to stand ready: providers of its own, a patient known by the old system's identifier, and a
// file of future visits of which some overlap and some are of nobody known.
import { addVisitType } from '#contract/availability';
import { checkImport, commitImport, getImport, readImportFile } from '#contract/imports';
import { searchPatients } from '#contract/patients';
import { addProvider } from '#contract/staff';
import { expect } from '@playwright/test';
import { httpConsole, type HttpConsole } from '../../scripts/http-console.ts';

export interface CutOver {
  administrator: HttpConsole;
  clinicId: string;
  /** By which the identifiers of the file are known. */
  system: string;
  providerIds: string[];
  /** Whose the visits are. */
  patientId: string;
  csv: Buffer;
}

export interface CutOverSize {
  visits: number;
  overlaps: number;
  unknown: number;
}

const providers = 20;
const visitsPerDay = 10;

/** `name` makes everything of one journey findable: letters only. */
export async function givenCutOver(url: string, name: string, size: CutOverSize): Promise<CutOver> {
  const administrator = await httpConsole(url, 'administrator');
  const clinicId = administrator.me.clinics[0]!.id;
  const system = `old-${name.toLowerCase()}`;
  await administrator.call(addVisitType, {
    body: {
      clinicId,
      name: `${name} check`,
      minutes: 30,
      modality: 'in-person',
      category: 'routine',
      colour: 'teal',
    },
  });
  const providerIds: string[] = [];
  for (let at = 0; at < providers; at += 1) {
    const given = `Nora${at}`;
    const body = { clinicId, family: name, given, credentials: 'MD', specialty: 'Moves' };
    providerIds.push((await administrator.call(addProvider, { body })).id);
  }
  const patientId = await takePatient(administrator, { clinicId, system, name });
  return { administrator, clinicId, system, providerIds, patientId, csv: visitsFile(name, size) };
}

async function takePatient(
  administrator: HttpConsole,
  { clinicId, system, name }: { clinicId: string; system: string; name: string },
): Promise<string> {
  const read = await administrator.send(readImportFile, {
    query: { clinicId },
    headers: {
      'X-Daysheet-File-Name': 'one-patient.csv',
      'X-Daysheet-Import-System': system,
      'X-Daysheet-Into-Demo': 'yes',
    },
    bytes: Buffer.from(`MRN,Last,First,DOB\nP-1,${name}holder,Ana,1980-02-03\n`),
  });
  const params = { importId: read.items[0]!.id };
  await administrator.call(checkImport, { params });
  await expect
    .poll(async () => (await administrator.call(getImport, { params })).status)
    .toBe('checked');
  const { version } = await administrator.call(getImport, { params });
  await administrator.call(commitImport, { params, body: { expectedVersion: version } });
  await expect
    .poll(async () => (await administrator.call(getImport, { params })).done, { timeout: 30_000 })
    .toBe(1);
  const found = await administrator.call(searchPatients, { body: { text: `${name}holder` } });
  return found.items[0]!.id;
}

function visitsFile(name: string, { visits, overlaps, unknown }: CutOverSize): Buffer {
  const good = visits - overlaps - unknown;
  const line = (id: number, at: number, patient: string): string =>
    `V-${id},${patient},Nora${at % providers} ${name},${name} check,${timeOf(Math.floor(at / providers))}`;
  const lines = Array.from({ length: visits }, (_, id) => {
    if (id < good) return line(id, id, 'P-1');
    // Where the first ones stand already; then where nobody does.
    return id < good + overlaps ? line(id, id - good, 'P-1') : line(id, id, 'P-nobody');
  });
  return Buffer.from(['Appt ID,MRN,Doctor,Appt Type,Date,Time', ...lines, ''].join('\n'));
}

/** The nth half hour of a provider, ten a day at hours that no clocks skip, from a month ahead on. */
function timeOf(slot: number): string {
  const day = new Date(Date.now() + (30 + Math.floor(slot / visitsPerDay)) * 86_400_000);
  const minutes = 12 * 60 + (slot % visitsPerDay) * 30;
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${day.toISOString().slice(0, 10)},${time}`;
}
