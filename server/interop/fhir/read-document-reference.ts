// Reads documents: what they are, whom they are about, who wrote them, and the document itself or where it is.
import type { Fault } from './check-resource.ts';
import type { Reference } from './data-types.ts';
import type { FhirProblem } from './fhir-problem.ts';
import { readNames, readSubject } from './read-sent-people.ts';
import type { DocumentReference } from './reports.ts';
import {
  findPlaced,
  openSentFile,
  placed,
  refuse,
  type Placed,
  type SentFile,
} from './sent-file.ts';
import type { SentDocument, SentReference } from './sent-order.ts';
import { attachmentOf, codedOf, numbersOf } from './sent-words.ts';

export type ReadDocuments = { documents: SentDocument[] } | { problems: FhirProblem[] };

/** Reads a DocumentReference, or every one in a Bundle; refused whole. Never throws on what is in it. */
export function readDocumentReferences(bytes: Uint8Array): ReadDocuments {
  const file = openSentFile(bytes, [
    'DocumentReference',
    'Patient',
    'Practitioner',
    'PractitionerRole',
    'Organization',
    'RelatedPerson',
  ]);
  const { problems } = file;
  if (problems.length > 0) return { problems };
  const documents = file.reads.flatMap((read) =>
    read.resource.resourceType === 'DocumentReference'
      ? readDocument(file, placed(read, read.resource))
      : [],
  );
  if (documents.length === 0)
    problems.push({ at: '', resource: '', path: '', reason: 'holds no DocumentReference' });
  return problems.length > 0 ? { problems } : { documents };
}

function readDocument(file: SentFile, document: Placed<DocumentReference>): SentDocument {
  const { resource } = document;
  const { id, masterIdentifier, identifier = [], status, docStatus, type, date } = resource;
  const { category = [], securityLabel = [], description, subject, author, context } = resource;
  const { relatesTo = [], content } = resource;
  const faults: Fault[] = [];
  const read = {
    id: id ?? null,
    identifiers: numbersOf([masterIdentifier, ...identifier]),
    status,
    docStatus: docStatus ?? null,
    type: type === undefined ? null : codedOf(type),
    categories: category.map(codedOf),
    description: description ?? null,
    securityLabels: securityLabel.map(codedOf),
    subject: readSubject(file, { reference: subject, from: document, at: 'subject' }),
    date: date ?? null,
    authors: readNames(file, author, { from: document, at: 'author' }),
    relatesTo: relatesTo.map(({ code, target }) => ({
      code,
      target: referenceOf(file, target, document),
    })),
    contents: content.map(({ attachment, format }, at) => ({
      attachment: attachmentOf(attachment, `content[${at}].attachment`, faults),
      format: format === undefined ? null : codedOf({ coding: [format] }),
    })),
    encounters: (context?.encounter ?? []).map((each) => referenceOf(file, each, document)),
  };
  for (const fault of faults) refuse(file, document, fault);
  return read;
}

/** With the numbers of what is meant, where it is in the file. */
function referenceOf(file: SentFile, reference: Reference, from: Placed): SentReference {
  const found = findPlaced(file, reference, from);
  return {
    identifiers: numbersOf([...(found?.resource.identifier ?? []), reference.identifier]),
    reference: reference.reference ?? null,
  };
}
