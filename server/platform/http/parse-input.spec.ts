import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { endpoint } from '#contract/endpoint';
import { line } from '#contract/text';
import { ProblemError } from '../problem.ts';
import { parseInput } from './parse-input.ts';

const addPet = endpoint({
  name: 'addPet',
  method: 'POST',
  path: '/api/pets/:petId/add',
  summary: 'Add a pet.',
  access: 'signed-in',
  params: z.strictObject({ petId: z.uuid() }),
  body: z.strictObject({
    name: line({ max: 10 }),
    age: z._default(z.int().check(z.gte(0)), 1),
    tags: z.optional(z.array(z.strictObject({ word: line({ max: 5 }) }))),
  }),
  answer: z.strictObject({}),
});
const petId = '018f4e6e-7b1c-7c1f-8a7b-0123456789ab';

function faultsOf(raw: { params?: unknown; body?: unknown }): Record<string, string> {
  try {
    parseInput(addPet, { params: { petId }, query: {}, body: { name: 'Rex' }, ...raw });
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'invalid-input');
    return Object.fromEntries(
      (error.details.fields ?? []).map(({ path, message }) => [path, message]),
    );
  }
  return {};
}

describe('parsing a request', () => {
  it('gives the input trimmed and with defaults', () => {
    const input = parseInput(addPet, { params: { petId }, query: {}, body: { name: ' Rex ' } });
    assert.deepEqual(input, {
      params: { petId },
      query: {},
      body: { name: 'Rex', age: 1 },
      headers: {},
    });
  });

  it('names every field that is wrong, in all parts at once', () => {
    const faults = faultsOf({
      params: { petId: '7' },
      body: { age: -1, tags: [{ word: 'toolong' }], colour: 'red' },
    });
    assert.deepEqual(Object.keys(faults).sort(), ['age', 'colour', 'name', 'petId', 'tags.0.word']);
    assert.equal(faults['colour'], 'is not a field here');
  });

  it('refuses bodies that are no objects', () => {
    for (const body of ['text', 7, [], [{ name: 'Rex' }]])
      assert.notDeepEqual(faultsOf({ body }), {}, JSON.stringify(body));
  });

  it('never repeats what was sent', () => {
    const faults = faultsOf({ body: { name: 'Ana Diaz 1962-03-14', age: 'secret' } });
    assert.doesNotMatch(JSON.stringify(faults), /Ana|1962|secret/);
  });

  it('refuses characters that cannot be stored or that make text read as another', () => {
    for (const name of ['a\u0000b', 'a\u202Eb', 'a\ud800b', 'a\nb'])
      assert.ok('name' in faultsOf({ body: { name } }), JSON.stringify(name));
  });
});
