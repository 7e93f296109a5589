import { type ConnectorKind } from '../../connectors/connector';
import { type ConnectorSecret } from '../../connectors/connector-store';
import { env } from '../process/env';
import { sealWith, unsealWith } from '../process/seal';

/** Names of the secrets of a connector. While a signing secret is replaced, receivers may still know the one before. */
export const signingSecret = 'signing';
export const signingSecretBefore = 'signing_before';

/** Names of secrets that a person gives: of a database, and of a system of records. */
export const passwordSecret = 'password';
export const tokenSecret = 'token';

/** The secret that comes with a connector of a kind; a signing secret is made here, the others are given. */
export const secretOfKind = {
  webhook: signingSecret,
  postgres: passwordSecret,
  mysql: passwordSecret,
  hubspot: tokenSecret,
  rest: tokenSecret,
} as const satisfies Record<ConnectorKind, string>;

/** Whether a person gives it. */
export const isGivenSecret = (name: string): name is 'password' | 'token' =>
  name === passwordSecret || name === tokenSecret;

const about = (name: string) => `connector secret ${name}`;

/** Whether secrets can be sealed at all: `CONNECTORS_KEY` is set. */
export function canSeal(): boolean {
  return env().connectors.keys.length > 0;
}

/** Seals by the first key of `CONNECTORS_KEY`. Throws when there is none: ask `canSeal` before. */
export function sealSecret(name: string, text: string): string {
  const [first] = env().connectors.keys;
  if (first === undefined) throw new Error('CONNECTORS_KEY is not set');
  return `${first.id}:${sealWith(first.key, text, about(name))}`;
}

/** What was sealed; null when the key that sealed it is not among those of `CONNECTORS_KEY`. */
export function openSecret({ name, sealed }: Pick<ConnectorSecret, 'name' | 'sealed'>): string | null {
  const colon = sealed.indexOf(':');
  const found = env().connectors.keys.find(({ id }) => id === sealed.slice(0, colon));
  return found === undefined ? null : unsealWith(found.key, sealed.slice(colon + 1), about(name));
}
