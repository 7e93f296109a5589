import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';

/** Nothing of another person is overwritten unseen. */
export function OutdatedSettings({ onLoad }: { onLoad: () => void }) {
  return (
    <Banner
      tone="failed"
      title="Somebody else has saved these settings since you began."
      action={<Button onClick={onLoad}>Load the saved ones</Button>}
      className="mb-5 border px-3 max-phone:flex-wrap"
    >
      Nothing of yours was saved. Load what was saved, then make your changes again.
    </Banner>
  );
}
