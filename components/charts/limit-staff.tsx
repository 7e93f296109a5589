import { formatCount } from '@/lib/text/format';

import { Staff } from './staff';

interface LimitStaffProps {
  label: string;
  value: number;
  limit: number;
}

/** How much is used of a limit at which Auth0 disables an event stream, with the marks at which alerts are told. */
export function LimitStaff({ label, value, limit }: LimitStaffProps) {
  return (
    <Staff
      label={label}
      value={value}
      max={limit}
      valueText={`${formatCount(value)} of ${formatCount(limit)}`}
      limits
      labels={[
        { at: 0, text: '0' },
        { at: limit * 0.5, text: '50 %' },
        { at: limit * 0.7, text: '70 %' },
        { at: limit * 0.9, text: '90 %' },
      ]}
    />
  );
}
