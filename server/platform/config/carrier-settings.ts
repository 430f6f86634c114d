import { StartRefused } from '../start-refused.ts';
import type {
  CarrierSettings,
  FhirPlace,
  SmtpSettings,
  TwilioSettings,
  WebhookSettings,
} from './config.ts';
import type { SettingName, SettingValues } from './settings.ts';

/** A carrier that is half set up carries nothing: said at the start, not with the first message. */
export function carriersOf(values: SettingValues): CarrierSettings {
  return { text: textCarrier(values), email: emailCarrier(values) };
}

function textCarrier(values: SettingValues): CarrierSettings['text'] {
  const kind = values.TEXT_CARRIER;
  if (kind === 'log') return { kind };
  return kind === 'webhook'
    ? { kind, ...webhook(values, 'TEXT_CARRIER=webhook') }
    : { kind, ...twilio(values) };
}

function emailCarrier(values: SettingValues): CarrierSettings['email'] {
  const kind = values.EMAIL_CARRIER;
  if (kind === 'log') return { kind };
  return kind === 'webhook'
    ? { kind, ...webhook(values, 'EMAIL_CARRIER=webhook') }
    : { kind, ...smtp(values) };
}

function webhook(values: SettingValues, because: string): WebhookSettings {
  return {
    url: needed(values, 'CARRIER_WEBHOOK_URL', because),
    secret: needed(values, 'CARRIER_WEBHOOK_SECRET', because),
  };
}

export function refillsFhirOf(values: SettingValues): FhirPlace | null {
  const { REFILLS_FHIR_URL: url, REFILLS_FHIR_TOKEN: token } = values;
  if (url === undefined) return null;
  if (token === undefined)
    throw new StartRefused(
      'REFILLS_FHIR_TOKEN is required with REFILLS_FHIR_URL: set both, or none.',
    );
  return { url, token };
}

function twilio(values: SettingValues): TwilioSettings {
  const because = 'TEXT_CARRIER=twilio';
  return {
    baseUrl: values.TWILIO_URL,
    accountSid: needed(values, 'TWILIO_ACCOUNT_SID', because),
    authToken: needed(values, 'TWILIO_AUTH_TOKEN', because),
    from: needed(values, 'TWILIO_FROM', because),
  };
}

function smtp(values: SettingValues): SmtpSettings {
  const because = 'EMAIL_CARRIER=smtp';
  const server = new URL(needed(values, 'SMTP_URL', because));
  const secure = server.protocol === 'smtps:';
  return {
    host: server.hostname,
    port: server.port === '' ? (secure ? 465 : 587) : Number(server.port),
    secure,
    user: server.username === '' ? null : decodeURIComponent(server.username),
    password: decodeURIComponent(server.password),
    from: needed(values, 'MAIL_FROM', because),
  };
}

type TextSetting = {
  [K in SettingName]: SettingValues[K] extends string | undefined ? K : never;
}[SettingName];

function needed(values: SettingValues, name: TextSetting, because: string): string {
  const value = values[name];
  if (value === undefined)
    throw new StartRefused(`${name} is required with ${because}: set it, or leave that at log.`);
  return value;
}
