import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient } from '../given-patients';
import { PatientHeader } from './patient-header';

async function textOf(prepare: (server: FakeServer, path: string) => void): Promise<string> {
  const patient = aPatient();
  const server = new FakeServer();
  prepare(server, `GET /api/patients/${patient.id}/header`);
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(PatientHeader);
  fixture.componentRef.setInput('patientId', patient.id);
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).innerText.replace(/\s+/g, ' ');
}

describe('PatientHeader', () => {
  it('shows what tells the patient apart', async () => {
    const patient = aPatient({ pronouns: 'she/her', language: 'es', mrn: 'DEMO-7' });
    const text = await textOf((server, path) => server.when(path, { patient, lookAlikes: [] }));
    expect(text).toMatch(/Diaz, Ana she\/her Born Nov 24, 1985 \(\d+\) MRN DEMO-7/);
    expect(text).toContain('Spanish');
    expect(text).toContain('(617) 555-0123');
    expect(text).not.toContain('interpreter');
  });

  it('alerts to an interpreter', async () => {
    const patient = aPatient({ language: 'vi', interpreter: true });
    const text = await textOf((server, path) => server.when(path, { patient, lookAlikes: [] }));
    expect(text).toContain('Needs an interpreter (Vietnamese)');
  });

  it('warns of people with a look-alike name', async () => {
    const { id, mrn, family, given, birthOn, interpreter } = aPatient({
      given: 'Anna',
      birthOn: '1990-02-03',
    });
    const lookAlikes = [{ id, mrn, family, given, birthOn, interpreter }];
    const text = await textOf((server, path) =>
      server.when(path, { patient: aPatient(), lookAlikes }),
    );
    expect(text).toContain('Name alert');
    expect(text).toContain('Diaz, Anna, Feb 3, 1990');
  });

  it('says when the patient could not be loaded', async () => {
    const text = await textOf((server, path) =>
      server.refuses(path, aProblem('unavailable', 503, 'The server is away.')),
    );
    expect(text).toContain('The server is away.');
    expect(text).toContain('Try again');
  });
});
