export interface OutreachSettings {
  /** Makes the links. */
  secretKey: string;
  /** Where patients' browsers reach the server; without a slash at the end. */
  publicUrl: string;
}
