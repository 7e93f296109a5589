import { type Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { Door } from '@/components/shell/door';
import { ButtonLink } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { paths } from '@/lib/paths';
import { localPath } from '@/lib/access/local-path';
import { signInFailure } from '@/lib/access/sign-in-failure';
import { currentPerson } from '@/lib/server/http/access';
import { cookieNames } from '@/lib/server/http/session-cookies';
import { troubleDescription } from '@/lib/server/http/sign-in-trouble';
import { env } from '@/lib/server/process/env';

export const metadata: Metadata = { title: 'Sign in' };

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const params = await searchParams;
  const returnTo = localPath(first(params.returnTo)) ?? '/';
  const error = first(params.error);
  // A signed-in person came by Back or an old bookmark. A store that cannot tell must not close this page too.
  if (error === undefined && (await currentPerson().catch(() => null)) !== null) redirect(returnTo);
  const { auth0 } = env();
  return (
    <Door title="Sign in to Streamgauge" tenant={auth0.domain}>
      {error !== undefined && <Failure code={error} />}
      <ButtonLink href={paths.login(returnTo)} external variant="primary" size="tall">
        Continue with Auth0
      </ButtonLink>
    </Door>
  );
}

async function Failure({ code }: { code: string }) {
  const { appBaseUrl } = env();
  const { sentence, advice, isCallbackSuspect } = signInFailure(code);
  const said = troubleDescription((await cookies()).get(cookieNames(appBaseUrl).trouble)?.value, code);
  return (
    <div role="alert" className="flex flex-col gap-2 text-body">
      <p className="text-bad">{sentence}</p>
      {said !== null && (
        <p className="break-words">
          Auth0 says: “<OutsideText>{said}</OutsideText>”
        </p>
      )}
      {advice !== null && <p>{advice}</p>}
      {isCallbackSuspect && (
        <p>
          The address is <code className="text-mono break-all">{appBaseUrl}</code>, and{' '}
          <code className="text-mono break-all">{`${appBaseUrl}/auth/callback`}</code> has to be an allowed callback
          URL.
        </p>
      )}
    </div>
  );
}
