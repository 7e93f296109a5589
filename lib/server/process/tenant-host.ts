import { env } from './env';

/** Host of the tenant people sign in with, port included. */
export function tenantHost(): string {
  return env().auth0.domain.replace(/^https?:\/\//, '');
}
