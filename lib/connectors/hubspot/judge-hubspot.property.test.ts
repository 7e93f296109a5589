import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RecordCall } from '../records/record-reply';
import { judgeHubspot } from './judge-hubspot';

const calls: RecordCall[] = [
  { act: 'read', by: 'email', value: 'ada@example.test' },
  { act: 'create', values: { email: 'ada@example.test' } },
  { act: 'update', recordId: '42', values: { email: 'ada@example.test' } },
  { act: 'archive', recordId: '42' },
];

/** Bodies that have the fields of HubSpot's, of any shape. */
const word = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'ada@example.test',
    'Existing ID: 42',
    'email',
    'PROPERTY_DOESNT_EXIST',
    '[{"name":"email"}]',
    'DAILY',
  ),
);
const anything = fc.oneof(word, fc.array(word), fc.jsonValue(), fc.constant(null));
const context = fc.record({ propertyName: anything, missingScopes: anything }, { requiredKeys: [] });
const detail = fc.record({ message: anything, code: anything, name: anything, context }, { requiredKeys: [] });
const body = fc.record(
  {
    ...{ id: anything, properties: anything, archived: anything, message: anything, category: anything },
    ...{ policyName: anything, context: fc.oneof(context, anything), errors: fc.oneof(fc.array(detail), anything) },
  },
  { requiredKeys: [] },
);
const text = fc.oneof(
  body.map((given) => JSON.stringify(given)),
  fc.tuple(body, fc.nat(200)).map(([given, length]) => JSON.stringify(given).slice(0, length)),
  fc.string(),
);

it('makes something of every answer, and keeps no address of what it says', () => {
  const status = fc.oneof(
    fc.constantFrom(200, 201, 400, 401, 403, 404, 409, 423, 429, 477, 500, 503),
    fc.integer({ min: 100, max: 599 }),
  );
  const header = fc.option(word, { nil: undefined });
  fc.assert(
    fc.property(fc.constantFrom(...calls), status, text, header, (call, code, told, retryAfter) => {
      const answer = { status: code, headers: { 'retry-after': retryAfter }, text: told };
      const reply = judgeHubspot(answer, call, { nowMs: 0, timeZone: 'Europe/Berlin' });
      const isDone = code >= 200 && code < 300;
      if (reply.kind === 'record') expect(isDone).toBe(true);
      if (reply.kind === 'none') expect(isDone ? call.act : code).toBe(isDone ? 'archive' : 404);
      if (['conflict', 'refused'].includes(reply.kind)) expect(['create', 'update']).toContain(call.act);
      if (reply.kind !== 'stopped') return;
      expect(reply.error).not.toContain('ada@example.test');
      expect(reply.error.length).toBeLessThanOrEqual(1_000);
      expect(reply.isUnknown).toBe(call.act !== 'read' && (code >= 500 || isDone));
    }),
    { numRuns: 2_000 },
  );
});

it.each(['existing ', 'id ', '9', 'propertyName=', 'a@', '[{', '{"errors":[', 'PropertyValueCoordinates{'])(
  'takes no long time over "%s" again and again',
  (part) => {
    const message = part.repeat(Math.floor(64_000 / part.length));
    const startedMs = performance.now();
    for (const call of calls) {
      for (const status of [200, 400, 403, 409, 429]) {
        judgeHubspot({ status, headers: {}, text: JSON.stringify({ message }) }, call, { nowMs: 0, timeZone: null });
        judgeHubspot({ status, headers: {}, text: message }, call, { nowMs: 0, timeZone: null });
      }
    }
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  },
);
