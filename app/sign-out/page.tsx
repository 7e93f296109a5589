import { type Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Door } from '@/components/shell/door';
import { SignOutForm } from '@/components/shell/sign-out-form';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';
import { currentPerson } from '@/lib/server/http/access';
import { env } from '@/lib/server/process/env';

export const metadata: Metadata = { title: 'Sign out' };

/** Asks before signing out when the request did not come from a page of ours: a link elsewhere must not do it. */
export default async function SignOutPage() {
  const person = await currentPerson();
  if (person === null) redirect('/sign-in');
  return (
    <Door title="Sign out of Streamgauge?" tenant={env().auth0.domain}>
      <p className="text-body">
        Signed in as <strong className="font-medium break-all">{person.email ?? person.id}</strong>.
      </p>
      <SignOutForm />
      <ButtonLink href={paths.overview} size="tall">
        Stay signed in
      </ButtonLink>
    </Door>
  );
}
