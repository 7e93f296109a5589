import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventFrames } from './event-frames';

const whole = (text: string, longest = 1_000) => [...new EventFrames(longest).take(text)];

test('names, ids and data are told apart; comments and retry are no frames', () => {
  const text =
    ':connected\n\nretry: 2000\n\nevent: user.created\nid: a\ndata: {"x":1}\n\nevent: offset-only\nid:b\ndata:{}\n\n';
  expect(whole(text)).toEqual([
    { event: 'user.created', id: 'a', data: '{"x":1}' },
    { event: 'offset-only', id: 'b', data: '{}' },
  ]);
});

test('data of several lines is joined, and a frame without its end is not told', () => {
  expect(whole('data: one\ndata: two\r\n\r\ndata: three\n')).toEqual([
    { event: 'message', id: null, data: 'one\ntwo' },
  ]);
});

test('wherever the stream is cut, the frames are the same', () => {
  const line = fc.constantFrom(
    'event: a',
    'id: 1',
    'data: {"é":"😀"}',
    'data:',
    ': comment',
    'retry: 5',
    'nonsense',
    '',
  );
  const text = fc
    .array(line, { maxLength: 20 })
    .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => `${lines.join(end)}${end}${end}`));
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 200 }), { maxLength: 6 }), (all, cuts) => {
      const frames = new EventFrames(10_000);
      const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
      const pieces = places.slice(1).map((place, index) => all.slice(places[index], place));
      expect(pieces.flatMap((piece) => [...frames.take(piece)])).toEqual(whole(all, 10_000));
    }),
  );
});

test('a frame that would fill the memory is refused', () => {
  expect(() => whole(`data: ${'x'.repeat(2_000)}`)).toThrow(RangeError);
  expect(() => whole(`data: ${'x'.repeat(600)}\ndata: ${'x'.repeat(600)}\n\n`)).toThrow(RangeError);
});
