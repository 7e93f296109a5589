import { type HoldReason } from '../connector';

/** What a database says went wrong. */
export interface DatabaseTrouble {
  /** The server's own code (`SQLSTATE` of PostgreSQL, the number of MySQL), or Node's of a connection that failed; null for neither. */
  code: string | null;
  /** The class of the error (`SQLSTATE`), where `code` is another. */
  state?: string | null;
  /** Of the server's own: no statement and no value. */
  column: string | null;
  constraint: string | null;
}

/**
 * `hold`: a person must see to it. `value`: one of the rows does not fit. `busy`: the same statement may work in a moment.
 * `away`: the server does not answer.
 */
export type DatabaseJudgement =
  { kind: 'hold'; reason: HoldReason } | { kind: 'value' } | { kind: 'busy' } | { kind: 'away' };

/** Code of a value that we cannot make a statement of. */
export const unwritable = 'UNWRITABLE';

/** OpenSSL's verdicts on a certificate, as Node names them ("X509 certificate error codes"), and Node's own on its names. */
const certificateCodes =
  /^(ERR_TLS_CERT_ALTNAME|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;

/** What an error means that no server has told: of the address, the value, the certificate or the connection. */
export function judgeUntold(code: string): DatabaseJudgement {
  if (code === 'REFUSED_ADDRESS' || code === 'OWN_LINK') return { kind: 'hold', reason: 'address_refused' };
  if (code === unwritable) return { kind: 'value' };
  if (certificateCodes.test(code)) return { kind: 'hold', reason: 'certificate_refused' };
  return { kind: 'away' };
}

/**
 * What went wrong, in words that hold no value: "another row has the value of a unique column (users_email_key)". `words` are
 * those of the server's codes; null where it has none for a code.
 */
export function wordsOf({ code, column, constraint }: DatabaseTrouble, words: (code: string) => string | null): string {
  const told =
    code === null ? 'the connection was lost, or no answer came in time' : (words(code) ?? untoldWords(code));
  const where = column ?? constraint;
  return where === null ? told : `${told} (${where})`;
}

function untoldWords(code: string): string {
  if (code === unwritable) return 'a value is nested too deep';
  if (certificateCodes.test(code)) return `the server’s certificate cannot be verified (${code})`;
  return `the server cannot be reached (${code})`;
}
