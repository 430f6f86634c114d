import type { Routes } from '@angular/router';
import { ImportPage } from './import-page/import-page';
import { ImportsPage } from './imports-page/imports-page';

export const importsRoutes: Routes = [
  { path: '', title: 'Imports', component: ImportsPage },
  { path: ':importId', title: 'Import', component: ImportPage },
];
