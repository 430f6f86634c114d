// What the server runs with. Read once at the start; nothing else looks at the environment.
import type { LevelWithSilent } from 'pino';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Where files of other systems come in, and where files for them are put. */
  readonly dropFolders: { readonly inbox: string; readonly outbox: string };
  readonly database:
    | { readonly kind: 'embedded' }
    | {
        readonly kind: 'url';
        readonly url: string;
        /** Migrates; the application's own login when no other is given. */
        readonly ownerUrl: string;
      };
  /** Empty while an embedded server has not yet made its own. */
  readonly secretKey: string;
  readonly publicUrl: string | null;
  readonly demo: boolean;
  readonly production: boolean;
  readonly logLevel: LevelWithSilent;
  readonly poolSize: number;
  readonly session: {
    readonly idleMinutes: number;
    readonly absoluteHours: number;
    readonly confirmMinutes: number;
  };
  readonly cookie: { readonly name: string; readonly secure: boolean };
  /** Further origins that may open sockets and send commands, beside the server's own. */
  readonly allowedOrigins: readonly string[];
  /** Where files are kept: in the data folder, or in a bucket. */
  readonly blobStore: { readonly kind: 'file' } | ({ readonly kind: 's3' } & S3Place);
  /** Of one file. */
  readonly blobMaxBytes: number;
  /** Who carries what the clinics say to patients. */
  readonly carriers: CarrierSettings;
  /** Where decisions about refills are posted to; `null` = nowhere. */
  readonly refillsFhir: FhirPlace | null;
  /** Where laboratories send HL7 messages to; `null` = nowhere. */
  readonly mllp: MllpPlace | null;
}

export interface MllpPlace {
  readonly host: string;
  readonly port: number;
  /** Files; without them only this machine may connect. Clients show a certificate that `ca` has signed. */
  readonly tls: { readonly cert: string; readonly key: string; readonly ca: string } | null;
}

export interface CarrierSettings {
  readonly text:
    | { readonly kind: 'log' }
    | ({ readonly kind: 'webhook' } & WebhookSettings)
    | ({ readonly kind: 'twilio' } & TwilioSettings);
  readonly email:
    | { readonly kind: 'log' }
    | ({ readonly kind: 'webhook' } & WebhookSettings)
    | ({ readonly kind: 'smtp' } & SmtpSettings);
}

export interface WebhookSettings {
  readonly url: string;
  /** Signs what is posted. */
  readonly secret: string;
}

export interface FhirPlace {
  /** Takes a MedicationRequest by POST. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string;
}

export interface TwilioSettings {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** A number, or the id of a messaging service. */
  readonly from: string;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise as soon as the server offers it. */
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string;
  readonly from: string;
}

export interface S3Place {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
