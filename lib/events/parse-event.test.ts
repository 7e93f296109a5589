import { describe, expect, it } from 'vitest';
import { type MalformedBody, type ParsedBody, type StreamEvent } from './event';
import { JsonNumber } from '../json/json-number';
import { parseBody, parseStoredBody } from './parse-event';

const encoder = new TextEncoder();
const parse = (text: string) => parseBody(encoder.encode(text));

const cloudEvent = {
  specversion: '1.0',
  type: 'user.created',
  source: 'urn:auth0:brightwater.eu.auth0.com',
  id: 'evt_4tQmZp8yRk2Lw6Xc1Vb9Ns',
  time: '2026-11-20T09:15:00.573Z',
  data: {
    object: { user_id: 'auth0|66f0', email: 'ida@example.com', identities: [{ provider: 'auth0', user_id: '66f0' }] },
  },
  a0tenant: 'brightwater',
  a0stream: 'est_7fKd2Hs9Lq4Wn6Zx3Vc8Bm',
};

function parsed(result: ParsedBody | MalformedBody): ParsedBody {
  if (result.malformed) throw new Error(result.reason);
  return result;
}

function read(change: Record<string, unknown>): StreamEvent {
  return parsed(parse(JSON.stringify({ ...cloudEvent, ...change }))).event;
}

describe('parseBody', () => {
  it('reads an event as Auth0 sends it', () => {
    expect(parsed(parse(JSON.stringify(cloudEvent)))).toEqual({
      malformed: false,
      envelope: 'cloudevent',
      event: {
        id: 'evt_4tQmZp8yRk2Lw6Xc1Vb9Ns',
        type: 'user.created',
        timeMs: Date.UTC(2026, 10, 20, 9, 15, 0, 573),
        source: 'urn:auth0:brightwater.eu.auth0.com',
        tenant: 'brightwater',
        streamId: 'est_7fKd2Hs9Lq4Wn6Zx3Vc8Bm',
        isTest: false,
        object: cloudEvent.data.object,
        previousObject: null,
        subjectId: 'auth0|66f0',
        subjectLabel: 'ida@example.com',
        problem: null,
      },
    });
  });

  it('needs nothing but id, type and, to be understood, a time', () => {
    expect(parsed(parse('{"id":"e","type":"thing.happened","time":"2026-11-20T09:15:00Z"}')).event).toMatchObject({
      source: null,
      tenant: null,
      streamId: null,
      isTest: false,
      object: null,
      subjectId: null,
      problem: null,
    });
  });

  it('reads the test mark', () => {
    expect(read({ a0purpose: 'test' }).isTest).toBe(true);
    expect(read({ a0purpose: 'TEST' }).isTest).toBe(false);
    expect(read({ a0purpose: true }).isTest).toBe(false);
  });

  it('unwraps an EventBridge envelope', () => {
    const body = {
      version: '0',
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      'detail-type': 'user.created',
      source: 'aws.partner/auth0.com/brightwater-1/auth0.events',
      time: '2026-11-20T09:15:09Z',
      detail: cloudEvent,
    };
    const result = parsed(parse(JSON.stringify(body)));
    expect(result.envelope).toBe('eventbridge');
    expect(result.event).toEqual(read({}));
    expect(parse(JSON.stringify({ ...body, detail: { id: 'x' } }))).toMatchObject({ malformed: true });
  });

  it('keeps an event that merely has a `detail` of its own', () => {
    expect(read({ detail: { id: 'inner', type: 'inner' } }).id).toBe(cloudEvent.id);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['blank', '  \n', 'not JSON'],
    ['a truncated body', '{"id":"e","type":"t"', 'not JSON'],
    ['trailing bytes', '{"id":"e","type":"t"} x', 'not JSON'],
    ['form data', 'id=e&type=t', 'not JSON'],
    ['two byte order marks', '\uFEFF\uFEFF{"id":"e","type":"t"}', 'not JSON'],
    ['null', 'null', 'not an object'],
    ['an array', '[{"id":"e","type":"t"}]', 'not an object'],
    ['a number', '7', 'not an object'],
    ['no id', '{"type":"t"}', 'no id'],
    ['an empty id', '{"id":"","type":"t"}', 'no id'],
    ['a numeric id', '{"id":7,"type":"t"}', 'no id'],
    ['no type', '{"id":"e"}', 'no type'],
    ['a null type', '{"id":"e","type":null}', 'no type'],
    ['an id only on the prototype', '{"__proto__":{"id":"e"},"type":"t"}', 'no id'],
  ])('refuses %s and says why without quoting it', (_name, text, reason) => {
    const result = parse(text);
    expect(result).toMatchObject({ malformed: true });
    expect(result.malformed && result.reason).toContain(reason);
  });

  it('refuses invalid UTF-8 rather than replacing characters', () => {
    const bytes = encoder.encode('{"id":"e","type":"t","x":"?"}');
    for (const bad of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0xaf]]) {
      const body = Uint8Array.from([...bytes.slice(0, 26), ...bad, ...bytes.slice(27)]);
      expect(parseBody(body)).toEqual({ malformed: true, reason: 'The body is not valid UTF-8.' });
    }
  });

  it('accepts one byte order mark', () => {
    const text = '\uFEFF{"id":"e","type":"t"}';
    expect(parsed(parse(text)).event.id).toBe('e');
    expect(parseStoredBody(text)?.id).toBe('e');
  });

  it('finds no problem with unknown types and fields', () => {
    expect(read({ type: 'organization.future_thing', data: { object: { id: 'org_1' } }, extra: 1 }).problem).toBeNull();
    expect(read({ type: 'user.renamed', data: {} }).problem).toBeNull();
    expect(read({ type: 'organization.created', data: null }).problem).toBeNull();
  });

  it.each([undefined, null, 1_763_630_156, '', 'yesterday', '2026-11-20 09:15:00Z'])(
    'stores %j as time with a problem',
    (time) => {
      const event = read({ time });
      expect(event.timeMs).toBeNull();
      expect(event.problem).toContain('time');
      expect(event.subjectId).toBe('auth0|66f0');
    },
  );

  it.each([undefined, null, '', 17, ['auth0|1'], {}])(
    'stores a user event with user_id %j with a problem',
    (user_id) => {
      for (const type of ['user.created', 'user.updated', 'user.deleted']) {
        const event = read({ type, data: { object: { user_id } } });
        expect(event.subjectId).toBeNull();
        expect(event.problem).toContain('user_id');
      }
    },
  );

  it.each([undefined, null, 'x', []])('stores a user event with %j for data.object with a problem', (object) => {
    const event = read({ data: { object } });
    expect(event.object).toBeNull();
    expect(event.problem).toContain('user_id');
  });

  it('gives the same event again from the stored text', () => {
    expect(parseStoredBody(JSON.stringify(cloudEvent))).toEqual(read({}));
    expect(parseStoredBody('{')).toBeNull();
    expect(parseStoredBody('null')).toBeNull();
  });
});

