import { describe, expect, test } from 'vitest';
import { mysqlConfig, postgresConfig } from './table-config';
import {
  emptyTableFields,
  isAddressOf,
  parseAddress,
  tableFieldNamed,
  tableFieldsOf,
  tableInputOf,
  tlsOfAddress,
} from './table-form';

const fields = { ...emptyTableFields('postgres'), name: 'CRM', address: 'postgres://writer:p%40ss@db.example.com/crm' };

describe('the form of a table', () => {
  test('gives what the API takes, and shows again what was saved, without the password', () => {
    const { name, password, config } = tableInputOf('postgres', fields);
    expect({ name, password }).toEqual({ name: 'CRM', password: 'p@ss' });
    const saved = postgresConfig.parse(config);
    expect(saved).toMatchObject({
      host: 'db.example.com',
      port: 5432,
      user: 'writer',
      database: 'crm',
      schema: 'public',
    });
    const shown = tableFieldsOf({ name: 'CRM' }, saved);
    expect(shown.address).toBe('postgres://writer@db.example.com:5432/crm');
    expect(tableInputOf('postgres', shown)).toEqual({ name: 'CRM', config });
  });

  test('reads columns a line each, with an arrow of either kind', () => {
    const columns = 'email\n user_metadata.plan → plan \nidentities[0].provider->provider\n\n';
    expect(tableInputOf('postgres', { ...fields, columns }).config.columns).toEqual([
      { source: 'email', column: 'email' },
      { source: 'user_metadata.plan', column: 'plan' },
      { source: 'identities[0].provider', column: 'provider' },
    ]);
  });

  test('takes a table with and without its schema', () => {
    expect(tableInputOf('postgres', { ...fields, table: 'people' }).config).toMatchObject({
      schema: 'public',
      table: 'people',
    });
    expect(tableInputOf('postgres', { ...fields, table: 'crm.a.b' }).config).toMatchObject({
      schema: 'crm',
      table: 'a.b',
    });
  });

  test.each(['', 'db.example.com', 'https://db.example.com/x', 'postgres:///x', 'postgres://u:%zz@h/d'])(
    'says at its field that %j is no address',
    (address) => {
      expect(parseAddress('postgres', address)).toBeNull();
      const { config } = tableInputOf('postgres', { ...fields, address });
      const issue = postgresConfig.safeParse(config).error?.issues[0];
      expect(tableFieldNamed(`config.${String(issue?.path[0])}`)).toBe('address');
    },
  );

  test('heeds what an address says of encryption', () => {
    expect(tlsOfAddress('postgres://h/d?sslmode=disable')).toBe('off');
    expect(tlsOfAddress('postgres://h/d?sslmode=verify-full')).toBe('verify');
    expect(tlsOfAddress('postgres://h/d')).toBeNull();
  });

  test('of MySQL gives what the API takes, from an address of either name, and shows it again', () => {
    const address = 'mariadb://writer:p%40ss@db.example.com/crm?ssl-mode=REQUIRED';
    const { password, config } = tableInputOf('mysql', { ...emptyTableFields('mysql'), name: 'CRM', address });
    expect(password).toBe('p@ss');
    const saved = mysqlConfig.parse(config);
    expect(saved).toMatchObject({ kind: 'mysql', port: 3306, user: 'writer', database: 'crm', table: 'users' });
    const shown = tableFieldsOf({ name: 'CRM' }, saved);
    expect(shown).toMatchObject({ address: 'mysql://writer@db.example.com:3306/crm', table: 'users' });
    expect(tableInputOf('mysql', shown)).toEqual({ name: 'CRM', config });
  });

  test('takes no address of another kind of database', () => {
    expect(parseAddress('mysql', 'postgres://u@h/d')).toBeNull();
    expect(parseAddress('postgres', 'mysql://u@h/d')).toBeNull();
    expect([isAddressOf('mysql', ' mysql://h'), isAddressOf('mysql', 'postgres://h')]).toEqual([true, false]);
  });

  test.each([
    ['DISABLED', 'off'],
    ['PREFERRED', 'encrypt'],
    ['REQUIRED', 'encrypt'],
    ['VERIFY_CA', 'verify'],
    ['VERIFY_IDENTITY', 'verify'],
    ['SOMEHOW', null],
  ])('heeds what an address of MySQL says of encryption: %s', (mode, tls) => {
    expect(tlsOfAddress(`mysql://h/d?ssl-mode=${mode}`)).toBe(tls);
  });
});
