import type { Routes } from '@angular/router';

export const patientsRoutes: Routes = [
  {
    path: '',
    title: 'Patients',
    loadComponent: async () => (await import('./patients-page/patients-page')).PatientsPage,
  },
  {
    path: ':patientId',
    title: 'Patient',
    loadComponent: async () => (await import('./patient-page/patient-page')).PatientPage,
  },
];
