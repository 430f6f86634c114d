// Free times beyond the demo's four weeks, one patient per provider, so that no booking meets a rule.
import { listVisitTypes, listWorkingWindows } from '#contract/availability';
import { searchPatients } from '#contract/patients';
import { listProviders } from '#contract/staff';
import type { HttpConsole } from '../scripts/http-console.ts';

export interface Booking {
  clinicId: string;
  date: string;
  providerId: string;
  patientId: string;
  visitTypeId: string;
  startsAt: string;
}

const firstDay = 40;

export async function planBookings(console: HttpConsole, wanted: number): Promise<Booking[]> {
  const plan: Booking[] = [];
  const { items: patients } = await console.call(searchPatients, {
    body: { text: 'DEMO-0001', limit: 50 },
  });
  const patientOf = new Map<string, string>();
  for (let day = firstDay; plan.length < wanted && day < firstDay + 120; day++) {
    const date = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
    for (const { id: clinicId } of console.me.clinics) {
      const { items: types } = await console.call(listVisitTypes, { query: { clinicId } });
      const type = types.find(({ active, minutes }) => active && minutes <= 30);
      const { items: providers } = await console.call(listProviders, { query: { clinicId } });
      for (const { id } of providers)
        if (!patientOf.has(id)) patientOf.set(id, patients[patientOf.size]?.id ?? '');
      const { items: windows } = await console.call(listWorkingWindows, {
        query: { clinicId, date },
      });
      for (const window of windows) {
        if (!type) continue;
        if (window.visitTypeIds.length > 0 && !window.visitTypeIds.includes(type.id)) continue;
        const step = (type.minutes + type.bufferBefore + type.bufferAfter) * 60_000;
        const last = Date.parse(window.endsAt) - step;
        for (let at = Date.parse(window.startsAt); at <= last; at += step) {
          plan.push({
            clinicId,
            date,
            providerId: window.providerId,
            patientId: patientOf.get(window.providerId) ?? '',
            visitTypeId: type.id,
            startsAt: new Date(at + type.bufferBefore * 60_000).toISOString(),
          });
        }
      }
    }
  }
  // Shuffled by a fixed rule, so that the loaders do not walk one provider's day in step.
  return plan
    .map((booking, at) => ({ booking, key: (at * 7919) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ booking }) => booking)
    .slice(0, wanted);
}
