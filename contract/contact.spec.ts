import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  contactChannels,
  contactPurposes,
  contactWords,
  doNotContactScopes,
  mayContact,
  tellScopes,
  type ContactChannel,
  type ContactFacts,
  type DoNotContactScope,
  type TellScope,
} from './contact.ts';

const channels = Object.keys(contactChannels) as ContactChannel[];
const facts: fc.Arbitrary<ContactFacts> = fc.record({
  deceased: fc.boolean(),
  retired: fc.boolean(),
  doNotContact: fc.subarray(Object.keys(doNotContactScopes) as DoNotContactScope[]),
  confidential: fc.option(
    fc.record({ channel: fc.constantFrom(...channels), address: fc.string() }),
  ),
  minor: fc.boolean(),
  told: fc.subarray(Object.keys(tellScopes) as TellScope[]),
});
const wanted = fc.record({
  purpose: fc.constantFrom(...contactPurposes),
  channels: fc.shuffledSubarray(channels),
});

describe('whether somebody may be contacted', () => {
  it('is never so after death, or through a chart that is retired', () => {
    fc.assert(
      fc.property(facts, wanted, (of, by) => {
        assert.equal(mayContact({ ...of, deceased: true }, by).allowed, false);
        assert.equal(mayContact({ ...of, retired: true }, by).allowed, false);
      }),
    );
  });

  it('is so by a way that was wanted, and by the confidential one alone where there is one', () => {
    fc.assert(
      fc.property(facts, wanted, (of, by) => {
        const verdict = mayContact(of, by);
        assert.ok(contactWords(verdict).endsWith('.'));
        if (!verdict.allowed) return;
        assert.ok(by.channels.includes(verdict.channel));
        assert.equal(verdict.address, of.confidential?.address ?? null);
        if (of.confidential) assert.equal(verdict.channel, of.confidential.channel);
      }),
    );
  });

  it('is not so more often when the person asks for less', () => {
    fc.assert(
      fc.property(
        facts,
        wanted,
        fc.constantFrom(...(Object.keys(doNotContactScopes) as DoNotContactScope[])),
        (of, by, scope) => {
          const asked = { ...of, doNotContact: [...of.doNotContact, scope] };
          if (!mayContact(of, by).allowed) assert.equal(mayContact(asked, by).allowed, false);
        },
      ),
    );
  });

  it('is always so by phone for a clinical matter, unless another way is the confidential one', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const open = { ...of, deceased: false, retired: false, confidential: null };
        const verdict = mayContact(open, { purpose: 'clinical', channels: ['phone'] });
        assert.equal(verdict.allowed, true);
      }),
    );
  });

  it('writes of a minor only to where somebody may be told of that', () => {
    const child: ContactFacts = {
      deceased: false,
      retired: false,
      doNotContact: [],
      confidential: null,
      minor: true,
      told: ['billing'],
    };
    const offer = { purpose: 'offer', channels: ['text'] } as const;
    assert.deepEqual(mayContact(child, offer), { allowed: false, because: 'nobody-may-be-told' });
    const told = mayContact({ ...child, told: ['visits'] }, offer);
    assert.ok(told.allowed && told.speakWith === 'who-may-be-told');
  });
});
