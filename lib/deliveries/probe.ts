/** Layers of one request to an address, in the order in which they are asked. */
export const probeLayers = ['dns', 'tcp', 'tls', 'http'] as const;

export type ProbeLayer = (typeof probeLayers)[number];

/** What asking one layer found. */
export interface ProbeStep {
  layer: ProbeLayer;
  /** `skipped`: one before it failed, or the address has no such layer. */
  result: 'ok' | 'failed' | 'skipped';
  finding: string;
  /** Milliseconds from the start of the probe, and how long it took. */
  startMs: number;
  tookMs: number;
}

/** Answer of `POST /api/deliveries/probe`: the address of an event stream, asked from here. */
export interface ProbeAnswer {
  streamId: string;
  /** Without its query. */
  address: string;
  pointsHere: boolean;
  atMs: number;
  totalMs: number;
  /** Whether all layers answered as they should. */
  isHealthy: boolean;
  steps: ProbeStep[];
}

/** What the answer to a POST without a credential says. A webhook that lets it in would let anybody in. */
export function httpFinding(status: number, pointsHere: boolean): Pick<ProbeStep, 'result' | 'finding'> {
  const asked = `POST without a credential → ${status}`;
  if (status === 401) return { result: 'ok', finding: `${asked}, as it should` };
  if (status >= 300 && status < 400) return { result: 'failed', finding: `${asked}: Auth0 follows no redirect` };
  if (status === 404 || status === 405)
    return { result: 'failed', finding: `${asked}: nothing takes events at this path` };
  if (status >= 500) return { result: 'failed', finding: `${asked}: the endpoint, or a proxy in front of it, fails` };
  if (pointsHere) return { result: 'failed', finding: `${asked}: not the answer of this app, which is 401` };
  if (status >= 400) return { result: 'ok', finding: `${asked}: it answers, and lets nobody in` };
  return { result: 'ok', finding: `${asked}: it answers, and lets anybody in` };
}

const reasons = new Map<string, string>([
  ['ENOTFOUND', 'the name does not resolve'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['OWN_LINK', 'it is an address of this machine’s own link, which is never asked'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection was closed'],
  ['EHOSTUNREACH', 'no way leads there'],
  ['ENETUNREACH', 'no way leads there'],
  ['EPIPE', 'the connection was closed'],
  ['CERT_HAS_EXPIRED', 'the certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is signed by itself'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the chain of certificates ends in one that nobody vouches for'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate of the issuer is missing'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'what listens there does not speak TLS'],
]);

/** Why a layer failed, in plain words; an unknown code is shown as it is. */
export function failureFinding(code: string): string {
  return reasons.get(code) ?? code;
}

/** A step that was not taken. */
export function skippedStep(layer: ProbeLayer, finding: string, startMs: number): ProbeStep {
  return { layer, result: 'skipped', finding, startMs, tookMs: 0 };
}
