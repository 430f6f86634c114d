// What a licensed knowledge base would add to a card: interactions, allergies, duplicate ingredients. None is shipped; who
// licenses one implements this and gives it to the slice.
import type { KnowledgeAlert } from '#contract/refill-card';
import type { MedicationOrder } from '#contract/prescription';
import type { PatientStatement } from '#contract/patient-record';

export interface DrugKnowledge {
  /** In memory or in the database's own process: it is asked inside a transaction. */
  alertsFor(asked: {
    order: MedicationOrder;
    /** Active prescriptions beside it. */
    beside: readonly Pick<MedicationOrder, 'rxnorm' | 'name' | 'strength'>[];
    statements: readonly PatientStatement[];
  }): readonly KnowledgeAlert[];
}
