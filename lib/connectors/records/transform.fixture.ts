import fc from 'fast-check';
import { type Transform } from './record-config';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '*', '"', ' a ', 'a|b', 'a,b', 'a=b', '\\', '\n', '__proto__', '\ud800', 'cut 4'),
);

/** Any transform that a mapping may hold. */
export const anyTransform: fc.Arbitrary<Transform> = fc.oneof(
  fc.record({ kind: fc.constantFrom('trim', 'lower', 'upper', 'first', 'number', 'json', 'digits') }),
  fc.record({ kind: fc.constant('join'), separator: text }),
  fc.record({ kind: fc.constant('date'), as: fc.constantFrom('day', 'ms', 'iso') }),
  fc.record({ kind: fc.constant('yes_no'), yes: text, no: text }),
  fc.record({
    kind: fc.constant('map'),
    table: fc.array(fc.tuple(text, text), { maxLength: 4 }).map((rows) => Object.fromEntries(rows)),
    otherwise: fc.option(text),
  }),
  fc.record({ kind: fc.constant('cut'), characters: fc.integer({ min: 1, max: 65_536 }) }),
  fc.record({ kind: fc.constant('prefix'), text }),
  fc.record({ kind: fc.constant('default'), value: text }),
);
