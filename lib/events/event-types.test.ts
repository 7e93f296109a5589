import { expect, it } from 'vitest';
import { describeChange, eventFamily, eventTypes, isUserType } from './event-types';

it('lists the 25 types of the catalogue, each once, in four families', () => {
  expect(new Set(eventTypes.map(({ type }) => type)).size).toBe(25);
  expect([...new Set(eventTypes.map(({ family }) => family))]).toEqual(['user', 'organization', 'group', 'connection']);
  expect(eventTypes).toContainEqual({
    type: 'organization.member.role.assigned',
    family: 'organization',
    label: 'Organization member role assigned',
  });
});

it('describes what happened without naming the family', () => {
  expect(describeChange('user.created')).toBe('created');
  expect(describeChange('organization.member.added')).toBe('member added');
  expect(describeChange('organization.group.role.deleted')).toBe('group role deleted');
});

it('leaves the words of an unknown type raw', () => {
  expect(describeChange('organization.future_thing')).toBe('future_thing');
  expect(describeChange('ping')).toBe('ping');
  expect(describeChange('odd.')).toBe('odd.');
  expect(eventFamily('ping')).toBe('ping');
});

it('has mirror rules for the three user types alone', () => {
  expect(eventTypes.filter(({ type }) => isUserType(type)).map(({ type }) => type)).toEqual([
    'user.created',
    'user.updated',
    'user.deleted',
  ]);
  expect(isUserType('user.renamed')).toBe(false);
});
