import { expect, test } from 'vitest';
import { troubleOf } from './trouble';

const fromServer = (errno: number, message: string, sqlState = 'HY000') =>
  Object.assign(new Error(message), { code: 'ER_ANY', errno, sqlState });

test.each([
  [1406, `Data too long for column 'email' at row 3`, 'email', null],
  [1366, "Incorrect integer value: 'x' for column `crm`.`users`.`age` at row 1", 'age', null],
  [1292, `Incorrect datetime value: 'y' for column 'born' at row 1`, 'born', null],
  [1366, `Incorrect string value: ' for column 'secret' at row 1' for column 'name' at row 1`, 'name', null],
  [1048, `Column 'must' cannot be null`, 'must', null],
  [1364, `Field 'must' doesn't have a default value`, 'must', null],
  [1054, `Unknown column 'nick' in 'field list'`, 'nick', null],
  [1062, `Duplicate entry 'ada@example.com' for key 'users.email'`, null, 'users.email'],
  [1062, `Duplicate entry ' for key 'secret'' for key 'users.email'`, null, 'users.email'],
  [3819, `Check constraint 'grown' is violated.`, null, 'grown'],
  [4025, 'CONSTRAINT `users.grown` failed for `crm`.`users`', null, 'users.grown'],
  [
    1452,
    'Cannot add or update a child row: a foreign key constraint fails (`crm`.`users`, CONSTRAINT `of_team` FOREIGN KEY (`team`) REFERENCES `teams` (`id`))',
    null,
    'of_team',
  ],
  [1644, `the secret for column 'x'`, null, null],
])('of error %i the column or the constraint is told, and nothing else of %j', (errno, message, column, constraint) => {
  expect(troubleOf(fromServer(errno, message))).toEqual({ code: String(errno), state: 'HY000', column, constraint });
});

test.each([
  ['self-signed certificate', {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['self-signed certificate in certificate chain', {}, 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['unable to verify the first certificate', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['certificate has expired', {}, 'CERT_HAS_EXPIRED'],
  [`Hostname/IP does not match certificate's altnames: …`, {}, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['certificate revoked', {}, 'CERT_REFUSED'],
  ['wrong version number', { library: 'SSL routines' }, 'TLS_FAILED'],
  ['read ECONNRESET', { syscall: 'read', errno: -104 }, 'TLS_FAILED'],
])('a fault of TLS that says %j is %s %s', (message, more, code) => {
  const error = Object.assign(new Error(message), { code: 'HANDSHAKE_SSL_ERROR', ...more });
  expect(troubleOf(error)).toMatchObject({ code });
});

test.each(['PROTOCOL_CONNECTION_LOST', 'ETIMEDOUT'])('%s is a connection that was lost', (code) => {
  expect(troubleOf(Object.assign(new Error('x'), { code }))).toMatchObject({ code: null });
});
