import { Door } from '@/components/shell/door';
import { ButtonLink } from '@/components/ui/button';
import { hasNoRules } from '@/lib/access/role';
import { currentPerson } from '@/lib/server/access';
import { env } from '@/lib/server/env';

/** "No access": who is signed in, and which setting would let them in. */
export default async function Forbidden() {
  const person = await currentPerson();
  const { access, auth0 } = env();
  const who = person?.email ?? person?.id ?? 'this account';
  return (
    <Door title="You do not have access" tenant={auth0.domain}>
      <p className="text-body">
        Signed in as <strong className="font-medium break-all">{who}</strong>. Signing in grants nothing by itself: an
        administrator of this installation has to give you a role.
      </p>
      {hasNoRules(access) && <p className="text-body">No one has a role yet, because no rule is configured.</p>}
      <p className="text-body">Set one of these and start Streamgauge again:</p>
      <pre className="overflow-x-auto rounded-control bg-sunk p-3 text-mono">
        {['ACCESS_ADMINS', 'ACCESS_OPERATORS', 'ACCESS_VIEWERS'].map((name) => `${name}=${who}`).join('\n')}
      </pre>
      <p className="text-small text-ink-2">
        The address has to be verified at Auth0. A whole domain is written @example.com; a role can also come from an ID
        token claim, see ACCESS_ROLES_CLAIM.
      </p>
      <ButtonLink href="/auth/logout" external size="tall">
        Sign out
      </ButtonLink>
    </Door>
  );
}
