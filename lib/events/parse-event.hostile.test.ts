import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MalformedBody, type ParsedBody } from './event';
import { type JsonValue } from '../json/json';
import { JsonNumber } from '../json/json-number';
import { parseBody, parseStoredBody } from './parse-event';

const encoder = new TextEncoder();
const parse = (text: string) => parseBody(encoder.encode(text));

function parsed(result: ParsedBody | MalformedBody): ParsedBody {
  if (result.malformed) throw new Error(result.reason);
  return result;
}

// The bodies are as large as the webhook lets in; a busy machine needs its time for them.
describe('parseBody, hostile bodies', { timeout: 60_000 }, () => {
  const nested = (levels: number, open: string, close: string) =>
    `{"id":"e","type":"user.updated","time":"2026-11-20T09:15:00Z","data":{"object":{"user_id":"auth0|1","x":${open.repeat(levels)}0${close.repeat(levels)}}}}`;

  it('takes 64 levels and stores anything deeper with a problem, to any depth', () => {
    // Body, data and object are the first three levels.
    expect(parsed(parse(nested(61, '[', ']'))).event.problem).toBeNull();
    expect(parsed(parse(nested(61, '{"a":', '}'))).event.problem).toBeNull();
    for (const levels of [62, 1_000, 100_000]) {
      for (const text of [nested(levels, '[', ']'), nested(levels, '{"a":', '}')]) {
        const { id, type, subjectId, timeMs, problem } = parsed(parse(text)).event;
        expect({ id, type, subjectId, timeMs }).toEqual({
          id: 'e',
          type: 'user.updated',
          subjectId: 'auth0|1',
          timeMs: Date.UTC(2026, 10, 20, 9, 15),
        });
        expect(problem).toContain('64 levels');
      }
    }
  });

  it('does not count brackets inside text, and allows the EventBridge envelope a level of its own', () => {
    expect(
      parsed(parse(`{"id":"e","type":"t","time":"2026-11-20T09:15:00Z","note":"${'['.repeat(1_000)}"}`)).event.problem,
    ).toBeNull();
    const wrap = (text: string) => parsed(parse(`{"detail-type":"x","source":"aws.partner","detail":${text}}`));
    expect(wrap(nested(61, '[', ']'))).toMatchObject({ envelope: 'eventbridge', event: { problem: null } });
    expect(wrap(nested(62, '[', ']')).event.problem).toContain('64 levels');
  });

  it('keeps digits at any depth without recursion, also behind a duplicate key, and counts a number as no level', () => {
    for (const levels of [61, 62, 100_000]) {
      const text = nested(levels, '[', ']').replace('0]', '9007199254740993]');
      const { object, problem } = parsed(parse(text)).event;
      expect(problem === null).toBe(levels === 61);
      let core: JsonValue | undefined = object?.x;
      while (Array.isArray(core)) [core] = core;
      expect(core).toEqual(new JsonNumber('9007199254740993'));
    }
  });

  it('never sends depth through a recursion because of long identity ids, not even depth behind a duplicate key', () => {
    const deep = `${'['.repeat(100_000)}0${']'.repeat(100_000)}`;
    const body = (members: string) =>
      `{"id":"e","type":"user.updated","time":"2026-11-20T09:15:00Z","data":{"object":{"user_id":"a|1","identities":[{"user_id":10213456789012345}],${members}}}}`;
    expect(parsed(parse(body(`"x":${deep}`))).event.problem).toContain('64 levels');
    const hidden = parsed(parse(body(`"x":${deep},"x":1`))).event;
    expect(hidden).toMatchObject({ problem: null, object: { x: 1, identities: [{ user_id: '10213456789012345' }] } });
  });

  it('survives four megabytes of brackets', () => {
    expect(parsed(parse(nested(2_000_000, '[', ']'))).event.problem).toContain('64 levels');
    expect(parse('['.repeat(4_000_000))).toEqual({ malformed: true, reason: 'The body is not JSON.' });
  });

  it('changes no prototype and reads only what the body itself says', () => {
    const event = parsed(
      parse(
        '{"id":"e","type":"user.created","time":"2026-11-20T09:15:00Z","data":{"__proto__":{"object":{"user_id":"x"}},"constructor":1}}',
      ),
    ).event;
    expect(event).toMatchObject({ object: null, subjectId: null });
    expect(Object.prototype).not.toHaveProperty('object');
  });

  it('takes the last of duplicate keys, as JSON.parse does', () => {
    expect(parsed(parse('{"id":"first","id":"second","type":"t"}')).event.id).toBe('second');
  });

  it('survives as many keys as fit into the largest body', () => {
    const members = Array.from({ length: 400_000 }, (_, index) => `"${index.toString(36)}":1e400`).join(',');
    const { problem, object } = parsed(
      parse(`{"id":"e","type":"t","time":"2026-11-20T09:15:00Z","data":{"object":{${members}}}}`),
    ).event;
    expect(problem).toBeNull();
    expect(object?.zz).toEqual(new JsonNumber('1e400'));
  });

  it('survives numbers as long as the largest body, and keeps them whole', () => {
    for (const number of ['9'.repeat(4_000_000), `-0.${'0'.repeat(4_000_000)}1`, `1e-${'1'.repeat(4_000_000)}`]) {
      const event = parsed(parse(nested(1, '[', ']').replace('[0]', number))).event;
      expect(event.object?.x).toEqual(new JsonNumber(number));
    }
  });

  it('keeps NUL and lone surrogates out of what becomes a column', () => {
    const event = parsed(
      parse(
        JSON.stringify({ id: 'evt_\0\uD800', type: 'thing.\uDFFF', data: { object: { id: 'a\0b', name: '\uD83D' } } }),
      ),
    ).event;
    expect(event).toMatchObject({
      id: 'evt_\uFFFD\uFFFD',
      type: 'thing.\uFFFD',
      subjectId: 'a\uFFFDb',
      subjectLabel: '\uFFFD',
    });
  });

  it('cuts a subject label that is longer than any name', () => {
    const body = { id: 'e', type: 'user.updated', data: { object: { user_id: 'a|1', email: 'x'.repeat(100_000) } } };
    expect(parsed(parse(JSON.stringify(body))).event.subjectLabel).toHaveLength(320);
  });

  it('never throws, whatever the bytes (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => encoder.encode(text)),
        ),
        (body) => {
          expect(parseBody(body)).toHaveProperty('malformed');
        },
      ),
      { seed: 20_260_821, numRuns: 1_000 },
    );
  });

  it('never throws on an event with anything in its fields, and reads it the same twice (property)', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), fc.constant('2026-11-20T09:15:00Z'));
    const keys = ['time', 'source', 'data', 'detail', 'detail-type', 'a0purpose', 'a0stream', '__proto__'];
    const entries = fc.array(fc.tuple(fc.constantFrom(...keys), value));
    const object = fc.dictionary(
      fc.constantFrom('user_id', 'id', 'identities', 'email', '__proto__', 'created_at'),
      value,
    );
    fc.assert(
      fc.property(entries, object, (fields, data) => {
        const body = Object.fromEntries([['data', { object: data }], ...fields, ['id', 'e'], ['type', 'user.updated']]);
        const text = JSON.stringify(body);
        const result = parse(text);
        expect(result.malformed).toBe(false);
        expect(JSON.stringify(parseStoredBody(text))).toBe(JSON.stringify(parsed(result).event));
      }),
      { seed: 20_260_821, numRuns: 1_000 },
    );
  });
});