describe('parseBody, numbers', () => {
  it('keeps their digits in both objects, whether they came in an envelope or from the store', () => {
    const body = `{"id":"e","type":"user.updated","time":"2026-11-20T09:15:00Z","data":{"object":{"user_id":"a|1","n":9007199254740993,"m":[1.0,-0,1e400,212]},"previous_object":{"n":1E5}}}`;
    const wrapped = `{"detail-type":"user.updated","source":"aws.partner","detail":${body}}`;
    for (const event of [parsed(parse(body)).event, parsed(parse(wrapped)).event, parseStoredBody(body)]) {
      expect(event?.object).toEqual({
        user_id: 'a|1',
        n: new JsonNumber('9007199254740993'),
        m: [new JsonNumber('1.0'), new JsonNumber('-0'), new JsonNumber('1e400'), 212],
      });
      expect(JSON.stringify(event?.previousObject)).toBe('{"n":1E5}');
    }
  });

  it('gives them no part in what must be text', () => {
    const odd = '{"id":1e400,"type":"t"}';
    expect(parse(odd)).toMatchObject({ malformed: true });
    const event = parsed(
      parse('{"id":"e","type":"user.updated","time":1.0,"data":{"object":{"user_id":9007199254740993,"email":-0}}}'),
    ).event;
    expect(event).toMatchObject({ timeMs: null, subjectId: null, subjectLabel: null });
    const number = parsed(parse('{"id":"e","type":"t","data":1e400}')).event;
    expect(number.object).toBeNull();
  });
});

describe('parseBody, identity ids', () => {
  const identityIds = (identities: string) => {
    const text = `{"id":"e","type":"user.updated","time":"2026-11-20T09:15:00Z","data":{"object":{"user_id":"a|1","identities":${identities}}}}`;
    return parsed(parse(text)).event.object?.identities;
  };

  it('makes numbers text, with every digit of ids longer than a double holds', () => {
    expect(identityIds('[{"user_id":123},{"user_id":10213456789012345},{"user_id":"7"},null,{}]')).toEqual([
      { user_id: '123' },
      { user_id: '10213456789012345' },
      { user_id: '7' },
      null,
      {},
    ]);
  });

  it('makes numbers that are no ids text of the same digits', () => {
    expect(identityIds('[{"user_id":1.5},{"user_id":1e400},{"user_id":1e300},{"user_id":-0}]')).toEqual([
      { user_id: '1.5' },
      { user_id: '1e400' },
      { user_id: '1e300' },
      { user_id: '-0' },
    ]);
    expect(identityIds('{"user_id":1}')).toEqual({ user_id: 1 });
  });
});
