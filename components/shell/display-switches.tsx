'use client';

import { Monitor, Moon, Sun } from 'lucide-react';

import { SegmentedControl } from '../ui/segmented-control';
import { useZone } from '../ui/zone';
import { useTheme } from './theme';

const themeOptions = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'As the system', icon: Monitor },
] as const;

/** Local time or UTC, with the name of the local zone in sight. */
export function ZoneSwitch({ className }: { className?: string }) {
  const { zone, localTimeZone, setZone } = useZone();
  return (
    <SegmentedControl
      label="Time zone"
      value={zone}
      onValueChange={setZone}
      options={[
        { value: 'local', label: localTimeZone === 'UTC' ? 'Local' : localTimeZone.replaceAll('_', ' ') },
        { value: 'utc', label: 'UTC' },
      ]}
      className={className}
    />
  );
}

export function ThemeSwitch({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme();
  return (
    <SegmentedControl
      label="Theme"
      value={theme}
      onValueChange={setTheme}
      options={themeOptions}
      iconsOnly
      className={className}
    />
  );
}
