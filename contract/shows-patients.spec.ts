import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { allEndpoints } from './given-endpoints.ts';

describe('an endpoint', () => {
  it('says that it shows patients when a record number can be in its answer', () => {
    const shown = allEndpoints.filter(({ answer }) =>
      JSON.stringify(z.toJSONSchema(answer, { io: 'output' })).includes('"mrn"'),
    );
    assert.ok(shown.length > 10);
    const unsaid = shown.filter(({ showsPatients }) => !showsPatients);
    assert.deepEqual(
      unsaid.map(({ name }) => name),
      [],
    );
  });

  it('has a path that a URL pattern cannot be made slow by', () => {
    for (const { path } of allEndpoints) assert.match(path, /^(\/(:[a-zA-Z]+|[a-z-]+))+$/);
  });
});
