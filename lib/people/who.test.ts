import { expect, it } from 'vitest';
import { type JsonObject } from '../json/json';
import { namesOf, whoOf } from './who';

const who = (profile: JsonObject) => whoOf(namesOf(profile));

it.each<[JsonObject, string | null]>([
  [{ name: 'Ada', email: 'ada@a.test', phone_number: '+46', username: 'countess', nickname: 'ada' }, 'Ada'],
  [{ given_name: 'Ada', family_name: 'King', email: 'ada@a.test' }, 'Ada King'],
  [{ name: 'ada@a.test', email: 'ADA@a.test', given_name: 'Ada' }, 'Ada'],
  [{ name: '+46 70', phone_number: '+46 70' }, '+46 70'],
  [{ email: 'ada@a.test', phone_number: '+46' }, 'ada@a.test'],
  [{ phone_number: '+46', username: 'countess' }, '+46'],
  [{ username: 'countess', nickname: 'c' }, 'countess'],
  [{ nickname: 'c' }, 'c'],
  [{ name: ' \u200b', email: 'ada@a.test' }, 'ada@a.test'],
  [{ name: 7, email: null }, null],
])('%o is called %s', (profile, called) => {
  expect(who(profile)).toBe(called);
});
