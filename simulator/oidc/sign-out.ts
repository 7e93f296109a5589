import type Provider from 'oidc-provider';
import { logoutAllowed } from './allowed-redirects.ts';

const TARGET: Record<string, string> = { '/oidc/logout': 'post_logout_redirect_uri', '/v2/logout': 'returnTo' };

/**
 * Both of Auth0's ways out end the session and go back at once; the provider's own would ask for a confirmation first.
 */
export function installSignOut(provider: Provider, appUrls: readonly string[]): void {
  provider.use(async (ctx, next) => {
    const parameter = TARGET[ctx.path];
    if (parameter === undefined) {
      await next();
      return;
    }
    const target = new URL(ctx.href).searchParams.get(parameter);
    const state = new URL(ctx.href).searchParams.get('state');
    if (target !== null && !logoutAllowed(target, appUrls)) {
      ctx.status = 400;
      ctx.body = `The address to return to is not allowed: ${target}`;
      return;
    }
    const session = await provider.Session.get(ctx);
    await session.destroy();
    const cookie = provider.cookieName('session');
    ctx.cookies.set(cookie, null);
    ctx.cookies.set(`${cookie}.sig`, null);
    const back = new URL(target ?? '/', ctx.href);
    if (state !== null) back.searchParams.set('state', state);
    ctx.redirect(back.href);
  });
}
