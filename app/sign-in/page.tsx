import { type Metadata } from 'next';
import { Door } from '@/components/shell/door';
import { ButtonLink } from '@/components/ui/button';
import { env } from '@/lib/server/env';

export const metadata: Metadata = { title: 'Sign in' };

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Only a path of ours is a place to return to; `//host` and `/\host` would leave. */
const isLocalPath = (value: string | undefined): value is string => value !== undefined && /^\/(?![/\\])/.test(value);

const troubles: Record<string, string> = {
  missing_state: 'The sign-in took too long or was started in another tab.',
  invalid_state: 'The sign-in took too long or was started in another tab.',
  authorization_error: 'Auth0 refused the sign-in.',
  discovery_error: 'Auth0 did not answer. Check AUTH0_DOMAIN and the network.',
};

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const params = await searchParams;
  const wanted = first(params.returnTo);
  const error = first(params.error);
  const login = `/auth/login?returnTo=${encodeURIComponent(isLocalPath(wanted) ? wanted : '/')}`;
  const { appBaseUrl, auth0 } = env();
  return (
    <Door title="Sign in to Streamgauge" tenant={auth0.domain}>
      {error !== undefined && (
        <p role="alert" className="text-body text-bad">
          {troubles[error] ?? 'The sign-in did not work.'} Try again; if it keeps failing, check that{' '}
          <code className="text-mono break-all">{`${appBaseUrl}/auth/callback`}</code> is an allowed callback URL.
        </p>
      )}
      <ButtonLink href={login} external variant="primary" size="tall">
        Continue with Auth0
      </ButtonLink>
    </Door>
  );
}
