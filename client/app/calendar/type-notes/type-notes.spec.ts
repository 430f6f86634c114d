import { TestBed } from '@angular/core/testing';
import { aVisitType } from '../given-calendar';
import { TypeNotes } from './type-notes';

async function textOf(type: Parameters<typeof aVisitType>[0]): Promise<string> {
  const fixture = TestBed.createComponent(TypeNotes);
  fixture.componentRef.setInput('type', aVisitType(type));
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
}

describe('TypeNotes', () => {
  it('says what must be had before the visit and what the patient is told, in both languages', async () => {
    const instructions = { en: 'Bring your medicines.', es: 'Traiga sus medicinas.' };
    expect(await textOf({ needsAuthorization: true, instructions })).toBe(
      'Needs an authorization before the visit Tell the patient: Bring your medicines. ' +
        'In Spanish: Traiga sus medicinas.',
    );
  });

  it('says nothing of a type about which nothing is written', async () => {
    expect(await textOf({})).toBe('');
  });
});
