import { type DatabaseTrouble } from '../../../connectors/sql/database-trouble';

const propertyOf = (error: Error, name: string): unknown => Object.getOwnPropertyDescriptor(error, name)?.value;

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** The driver calls every fault of TLS by one code; what OpenSSL says of a certificate is left in the message. */
const certificates: readonly [RegExp, string][] = [
  [/^self[- ]signed certificate in/i, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/^self[- ]signed certificate/i, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/first certificate/i, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/has expired/i, 'CERT_HAS_EXPIRED'],
  [/not match certificate/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

function tlsCode(error: Error): string {
  // A fault of the protocol has the part of OpenSSL that found it.
  if (propertyOf(error, 'library') !== undefined || propertyOf(error, 'syscall') !== undefined) return 'TLS_FAILED';
  return certificates.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'CERT_REFUSED';
}

/** Messages that name a column or a constraint at their end, behind any value. */
const columnPatterns = [
  /for column (?:['`]|`[^`]*`\.`[^`]*`\.`)([^'`]+)['`] at row \d+$/,
  /^Column '([^']+)' cannot be null$/,
  /^Field '([^']+)' doesn't have a default value$/,
  /^Unknown column '([^']+)' in '[\w ]+'$/,
  /in value for column '([^']+)'\.$/,
];
const constraintPatterns = [
  /for key ['`]([^'`]+)['`]$/,
  /^Check constraint '([^']+)' is violated\.$/,
  /^CONSTRAINT `([^`]+)` failed for `[^`]*`\.`[^`]*`$/,
  /CONSTRAINT `([^`]+)` FOREIGN KEY \([^)]*\) REFERENCES [^)]*\)[^)]*\)$/,
];

const named = (patterns: readonly RegExp[], message: string) =>
  patterns.map((pattern) => pattern.exec(message)?.[1]).find((name) => name !== undefined) ?? null;

/** What an error of the driver tells that holds no value: its message may quote one. */
export function troubleOf(error: unknown): DatabaseTrouble {
  if (!(error instanceof Error)) return { code: null, column: null, constraint: null };
  const number = propertyOf(error, 'errno');
  const code = textOf(propertyOf(error, 'code'));
  // Of a system's error the number is negative.
  if (typeof number === 'number' && number > 0) {
    const { message } = error;
    const state = textOf(propertyOf(error, 'sqlState'));
    const names = { column: named(columnPatterns, message), constraint: named(constraintPatterns, message) };
    return { code: String(number), state, ...names };
  }
  if (code === 'HANDSHAKE_SSL_ERROR') return { code: tlsCode(error), column: null, constraint: null };
  // The driver's own words for a connection that was lost or took too long.
  const isLost = code?.startsWith('PROTOCOL_') === true || code === 'ETIMEDOUT';
  return { code: isLost ? null : code, column: textOf(propertyOf(error, 'column')), constraint: null };
}

/** The rights that the server says are missing: `INSERT, UPDATE`; null when it says something else. */
export function missingRight(error: unknown): string | null {
  if (!['1142', '1143'].includes(troubleOf(error).code ?? '') || !(error instanceof Error)) return null;
  return /^([A-Z, ]+) command denied/.exec(error.message)?.[1] ?? 'use it';
}
