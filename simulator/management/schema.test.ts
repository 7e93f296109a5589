import { describe, expect, it } from 'vitest';
import { type Schema, schemaProblem } from './schema.ts';

const schema: Schema = {
  kind: 'object',
  required: ['name'],
  fields: {
    name: { kind: 'text', min: 1, max: 5, about: 'The name.' },
    tags: { kind: 'list', of: { kind: 'text', choices: ['a', 'b'] }, min: 1 },
    note: { kind: 'text', nullable: true },
  },
};

describe('schemaProblem', () => {
  it.each([
    [{ name: 'ada' }, undefined],
    [{ name: 'ada', note: null, tags: ['a'] }, undefined],
    [{}, "'Missing required property: name'"],
    [{ name: 'ada', extra: 1 }, "'Additional properties not allowed: extra'"],
    [{ name: 7 }, "'Expected type string but found type integer' on property name (The name.)"],
    [{ name: 'adaline' }, "'String is too long (7 chars), maximum 5' on property name (The name.)"],
    [{ name: 'ada', tags: [] }, "'Array is too short (0), minimum 1' on property tags"],
    [{ name: 'ada', tags: ['c'] }, "'No enum match for: c' on property tags.0"],
    [[], "'Expected type object but found type array'"],
  ])('says of %j: %s', (value, problem) => {
    expect(schemaProblem(schema, value)).toBe(problem);
  });
});
