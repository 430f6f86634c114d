// Codes, numbers, names and attachments of FHIR as a capability takes them: nothing optional, nothing nested deeper.
import { createHash } from 'node:crypto';
import type { Fault } from './check-resource.ts';
import type { Attachment, CodeableConcept, HumanName, Identifier, Period } from './data-types.ts';
import type { CodedWords, SentAttachment, SentName, SentNumber } from './lab-report.ts';

export function numbersOf(identifiers: readonly (Identifier | undefined)[] = []): SentNumber[] {
  return identifiers.flatMap((each) =>
    each?.value === undefined ? [] : { system: each.system ?? null, value: each.value },
  );
}

export function codedOf({ coding = [], text }: CodeableConcept): CodedWords {
  const codings = coding
    .map(({ system, code, display }) => ({
      system: system ?? null,
      code: code ?? null,
      display: display ?? null,
    }))
    .filter(({ system, code, display }) => (system ?? code ?? display) !== null);
  return { codings, text: text ?? null };
}

export function wordsOf({ codings, text }: CodedWords): string | null {
  return (
    text ??
    codings.find(({ display }) => display !== null)?.display ??
    codings.find(({ code }) => code !== null)?.code ??
    null
  );
}

/** The name that holds now, the official one first. */
export function nameOf(names: readonly HumanName[] = []): SentName | null {
  const found =
    names.find(({ use }) => use === 'official') ??
    names.find(({ use }) => use !== 'old' && use !== 'maiden') ??
    names[0];
  const { family = null, given = [], text = null } = found ?? {};
  // A part of a name may be null where only an extension stands.
  const said = (given as (string | null)[]).filter((each) => each !== null);
  return (family ?? text) === null && said.length === 0 ? null : { family, given: said, text };
}

/** As it is said: `Kim Lee`. */
export function spokenName({ family, given, text }: SentName): string {
  return text ?? [...given, family ?? ''].join(' ').trim();
}

interface Timed {
  effectiveDateTime?: string | undefined;
  effectivePeriod?: Period | undefined;
  effectiveInstant?: string | undefined;
}

export function effectiveOf(timed: Timed): {
  effectiveAt: string | null;
  effectiveUntil: string | null;
} {
  const { start, end } = timed.effectivePeriod ?? {};
  return {
    effectiveAt: timed.effectiveDateTime ?? timed.effectiveInstant ?? start ?? null,
    effectiveUntil: end ?? null,
  };
}

/** What is sent with it is held against the size and the hash that are said of it. */
export function attachmentOf(
  { contentType, title, data, url, language, creation, size, hash }: Attachment,
  path: string,
  faults: Fault[],
): SentAttachment {
  const bytes = data === undefined ? null : bytesOf(data);
  if (data !== undefined && bytes === null)
    faults.push({ path: `${path}.data`, reason: 'is not base64' });
  if (bytes !== null && size !== undefined && size !== bytes.length)
    faults.push({ path: `${path}.size`, reason: 'is not the size of the data' });
  if (bytes !== null && hash !== undefined && hash !== sha1Of(bytes))
    faults.push({ path: `${path}.hash`, reason: 'is not the hash of the data' });
  return {
    contentType: contentType ?? null,
    title: title ?? null,
    bytes,
    url: url ?? null,
    language: language ?? null,
    createdAt: creation ?? null,
  };
}

function bytesOf(data: string): Uint8Array | null {
  const text = data.replace(/\s+/g, '');
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : null;
}

/** The standard asks for this very hash: it finds what was mangled on the way, not what was forged. */
function sha1Of(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64');
}
