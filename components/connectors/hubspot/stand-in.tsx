import { Button } from '@/components/ui/button';

import { AsidePart } from '../aside-part';

/** The key that the simulator's account starts with. */
export const standInKey = 'pat-sim-hubspot';

interface StandInProps {
  /** A stand-in is asked in HubSpot's place. */
  isThere: boolean;
  onUse: () => void;
}

/** An account to try with, where there is one. */
export function StandIn({ isThere, onUse }: StandInProps) {
  if (!isThere) return null;
  return (
    <AsidePart title="No portal to try?">
      <p className="mb-2 text-body text-ink-2">
        This server asks a stand-in that behaves like HubSpot, limits and mistakes included.
      </p>
      <Button onClick={onUse}>Use the stand-in</Button>
    </AsidePart>
  );
}
