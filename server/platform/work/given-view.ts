// For specs: what somebody asks for who saves a view.
import type { SaveView } from './view-service.ts';

export function aView(clinicId: string, overrides: Partial<SaveView> = {}): SaveView {
  return {
    clinicId,
    inAllClinics: false,
    name: 'Late calls',
    filter: { show: 'open', level: 'late' },
    columns: [
      { id: 'due', width: null },
      { id: 'patient', width: 240 },
    ],
    density: 'compact',
    scope: 'mine',
    role: null,
    ...overrides,
  };
}
