// A list of the privacy page as it leaves the console: plain text in columns.
import { listName } from '#contract/patients';
import { accessFlags, type Access, type FailedTry, type TakenOut } from '#contract/privacy';
import { actWords, patientCountWords, refusalWords, targetWords } from './act-words';
import type { ListToTake, TakenPart } from './privacy-api';

export interface SheetRows {
  columns: string[];
  rows: string[][];
}

export function sheetRowsOf(
  of: ListToTake['of'],
  parts: readonly TakenPart[],
  timeOf: (iso: string) => string,
): SheetRows {
  const all = <T>(pick: (part: TakenPart) => readonly T[]): T[] => parts.flatMap(pick);
  switch (of) {
    case 'patient':
    case 'person':
      return {
        columns: [
          'When',
          'Who',
          'Patient',
          'MRN',
          'What',
          'To review because',
          'Reviewed',
          'Request',
        ],
        rows: all((part) => part.accesses).map((row) => accessCells(row, timeOf)),
      };
    case 'taken-out':
      return {
        columns: ['When', 'Who', 'What', 'As', 'Patients in it', 'Request'],
        rows: all((part) => part.takenOut).map((row) => takenCells(row, timeOf)),
      };
    case 'failed-tries':
      return {
        columns: ['When', 'Who', 'What', 'Refused because', 'Tries', 'Request'],
        rows: all((part) => part.failedTries).map((row) => tryCells(row, timeOf)),
      };
  }
}

function accessCells(row: Access, timeOf: (iso: string) => string): string[] {
  const { person, patient, act, flags, isReviewed, requestId } = row;
  return [
    timeOf(row.at),
    listName(person),
    listName(patient),
    patient.mrn,
    actWords(act),
    flags.map((flag) => accessFlags[flag]).join('; '),
    isReviewed ? 'yes' : '',
    requestId,
  ];
}

function takenCells(row: TakenOut, timeOf: (iso: string) => string): string[] {
  const { person, act, target, requestId } = row;
  return [
    timeOf(row.at),
    listName(person),
    actWords(act),
    targetWords(target),
    patientCountWords(row),
    requestId,
  ];
}

function tryCells(row: FailedTry, timeOf: (iso: string) => string): string[] {
  const { person, act, code, tries, requestId } = row;
  return [
    timeOf(row.at),
    person ? listName(person) : '',
    actWords(act),
    refusalWords(code),
    String(tries),
    requestId,
  ];
}
