// The OpenAPI 3.1 document, made from the contract's endpoints.
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Endpoint } from '#contract/endpoint';
import { problem, problemCodes, problemStatus } from '#contract/problem';

type Schema = Endpoint['body'];

export function openApiDocument(
  endpoints: readonly Endpoint[],
  version: string,
): Record<string, unknown> {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Daysheet',
      version,
      description:
        'Live operations console of a clinic network. Reads are GET; use cases are POST and take an Idempotency-Key. POST needs the header X-Daysheet-Csrf: 1, or the key of a service account.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'daysheet' },
        key: { type: 'http', scheme: 'bearer', description: 'The key of a service account.' },
      },
    },
  }) as unknown as Record<string, unknown>;
}

function operation(endpoint: Endpoint): Record<string, unknown> {
  const isPost = endpoint.method === 'POST';
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2] ?? ''],
    description: describe(endpoint),
    security: securityOf(endpoint),
    requestParams: {
      ...(hasFields(endpoint.params) ? { path: endpoint.params } : {}),
      ...(hasFields(endpoint.query) ? { query: endpoint.query } : {}),
      ...(hasFields(endpoint.headers) ? { header: endpoint.headers } : {}),
    },
    ...(isPost ? { requestBody: requestBody(endpoint) } : {}),
    responses: {
      '200': {
        description: 'Done',
        content:
          endpoint.content === 'download'
            ? aFile
            : { 'application/json': { schema: endpoint.answer } },
      },
      ...problemResponses(endpoint),
    },
  };
}

/** Who calls by a key does what holders of a permission do, but for what only people can do. */
function securityOf({ access, stepUp }: Endpoint): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'service') return [{ key: [] }];
  return access === 'signed-in' || stepUp ? [{ session: [] }] : [{ session: [] }, { key: [] }];
}

/** Bytes; what kind of file they are is told by the server alone. */
const aFile = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };

function requestBody({ content, body }: Endpoint): Record<string, unknown> {
  return content === 'upload'
    ? { required: true, content: aFile }
    : { content: { 'application/json': { schema: body } } };
}

function describe(endpoint: Endpoint): string {
  const rules = endpoint.rules.length > 0 ? ` Rules: ${endpoint.rules.join(', ')}.` : '';
  const proof = endpoint.stepUp ? ' Asks for a fresh proof of who calls (`confirmIdentity`).' : '';
  return `Access: \`${endpoint.access}\`.${proof}${rules}`;
}

function problemResponses(endpoint: Endpoint): Record<string, unknown> {
  const isPublic = endpoint.access === 'public';
  const codes = problemCodes.filter(
    (code) => !(isPublic && (code === 'not-signed-in' || code === 'not-allowed')),
  );
  const byStatus = Map.groupBy(codes, (code) => String(problemStatus[code]));
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [
      status,
      {
        description: found.join(', '),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  );
}

function hasFields(schema: Schema): boolean {
  const { shape } = schema as unknown as { shape?: Record<string, unknown> };
  return Object.keys(shape ?? {}).length > 0;
}
