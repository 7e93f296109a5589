/** Why a request to the webhook was refused. What decides is this code; the sentence beside it is for people. */
export const rejectionCodes = [
  'no_credential',
  'wrong_credential',
  'ambiguous_credential',
  'malformed',
  'too_large',
  'unsupported_encoding',
  'wrong_path',
  'near_path',
] as const;

export type RejectionCode = (typeof rejectionCodes)[number];

/** Codes of requests that were meant for the webhook but went to another path, the surer one first. */
export const astrayCodes = ['wrong_path', 'near_path'] as const satisfies readonly RejectionCode[];

/**
 * Codes that tell of a sender with a wrong credential. A request without any says nothing about the event streams: a probe or a
 * passer-by posts like that too.
 */
export const wrongCredentialCodes = [
  'wrong_credential',
  'ambiguous_credential',
] as const satisfies readonly RejectionCode[];

/** Whether a rejection tells of a sender with a wrong credential. */
export function presentedWrongCredential({ code }: { code: RejectionCode }): boolean {
  return wrongCredentialCodes.some((wrong) => wrong === code);
}

/** A refused request to the webhook. Never the credential; the body only for malformed ones, its first 64 KiB. */
export interface Rejection {
  seq: number;
  receivedAtMs: number;
  status: 400 | 401 | 404 | 413 | 415;
  code: RejectionCode;
  /** One sentence for a person; holds nothing of the body. */
  reason: string;
  /** Path that was asked for, without its query, at most 200 characters; null where it was the webhook's own. */
  path: string | null;
  remoteAddress: string | null;
  userAgent: string | null;
  /** Length of the body as declared or read. */
  bytes: number;
}

export type NewRejection = Omit<Rejection, 'seq'> & { body: Uint8Array | null };

/** Answer of `GET /api/rejections`. */
export interface RejectionListAnswer {
  sinceMs: number;
  /** Newest first, at most 200 of `total`. */
  items: Rejection[];
  total: number;
}
