/** An answer that PostgreSQL has written: JSON text that is sent as it is, and the patients that it shows. */
export class ComposedAnswer {
  readonly json: string;
  readonly patientIds: readonly string[];

  constructor(json: string, patientIds: readonly string[]) {
    this.json = json;
    this.patientIds = patientIds;
  }
}
