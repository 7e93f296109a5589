import { Button, ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

/** The end of a form that makes a draft. */
export function DraftButtons({ isBusy }: { isBusy: boolean }) {
  return (
    <div className="sticky bottom-0 z-2 mt-6 flex max-w-[640px] items-center gap-2 border-t bg-face py-3">
      <ButtonLink href={paths.connectors} variant="quiet">
        Cancel
      </ButtonLink>
      <span className="ml-auto text-small text-ink-2 max-phone:hidden">Nothing is sent yet</span>
      <Button type="submit" variant="primary" busy={isBusy}>
        Create the draft
      </Button>
    </div>
  );
}
