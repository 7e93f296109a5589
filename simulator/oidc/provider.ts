import { randomBytes } from 'node:crypto';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { SigningKey } from '../management/signing-key.ts';
import { escapeHtml } from '../page/html.ts';
import { callbackAllowed, logoutAllowed } from './allowed-redirects.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { claimsOf, GROUPS_CLAIM, personBySub, ROLES_CLAIM } from './people.ts';

export const WEB_CLIENT = {
  id: 'streamgauge-web',
  secret: 'streamgauge-web-secret-for-local-use-only-000',
} as const;

interface ProviderDeps {
  issuer: string;
  key: SigningKey;
  appUrls: readonly string[];
}

const HOUR = 3600;

const AUTH0_PATHS = {
  authorization: '/authorize',
  token: '/oauth/token',
  userinfo: '/userinfo',
  jwks: '/.well-known/jwks.json',
  end_session: '/oidc/logout',
  revocation: '/oauth/revoke',
};

/** Auth0 asks no consent for first-party applications: whatever was requested is granted on the spot. */
async function grantAsked(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const grant = known ? await provider.Grant.find(known) : undefined;
  const granted = grant ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  granted.addOIDCScope(typeof params?.scope === 'string' ? params.scope : 'openid');
  await granted.save();
  return granted;
}

function configuration({ issuer, key, appUrls }: ProviderDeps): Configuration {
  const cookie = issuer.startsWith('https:') ? 'sim_tls' : 'sim';
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [key.privateJwk] },
    clients: [
      {
        client_id: WEB_CLIENT.id,
        client_secret: WEB_CLIENT.secret,
        client_name: 'Streamgauge',
        // Only a form: what is really allowed is decided by `callbackAllowed`.
        redirect_uris: appUrls.map((app) => new URL('/auth/callback', app).href),
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'RS256',
      },
    ],
    claims: {
      openid: ['sub', 'sid', ROLES_CLAIM, GROUPS_CLAIM],
      profile: ['name', 'nickname', 'given_name', 'family_name', 'picture', 'updated_at'],
      email: ['email', 'email_verified'],
    },
    // Auth0 puts the profile into the ID token; the specification would leave it to /userinfo.
    conformIdTokenClaims: false,
    cookies: {
      // Names of our own: cookies of localhost are shared by all its ports, and by http and https.
      names: { session: `${cookie}_session`, interaction: `${cookie}_interaction`, resume: `${cookie}_resume` },
      keys: [randomBytes(32).toString('hex')],
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    extraParams: ['audience', 'organization', 'connection', 'screen_hint', 'invitation', 'ext-platform'],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      revocation: { enabled: true },
    },
    findAccount: (_ctx, sub) => {
      const person = personBySub(sub);
      return person && { accountId: sub, claims: () => claimsOf(person) };
    },
    interactions: { url: (_ctx, interaction) => `/u/login/${interaction.uid}` },
    loadExistingGrant: grantAsked,
    pkce: { required: () => false },
    renderError(ctx, out) {
      ctx.type = 'html';
      const lines = Object.entries(out).map(([name, value]) => `<p>${escapeHtml(`${name}: ${String(value)}`)}</p>`);
      ctx.body = `<!doctype html><title>Sign-in failed</title><h1>Sign-in failed</h1>${lines.join('')}`;
    },
    routes: AUTH0_PATHS,
    ttl: {
      AccessToken: 24 * HOUR,
      AuthorizationCode: 60,
      IdToken: 10 * HOUR,
      Interaction: HOUR,
      Session: 14 * 24 * HOUR,
      Grant: 14 * 24 * HOUR,
      RefreshToken: 14 * 24 * HOUR,
    },
  };
}

/** An OpenID provider that answers on Auth0's paths. */
export function createProvider(deps: ProviderDeps): Provider {
  const provider = new Provider(deps.issuer, configuration(deps));
  provider.Client.prototype.redirectUriAllowed = (uri) => callbackAllowed(uri, deps.appUrls);
  provider.Client.prototype.postLogoutRedirectUriAllowed = (uri) => logoutAllowed(uri, deps.appUrls);
  provider.on('server_error', (_ctx, error) => console.error('simulator: sign-in failed', error));
  return provider;
}
