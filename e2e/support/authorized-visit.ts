// What the journey of the booking guard needs: two providers, and a visit with the one whom the payer has approved.
import { addVisitType, setWeeklyTemplate } from '#contract/availability';
import { recordAnswer, submitAuthorization } from '#contract/authorization-decisions';
import { addAuthorizationRule } from '#contract/authorization-rule';
import { authorizationQueue, openAuthorization } from '#contract/authorizations';
import { bookAppointment, type Appointment } from '#contract/calendar';
import { addCoverage } from '#contract/coverage';
import { listPayers } from '#contract/payer';
import { addProvider } from '#contract/staff';
import { httpConsole, type HttpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';
import { instantAt, localDate } from './local-times.ts';

export interface AuthorizedVisit {
  manager: HttpConsole;
  clinicId: string;
  /** Local date in the clinic on which the visit is. */
  date: string;
  patientId: string;
  /** The request whose line covers the visit. */
  itemId: string;
  visit: Appointment;
  /** Works as well on that day, and is not approved. */
  otherId: string;
}

const day = 86_400_000;

/** Three visits are approved with the first provider; one is booked. `name` is letters only. */
export async function givenAuthorizedVisit(url: string, name: string): Promise<AuthorizedVisit> {
  const manager = await httpConsole(url, 'clinic-manager');
  const clinic = manager.me.clinics[0]!;
  const clinicId = clinic.id;
  // Not the day of the other journeys, and on no other weekday: their columns stay where every screen shows them.
  const date = localDate(clinic.zone, 4 * day);
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
  const { id: visitTypeId } = await manager.call(addVisitType, {
    body: {
      ...{ clinicId, name: `${name} therapy`, minutes: 30, modality: 'in-person' },
      ...{ category: 'specialty', colour: 'amber', needsAuthorization: true },
    },
  });
  const works = async (given: string): Promise<string> => {
    const { id: providerId } = await manager.call(addProvider, {
      // Sorts first, so that the column stands where every screen shows it.
      body: {
        ...{ clinicId, family: `Aa${name}`, given, credentials: 'PT', specialty: 'Journeys' },
      },
    });
    await manager.call(setWeeklyTemplate, {
      body: {
        ...{ clinicId, providerId, effectiveFrom: localDate(clinic.zone, 0) },
        blocks: [{ weekday, startsAt: '08:00', endsAt: '18:00', visitTypeIds: [] }],
      },
    });
    return providerId;
  };
  const providerId = await works('Ada');
  const otherId = await works('Bea');
  const patientId = await insured(manager, { clinicId, name, visitTypeId });
  const itemId = await approved(manager, {
    ...{ clinicId, patientId, visitTypeId, providerId, from: localDate(clinic.zone, 0) },
    until: localDate(clinic.zone, 60 * day),
  });
  const visit = await manager.call(bookAppointment, {
    body: {
      ...{ clinicId, providerId, patientId, visitTypeId, overrides: [] },
      startsAt: instantAt(date, '09:00', clinic.zone),
    },
  });
  return { manager, clinicId, date, patientId, itemId, visit, otherId };
}

async function insured(
  manager: HttpConsole,
  { clinicId, name, visitTypeId }: { clinicId: string; name: string; visitTypeId: string },
): Promise<string> {
  const { items: payers } = await manager.call(listPayers, { query: { clinicId } });
  const payer = payers.find(({ lineOfBusiness }) => lineOfBusiness === 'medicare-advantage')!;
  const { id: patientId } = await openChart(manager, {
    ...{ clinicId, family: name, given: 'Rosa', birthOn: '1961-04-05', sex: 'female', phone: null },
  });
  await manager.call(addCoverage, {
    params: { patientId },
    body: {
      ...{ clinicId, payerId: payer.id, planName: 'Choice', memberId: `${name}1` },
      ...{ groupNumber: null, order: 'primary', relationship: 'self', subscriber: null },
      ...{ effectiveFrom: '2024-01-01', endsOn: null },
    },
  });
  await manager.call(addAuthorizationRule, {
    body: {
      clinicId,
      terms: {
        ...{ payerId: payer.id, lineOfBusiness: null, kind: null, visitTypeId },
        ...{ codePrefix: null, drugGroup: null, required: true, level: 'individual' },
        ...{
          documents: [],
          renewDays: 14,
          from: '2024-01-01',
          until: null,
          source: 'Payer’s list',
        },
      },
    },
  });
  return patientId;
}

/** Asked for, submitted with proof, and approved with the provider. */
async function approved(
  manager: HttpConsole,
  of: {
    clinicId: string;
    patientId: string;
    visitTypeId: string;
    providerId: string;
    from: string;
    until: string;
  },
): Promise<string> {
  const { clinicId, patientId, visitTypeId, providerId, from, until } = of;
  const { itemId, lineIds } = await manager.call(openAuthorization, {
    body: {
      ...{ clinicId, patientId, orderingId: providerId },
      diagnoses: [{ code: 'M54.50', text: 'Low back pain' }],
      lines: [
        {
          ...{ kind: 'service', description: 'Therapy', quantity: 3, unit: 'visits', from, until },
          code: { system: 'cpt', code: '97110' },
          ...{ placeOfService: '11', renderingId: providerId, visitTypeId, drugGroup: null },
        },
      ],
    },
  });
  const params = { itemId };
  const { attachment } = await manager.send(authorizationQueue.attach, {
    params,
    headers: {
      ...{ 'x-daysheet-file-name': 'proof.pdf', 'x-daysheet-attachment-kind': 'portal-print' },
    },
    bytes: new TextEncoder().encode('%PDF-1.4\n% proof\n%%EOF'),
  });
  const held = async (): Promise<{ token: number; expectedVersion: number }> => {
    const item = await manager.call(authorizationQueue.claim, { params });
    return { token: item.work.lease?.token ?? 0, expectedVersion: item.version };
  };
  const now = new Date(Date.now() - 60_000).toISOString();
  await manager.call(submitAuthorization, {
    params,
    body: {
      ...{ ...(await held()), channel: 'portal', confirmation: 'C-1' },
      ...{ proofId: attachment.id, receivedAt: now },
    },
  });
  await manager.call(recordAnswer, {
    params,
    body: {
      ...{ ...(await held()), via: 'portal', decidedAt: now },
      answers: [
        {
          ...{ action: 'A1', lineId: lineIds[0]!, number: 'AUTH-9' },
          grant: {
            ...{ quantity: 3, unit: 'visits', from, until, level: 'individual' },
            ...{ providerIds: [providerId], code: null },
          },
        },
      ],
    },
  });
  return itemId;
}
