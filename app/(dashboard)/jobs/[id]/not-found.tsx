import { Screen } from '@/components/shell/screen';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export default function JobNotFound() {
  return (
    <Screen title="Job not found" path={[{ href: paths.jobs, label: 'Jobs' }]}>
      <div className="flex flex-col items-start gap-3 p-6 max-phone:p-3">
        <h2 className="text-cause">There is no such job</h2>
        <p className="max-w-[640px] text-body text-ink-2">No job with this number was started here.</p>
        <ButtonLink href={paths.jobs}>All jobs</ButtonLink>
      </div>
    </Screen>
  );
}
