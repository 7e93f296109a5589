import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../json/json';
import { eventTypes } from './event-types';
import { readSubject } from './subject';

const organization = { id: 'org_aB3dE5fG7hJ9kL1m', name: 'northwind' };
const group = { id: 'grp_Zx9Cv8Bn7Mq6Wk5K', type: 'connection', connection_id: 'con_Xy12Ab34Cd56Ef78' };
const connection = { id: 'con_Xy12Ab34Cd56Ef78', name: 'northwind-oidc', display_name: 'Northwind SSO' };
const user = { user_id: 'auth0|66f0', email: 'mara@example.com', name: 'Mara' };
const role = { id: 'rol_pQ2rS4tU6vW8xY0z', name: 'billing-admin' };

/** `data.object` of a type, in the shape of the catalogue. */
function objectOf(type: string): JsonObject {
  if (type.startsWith('user.')) return user;
  if (type.startsWith('connection.')) return connection;
  if (type.startsWith('organization.member')) return { organization, user: { user_id: user.user_id }, role };
  if (type.startsWith('organization.connection')) return { organization, connection: { id: connection.id } };
  if (type.startsWith('organization.group')) return { organization: { id: organization.id }, role, group };
  if (type.startsWith('organization.')) return { ...organization, display_name: 'Northwind Traders' };
  if (type.startsWith('group.member')) return { group, member: { member_type: 'user', id: user.user_id } };
  return type.startsWith('group.role') ? { group, role } : { ...group, name: 'engineering' };
}

describe('readSubject', () => {
  it('recognises the subject of every type in the catalogue', () => {
    const subjects = eventTypes.map(({ type }) => {
      const { id, label } = readSubject(type, objectOf(type));
      return [type, id, label];
    });
    const northwind = [organization.id, 'northwind'];
    expect(subjects).toEqual([
      ['user.created', 'auth0|66f0', 'Mara'],
      ['user.updated', 'auth0|66f0', 'Mara'],
      ['user.deleted', 'auth0|66f0', 'Mara'],
      ['organization.created', organization.id, 'Northwind Traders'],
      ['organization.updated', organization.id, 'Northwind Traders'],
      ['organization.deleted', organization.id, 'Northwind Traders'],
      ['organization.member.added', ...northwind],
      ['organization.member.deleted', ...northwind],
      ['organization.member.role.assigned', ...northwind],
      ['organization.member.role.deleted', ...northwind],
      ['organization.connection.added', ...northwind],
      ['organization.connection.updated', ...northwind],
      ['organization.connection.removed', ...northwind],
      ['organization.group.role.assigned', organization.id, organization.id],
      ['organization.group.role.deleted', organization.id, organization.id],
      ['group.created', group.id, 'engineering'],
      ['group.updated', group.id, 'engineering'],
      ['group.deleted', group.id, 'engineering'],
      ['group.member.added', group.id, group.id],
      ['group.member.deleted', group.id, group.id],
      ['group.role.assigned', group.id, group.id],
      ['group.role.deleted', group.id, group.id],
      ['connection.created', connection.id, 'Northwind SSO'],
      ['connection.updated', connection.id, 'Northwind SSO'],
      ['connection.deleted', connection.id, 'Northwind SSO'],
    ]);
  });

  it('calls a person what every screen calls them: the name, else what there is', () => {
    const label = (object: JsonObject) => readSubject('user.updated', { user_id: 'sms|1', ...object }).label;
    expect(label({ name: 'Mara', email: 'mara@example.com' })).toBe('Mara');
    expect(label({ email: '', phone_number: '+4670' })).toBe('+4670');
    expect(label({ email: null, name: 7 })).toBe('sms|1');
  });

  it('takes what it recognises of an unknown type', () => {
    expect(readSubject('device.enrolled', { id: 'dev_1', name: 'Phone' })).toEqual({ id: 'dev_1', label: 'Phone' });
    expect(readSubject('device.enrolled', { user_id: 'a|1', email: 'a@b.c' })).toEqual({ id: 'a|1', label: 'a@b.c' });
    expect(readSubject('organization.future_thing', { organization })).toEqual({
      id: organization.id,
      label: 'northwind',
    });
    expect(readSubject('constructor.called', { id: 'x' })).toEqual({ id: 'x', label: 'x' });
    expect(readSubject('device.enrolled', { anything: [1] })).toEqual({ id: null, label: null });
    expect(readSubject('device.enrolled', null)).toEqual({ id: null, label: null });
  });

  it('never takes a custom field called `user` for the user', () => {
    expect(readSubject('user.updated', { user_id: 'auth0|1', user: { user_id: 'auth0|2', email: 'x@y.z' } })).toEqual({
      id: 'auth0|1',
      label: 'auth0|1',
    });
  });
});
