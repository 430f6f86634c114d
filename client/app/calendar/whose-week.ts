import type { Provider } from '#contract/staff';
import { listName } from '#contract/patients';
import type { CalendarApi } from './calendar-api';

/** Whose week is shown to a person who has not said: their own, else the first one's by name. */
export async function whoseWeek(
  api: CalendarApi,
  { clinicId, staffId }: { clinicId: string; staffId: string | null },
): Promise<string | null> {
  const providers = await api.listProviders(clinicId);
  const byName = (a: Provider, b: Provider): number => listName(a).localeCompare(listName(b));
  const own = providers.find(({ id }) => id === staffId);
  return (own ?? providers.toSorted(byName)[0])?.id ?? null;
}
