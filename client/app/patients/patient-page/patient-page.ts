import { Component, computed, inject, input } from '@angular/core';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { CoverageSection } from '../coverage-section/coverage-section';
import { DuplicateSection } from '../duplicate-section/duplicate-section';
import { FlagSection } from '../flag-section/flag-section';
import { PatientAuthorizations } from '../patient-authorizations/patient-authorizations';
import { PatientPrescriptions } from '../patient-prescriptions/patient-prescriptions';
import { PatientRefills } from '../patient-refills/patient-refills';
import { PatientCalls } from '../patient-calls/patient-calls';
import { PatientDetails } from '../patient-details/patient-details';
import { PatientEntries } from '../patient-entries/patient-entries';
import { PatientHeader } from '../patient-header/patient-header';
import { PatientHistory } from '../patient-history/patient-history';
import { PatientMessages } from '../patient-messages/patient-messages';
import { PatientNotes } from '../patient-notes/patient-notes';
import { PatientRecalls } from '../patient-recalls/patient-recalls';
import { PatientResults } from '../patient-results/patient-results';
import { PatientVisits } from '../patient-visits/patient-visits';
import { ProxySection } from '../proxy-section/proxy-section';

/** One call answered on one screen: each part asks for itself, by the reader's rights. */
@Component({
  selector: 'app-patient-page',
  imports: [
    CoverageSection,
    DuplicateSection,
    FlagSection,
    PatientAuthorizations,
    PatientCalls,
    PatientPrescriptions,
    PatientRefills,
    PatientDetails,
    PatientEntries,
    PatientHeader,
    PatientHistory,
    PatientMessages,
    PatientNotes,
    PatientRecalls,
    PatientResults,
    PatientVisits,
    ProxySection,
  ],
  templateUrl: './patient-page.html',
  styleUrl: './patient-page.scss',
})
export class PatientPage {
  /** From the address. */
  readonly patientId = input.required<string>();

  readonly #feed = inject(RealtimeFeed);

  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
}
