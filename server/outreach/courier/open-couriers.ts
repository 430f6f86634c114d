import type { Logger } from 'pino';
import type { MessageChannel } from '#contract/message-workflow';
import type { CarrierSettings } from '../../platform/config/config.ts';
import type { Courier } from './courier.ts';
import { logCourier } from './log-courier.ts';
import { smtpCourier } from './smtp-courier.ts';
import { twilioCourier } from './twilio-courier.ts';
import { webhookCourier } from './webhook-courier.ts';

export type Couriers = Readonly<Record<MessageChannel, Courier>>;

/** `publicUrl` is where carriers tell what became of messages. */
export function openCouriers(
  { text, email }: CarrierSettings,
  { log, publicUrl }: { log: Logger; publicUrl: string },
): Couriers {
  return { text: courierOf(text, log, publicUrl), email: courierOf(email, log, publicUrl) };
}

function courierOf(
  settings: CarrierSettings['text'] | CarrierSettings['email'],
  log: Logger,
  publicUrl: string,
): Courier {
  switch (settings.kind) {
    case 'log':
      return logCourier(log);
    case 'webhook':
      return webhookCourier(settings);
    case 'twilio':
      return twilioCourier({ ...settings, statusUrl: `${publicUrl}/hooks/twilio/status` });
    case 'smtp':
      return smtpCourier(settings);
  }
}
