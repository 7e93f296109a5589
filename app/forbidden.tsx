import { Door } from '@/components/shell/door';
import { SignOutForm } from '@/components/shell/sign-out-form';
import { OutsideText } from '@/components/ui/outside-text';
import { hasNoRules } from '@/lib/access/role';
import { currentPerson } from '@/lib/server/http/access';
import { isolatedText } from '@/lib/text/outside-text';
import { env } from '@/lib/server/process/env';

/** "No access": who is signed in, and which setting would let them in. */
export default async function Forbidden() {
  const person = await currentPerson();
  const { access, auth0 } = env();
  const who = person?.email ?? person?.id ?? 'this account';
  return (
    <Door title="You do not have access" tenant={auth0.domain}>
      <p className="text-body">
        Signed in as <OutsideText className="font-medium break-all">{who}</OutsideText>. Signing in grants nothing by
        itself: an administrator of this installation has to give you a role.
      </p>
      {person !== null && person.email !== null && !person.emailVerified ? (
        <Unverified />
      ) : (
        <RoleSettings who={who} isEmpty={hasNoRules(access)} />
      )}
      <SignOutForm />
    </Door>
  );
}

/** A setting does not help here: rules about addresses count only verified ones. */
function Unverified() {
  return (
    <p className="text-body">
      This address is not verified at Auth0, and only a verified address can hold a role. Follow the link in the
      verification e-mail, then sign out here and sign in again.
    </p>
  );
}

function RoleSettings({ who, isEmpty }: { who: string; isEmpty: boolean }) {
  return (
    <>
      {isEmpty && <p className="text-body">No one has a role yet, because no rule is configured.</p>}
      <p className="text-body">Set one of these and start Streamgauge again:</p>
      <pre className="overflow-x-auto rounded-control bg-sunk p-3 text-mono">
        {['ACCESS_ADMINS', 'ACCESS_OPERATORS', 'ACCESS_VIEWERS']
          .map((name) => `${name}=${isolatedText(who)}`)
          .join('\n')}
      </pre>
      <p className="text-small text-ink-2">
        A whole domain is written @example.com; a role can also come from an ID token claim, see ACCESS_ROLES_CLAIM.
      </p>
    </>
  );
}
