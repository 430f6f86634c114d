import { Clipboard } from '@angular/cdk/clipboard';
import { Component, input, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import type { Patient } from '#contract/patients';
import type { PatientHeader } from '../../patients/patient-header/patient-header';
import { aClinic, aPerson } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient, aVisit, serverWith } from '../given-calendar';
import { VisitReach } from './visit-reach';

@Component({
  imports: [VisitReach],
  template: `<app-visit-reach [visit]="visit()" [header]="header()" />`,
})
class Host {
  readonly visit = input.required<Appointment>();
  readonly header = input.required<PatientHeader>();
}

interface Scene {
  visit: Partial<Appointment>;
  patient?: Partial<Patient>;
  onlyNumber?: string;
  videoLink?: string | null;
}

async function show({ visit, patient = {}, onlyNumber, videoLink = null }: Scene) {
  const copied: string[] = [];
  const clipboard = { copy: (text: string) => copied.push(text) > 0 };
  TestBed.configureTestingModule({
    providers: [
      serverWith().provider,
      provideRouter([]),
      { provide: Clipboard, useValue: clipboard },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ clinics: [aClinic({ videoLink })] }));
  const fixture = TestBed.createComponent(Host);
  const header = {
    onlyNumber: signal(onlyNumber ?? null),
    patient: signal(aPatient(patient)),
  };
  fixture.componentRef.setInput('visit', aVisit(visit));
  fixture.componentRef.setInput('header', header);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    copied,
    text: () => element.innerText.replace(/\s+/g, ' ').trim(),
    links: () => [...element.querySelectorAll('a')].map(({ href }) => href),
    press: (words: string) =>
      [...element.querySelectorAll('button')].find((one) => one.innerText === words)?.click(),
  };
}

const room = 'abcdefghijklmnopqrstuv';

describe('VisitReach', () => {
  it('says nothing of a visit in person', async () => {
    const shown = await show({ visit: {}, patient: { zone: 'America/Chicago' } });
    expect(shown.text()).toBe('');
  });

  it('leads into the room of a video visit, and copies its link', async () => {
    const shown = await show({
      visit: { modality: 'video', videoRoom: room },
      videoLink: 'https://video.example.org/{room}',
    });
    expect(shown.links()).toEqual([`https://video.example.org/${room}`]);
    shown.press('Copy the link');
    expect(shown.copied).toEqual([`https://video.example.org/${room}`]);
  });

  it('says that the clinic has set no video service', async () => {
    const shown = await show({ visit: { modality: 'video', videoRoom: room } });
    expect(shown.links()).toEqual([]);
    expect(shown.text()).toContain('No address of a video service is set');
  });

  it('shows the time where the patient is, when the clocks differ', async () => {
    const away = { visit: { modality: 'video' }, patient: { zone: 'America/Denver' } } as const;
    expect((await show(away)).text()).toContain('Their time 8:00 am MST');
    TestBed.resetTestingModule();
    const here = await show({ ...away, patient: { zone: 'America/New_York' } });
    expect(here.text()).not.toContain('Their time');
  });

  for (const [from, scene, number] of [
    ['from the chart', {}, '+16175550123'],
    ['for this visit', { visit: { callNumber: '+16175550188' } }, '+16175550188'],
    [
      'confidential, the only one',
      { visit: { callNumber: '+16175550188' }, onlyNumber: '+16175550199' },
      '+16175550199',
    ],
  ] as const)
    it(`calls a patient at the number ${from}`, async () => {
      const visit = { ...('visit' in scene ? scene.visit : {}), modality: 'phone' as const };
      const shown = await show({ ...scene, visit });
      expect(shown.links()).toEqual([`tel:${number}`]);
      expect(shown.text()).toContain(from);
    });

  it('says that there is no number to call', async () => {
    const shown = await show({ visit: { modality: 'phone' }, patient: { phone: null } });
    expect(shown.text()).toContain('No number on the chart');
  });
});
