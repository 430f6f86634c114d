import { inject, Service } from '@angular/core';
import { filePartsText, filesName } from '#contract/file-parts';
import type { AnswerOf } from '#contract/endpoint';
import type { ImportMapping, ImportSubject } from '#contract/import-fields';
import type {
  ImportProblem,
  ImportProblemCode,
  ImportProblemCount,
} from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import {
  checkImport,
  commitImport,
  countImportProblems,
  discardImport,
  getImport,
  getImportPreview,
  listImportProblems,
  listImports,
  mapImport,
  readImportFile,
} from '#contract/imports';
import { Api } from '../platform/api';
import type { FileRequest } from '../platform/send-file';

export type PreviewLine = AnswerOf<typeof getImportPreview>['items'][number];
export type ProblemPart = AnswerOf<typeof listImportProblems>;
type Known = Pick<ImportRun, 'id' | 'version'>;

export interface FilesToRead extends Pick<FileRequest, 'progress' | 'signal'> {
  clinicId: string;
  /** Several only of FHIR: one set, whose records may refer to each other. */
  files: readonly File[];
  system: string;
  /** `null` = told by its headings. */
  subject: ImportSubject | null;
  intoDemo: boolean;
  commandId: string;
}

/** Every call that the pages of imports make. */
@Service()
export class ImportsApi {
  readonly #api = inject(Api);

  async list(clinicId: string): Promise<ImportRun[]> {
    return (await this.#api.call(listImports, { query: { clinicId } })).items;
  }

  get(importId: string): Promise<ImportRun> {
    return this.#api.call(getImport, { params: { importId } });
  }

  async read({
    clinicId,
    system,
    subject,
    intoDemo,
    files,
    ...sent
  }: FilesToRead): Promise<ImportRun[]> {
    const parts = files.map(({ name, size: bytes }) => ({ name, bytes }));
    const headers = {
      // Never in the address: a file's name may be a patient's.
      'X-Daysheet-File-Name': encodeURIComponent(filesName(parts.map(({ name }) => name))),
      ...(parts.length > 1 ? { 'X-Daysheet-File-Parts': filePartsText(parts) } : {}),
      'X-Daysheet-Import-System': system,
      ...(subject === null ? {} : { 'X-Daysheet-Import-Subject': subject }),
      ...(intoDemo ? { 'X-Daysheet-Into-Demo': 'yes' } : {}),
    };
    const where = { query: { clinicId } };
    return (
      await this.#api.upload(readImportFile, where, {
        ...sent,
        file: new Blob([...files]),
        headers,
      })
    ).items;
  }

  async preview(importId: string): Promise<PreviewLine[]> {
    return (await this.#api.call(getImportPreview, { params: { importId } })).items;
  }

  map(run: Known, subject: ImportSubject, mapping: ImportMapping): Promise<ImportRun> {
    const body = { expectedVersion: run.version, subject, mapping };
    return this.#api.call(mapImport, { params: { importId: run.id }, body });
  }

  check(importId: string): Promise<ImportRun> {
    return this.#api.call(checkImport, { params: { importId } });
  }

  commit(run: Known): Promise<ImportRun> {
    return this.#api.call(commitImport, aboutVersion(run));
  }

  discard(run: Known): Promise<ImportRun> {
    return this.#api.call(discardImport, aboutVersion(run));
  }

  async counts(importId: string): Promise<ImportProblemCount[]> {
    return (await this.#api.call(countImportProblems, { params: { importId } })).items;
  }

  problems(
    importId: string,
    query: { after: number; limit: number; show?: ImportProblemCode },
  ): Promise<ProblemPart> {
    return this.#api.call(listImportProblems, { params: { importId }, query });
  }

  /** Part by part, in the order of the file. */
  async allProblems(importId: string): Promise<ImportProblem[]> {
    const found: ImportProblem[] = [];
    for (let after: number | null = 0; after !== null;) {
      const part: ProblemPart = await this.problems(importId, { after, limit: 1000 });
      found.push(...part.items);
      after = part.next;
    }
    return found;
  }
}

function aboutVersion({ id, version }: Known) {
  return { params: { importId: id }, body: { expectedVersion: version } };
}
