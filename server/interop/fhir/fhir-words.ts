// The other way: codes, numbers, names, times and attachments as FHIR writes them, without what is not said.
import type { Attachment, CodeableConcept, HumanName, Identifier, Period } from './data-types.ts';
import type { CodedWords, SentAttachment, SentName, SentNumber } from './lab-report.ts';

type Present<Parts> = { [Name in keyof Parts]?: Exclude<Parts[Name], null> };

/** Without what is null and without lists that are empty: FHIR knows neither. */
export function present<Parts extends object>(parts: Parts): Present<Parts> {
  const said = Object.entries(parts).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said) as Present<Parts>;
}

export function identifierOf({ system, value }: SentNumber): Identifier {
  return { ...present({ system }), value };
}

export function conceptOf({ codings, text }: CodedWords): CodeableConcept {
  return present({ coding: codings.map((coding) => present(coding)), text });
}

export function humanName(name: SentName): HumanName {
  return present(name);
}

export function timesOf({
  effectiveAt,
  effectiveUntil,
}: {
  effectiveAt: string | null;
  effectiveUntil: string | null;
}): { effectiveDateTime: string | null; effectivePeriod: Period | null } {
  return effectiveUntil === null
    ? { effectiveDateTime: effectiveAt, effectivePeriod: null }
    : {
        effectiveDateTime: null,
        effectivePeriod: present({ start: effectiveAt, end: effectiveUntil }),
      };
}

export function attachmentFor(attachment: SentAttachment): Attachment {
  const { contentType, language, bytes, url, title, createdAt } = attachment;
  return present({
    contentType,
    language,
    data: bytes === null ? null : Buffer.from(bytes).toString('base64'),
    url,
    size: bytes === null ? null : bytes.length,
    title,
    creation: createdAt,
  });
}
