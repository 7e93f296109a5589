import { paths } from '@/lib/paths';

import { Button } from '../ui/button';

/** The way out where there is no menu. Works before any script has run. */
export function SignOutForm() {
  return (
    <form method="post" action={paths.logout} className="flex flex-col">
      <Button type="submit" size="tall">
        Sign out
      </Button>
    </form>
  );
}
