// Every setting there is: its name, its form, what it is for. `--print-config` prints this table.
import * as z from 'zod/mini';

export interface Setting {
  readonly schema: z.ZodMiniType;
  readonly standard: string;
  /** What a value must look like, to end the sentence "NAME must be …". */
  readonly form: string;
  readonly about: string;
  /** Masked when printed; may be given as a file by `<NAME>_FILE`. */
  readonly secret?: true;
}

const wholeNumber = (least: number, most: number): z.ZodMiniType<number, string> =>
  z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number)),
    z.number().check(z.gte(least), z.lte(most)),
  );

const url = (protocols: readonly string[]): z.ZodMiniType<string, string> =>
  z.string().check(
    z.refine((text) => {
      const parsed = URL.parse(text);
      return parsed !== null && protocols.includes(parsed.protocol);
    }),
  );

const origin = url(['http:', 'https:']).check(
  z.refine((text) => URL.parse(text)?.origin === text.replace(/\/$/, '')),
);
const webOrigin = z.pipe(
  origin,
  z.transform((text: string) => text.replace(/\/$/, '')),
);
const onOff = z.pipe(
  z.enum(['0', '1', 'true', 'false']),
  z.transform((text) => text === '1' || text === 'true'),
);
const postgres = url(['postgres:', 'postgresql:']);
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const settings = {
  HOST: {
    schema: z.string().check(z.regex(/^[\w.:-]+$/)),
    standard: '127.0.0.1',
    form: 'a host name or an address',
    about: 'Address that the server listens on; beyond 127.0.0.1 only behind https.',
  },
  PORT: {
    schema: wholeNumber(0, 65_535),
    standard: '4300',
    form: 'a number from 0 to 65535',
    about: 'Port that the server listens on.',
  },
  DATA_DIR: {
    schema: z.string().check(z.minLength(1)),
    standard: '.daysheet',
    form: 'a folder',
    about: 'Folder of the embedded database, its keys and files; relative to the project.',
  },
  INBOX_DIR: {
    schema: z.optional(z.string()),
    standard: '',
    form: 'a folder',
    about:
      'Folder into which other systems drop files, shared by all servers; empty = in DATA_DIR.',
  },
  OUTBOX_DIR: {
    schema: z.optional(z.string()),
    standard: '',
    form: 'a folder',
    about: 'Folder from which other systems fetch files; empty = in DATA_DIR.',
  },
  DATABASE_URL: {
    schema: z.optional(postgres),
    standard: '',
    form: 'a postgres:// address',
    about: "A PostgreSQL (15 or newer) of your own, as the application's login; empty = embedded.",
    secret: true,
  },
  DATABASE_OWNER_URL: {
    schema: z.optional(postgres),
    standard: '',
    form: 'a postgres:// address',
    about: 'The login that owns the schema and migrates it; empty = DATABASE_URL.',
    secret: true,
  },
  SECRET_KEY: {
    schema: z.optional(z.string().check(z.minLength(32))),
    standard: '',
    form: 'at least 32 characters long',
    about: 'Signs sessions, seals files; required with DATABASE_URL, made by itself otherwise.',
    secret: true,
  },
  PUBLIC_URL: {
    schema: z.optional(webOrigin),
    standard: '',
    form: 'an http(s) address without a path',
    about: 'Address under which browsers reach the server; https makes cookies secure.',
  },
  ALLOWED_ORIGINS: {
    schema: z.pipe(
      z.pipe(
        z.string(),
        z.transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
      ),
      z.array(webOrigin),
    ),
    standard: '',
    form: 'http(s) origins, separated by commas',
    about: 'Further origins whose pages may talk to this server.',
  },
  DEMO: {
    schema: z.optional(onOff),
    standard: '',
    form: '1 or 0',
    about: 'Demo clinics and demo sign-in; on by itself when nothing at all is configured.',
  },
  NODE_ENV: {
    schema: z.optional(z.enum(['development', 'test', 'production'])),
    standard: '',
    form: 'development, test or production',
    about: 'production switches every convenience of development off.',
  },
  LOG_LEVEL: {
    schema: z.enum(logLevels),
    standard: 'info',
    form: `one of ${logLevels.join(', ')}`,
    about: 'How much the server logs.',
  },
  POOL_SIZE: {
    schema: wholeNumber(2, 200),
    standard: '12',
    form: 'a number from 2 to 200',
    about: 'Connections to the database that one server holds at most.',
  },
  SESSION_IDLE_MINUTES: {
    schema: wholeNumber(1, 720),
    standard: '15',
    form: 'a number from 1 to 720',
    about: 'Minutes without any input after which a person is signed out.',
  },
  SESSION_HOURS: {
    schema: wholeNumber(1, 24),
    standard: '12',
    form: 'a number from 1 to 24',
    about: 'Hours after which a person signs in again in any case.',
  },
  SESSION_CONFIRM_MINUTES: {
    schema: wholeNumber(1, 720),
    standard: '15',
    form: 'a number from 1 to 720',
    about: 'Minutes after which an export and other acts of weight ask for the password again.',
  },
  BLOB_STORE: {
    schema: z.enum(['file', 's3']),
    standard: 'file',
    form: 'file or s3',
    about: 'Where attached files are kept, sealed: in DATA_DIR, or in a bucket.',
  },
  BLOB_MAX_MB: {
    schema: wholeNumber(1, 1_000),
    standard: '20',
    form: 'a number from 1 to 1000',
    about: 'Megabytes that one attached file may have.',
  },
  S3_ENDPOINT: {
    schema: z.optional(webOrigin),
    standard: '',
    form: 'an http(s) address without a path',
    about: 'Address of the S3-compatible service; buckets are addressed by path.',
  },
  S3_BUCKET: {
    schema: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/))),
    standard: '',
    form: 'the name of a bucket',
    about: 'Bucket that holds the attached files and nothing else.',
  },
  S3_REGION: {
    schema: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
    standard: 'us-east-1',
    form: 'the name of a region',
    about: 'Region that requests to the bucket are signed for.',
  },
  S3_ACCESS_KEY_ID: {
    schema: z.optional(z.string().check(z.regex(/^[\x21-\x7e]+$/))),
    standard: '',
    form: 'the id of an access key',
    about: 'Access key that may read, write and delete in the bucket.',
  },
  S3_SECRET_ACCESS_KEY: {
    schema: z.optional(z.string().check(z.regex(/^[\x21-\x7e]+$/))),
    standard: '',
    form: 'the secret of an access key',
    about: 'Secret of that access key.',
    secret: true,
  },
  TEXT_CARRIER: {
    schema: z.enum(['log', 'webhook', 'twilio']),
    standard: 'log',
    form: 'log, webhook or twilio',
    about: 'Who carries texts to patients; log = nobody, the log says that one would leave.',
  },
  EMAIL_CARRIER: {
    schema: z.enum(['log', 'webhook', 'smtp']),
    standard: 'log',
    form: 'log, webhook or smtp',
    about: 'Who carries e-mails to patients; log = nobody, the log says that one would leave.',
  },
  CARRIER_WEBHOOK_URL: {
    schema: z.optional(url(['http:', 'https:'])),
    standard: '',
    form: 'an http(s) address',
    about: 'Where messages are posted to as signed JSON.',
  },
  CARRIER_WEBHOOK_SECRET: {
    schema: z.optional(z.string().check(z.minLength(16))),
    standard: '',
    form: 'at least 16 characters',
    about: 'Secret that signs what is posted.',
    secret: true,
  },
  REFILLS_FHIR_URL: {
    schema: z.optional(url(['http:', 'https:'])),
    standard: '',
    form: 'an http(s) address',
    about: 'Where decisions about refills are posted to as FHIR MedicationRequests.',
  },
  REFILLS_FHIR_TOKEN: {
    schema: z.optional(z.string().check(z.minLength(16))),
    standard: '',
    form: 'at least 16 characters',
    about: 'Bearer token for that address.',
    secret: true,
  },
  MLLP_PORT: {
    schema: z.optional(wholeNumber(0, 65_535)),
    standard: '',
    form: 'a number from 0 to 65535',
    about: 'Port on which laboratories send HL7 messages by MLLP; empty = none.',
  },
  MLLP_HOST: {
    schema: z.string().check(z.regex(/^[\w.:-]+$/)),
    standard: '127.0.0.1',
    form: 'a host name or an address',
    about: 'Address of that port; beyond 127.0.0.1 only with certificates.',
  },
  MLLP_TLS_CERT: {
    schema: z.optional(z.string()),
    standard: '',
    form: 'a file',
    about: 'Certificate that the port shows, as PEM.',
  },
  MLLP_TLS_KEY: {
    schema: z.optional(z.string()),
    standard: '',
    form: 'a file',
    about: 'Key of that certificate, as PEM.',
  },
  MLLP_TLS_CA: {
    schema: z.optional(z.string()),
    standard: '',
    form: 'a file',
    about: 'Certificates, as PEM, by one of which a laboratory’s own must be signed.',
  },
  TWILIO_URL: {
    schema: webOrigin,
    standard: 'https://api.twilio.com',
    form: 'an http(s) address without a path',
    about: "Address of Twilio, or of another carrier that speaks Twilio's language.",
  },
  TWILIO_ACCOUNT_SID: {
    schema: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))),
    standard: '',
    form: 'the id of an account',
    about: 'Account that texts leave by.',
  },
  TWILIO_AUTH_TOKEN: {
    schema: z.optional(z.string().check(z.minLength(1))),
    standard: '',
    form: 'the token of the account',
    about: 'Token of that account.',
    secret: true,
  },
  TWILIO_FROM: {
    schema: z.optional(z.string().check(z.regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/))),
    standard: '',
    form: 'a number as +16175550100, or the id of a messaging service',
    about: 'Number that texts come from.',
  },
  SMTP_URL: {
    schema: z.optional(url(['smtp:', 'smtps:'])),
    standard: '',
    form: 'an smtp(s):// address',
    about: 'Mail server that e-mails leave by, with user and password where it asks for them.',
    secret: true,
  },
  MAIL_FROM: {
    schema: z.optional(z.string().check(z.regex(/^(?:[^<>\r\n]+ <)?[^\s<>@]+@[^\s<>@]+>?$/))),
    standard: '',
    form: 'an e-mail address, with or without a name before it',
    about: 'Address that e-mails come from.',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type SettingValues = { [K in SettingName]: z.output<(typeof settings)[K]['schema']> };
