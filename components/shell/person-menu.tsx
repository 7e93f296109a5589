'use client';

import { ChevronDown, LogOut } from 'lucide-react';

import { Avatar } from '../ui/avatar';
import { isolatedText } from '@/lib/text/outside-text';

import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu';
import { OutsideText } from '../ui/outside-text';
import { setShortcutsOn, useShortcutsOn } from '../ui/shortcut-setting';
import { useMedia } from '../ui/use-media';
import { useZone } from '../ui/zone';
import { type ShellPerson } from './person';
import { themes } from './preferences';
import { signOut } from './sign-out';
import { useTheme } from './theme';

/** Who is signed in, in which role, and the way out. On narrow screens zone and theme live here too. */
export function PersonMenu({ person }: { person: ShellPerson }) {
  const name = person.name ?? person.email ?? 'Signed in';
  const shortcutsOn = useShortcutsOn();
  const isNarrow = useMedia('(max-width: 1023.98px)');
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${isolatedText(name)}, ${person.role}`}
          className="flex h-8 shrink-0 items-center gap-2 rounded-control px-1 quick hover:bg-hover"
        >
          <Avatar name={name} />
          <OutsideText className="max-w-36 truncate text-body max-rail:hidden">{name}</OutsideText>
          <ChevronDown aria-hidden="true" size={14} strokeWidth={2.1} className="text-ink-3 max-rail:hidden" />
        </button>
      }
    >
      <MenuLabel>
        <OutsideText className="block max-w-72 truncate text-body font-medium text-ink">{name}</OutsideText>
        {person.email !== null && person.email !== name ? (
          <OutsideText className="block max-w-72 truncate">{person.email}</OutsideText>
        ) : null}
        <span className="block">Role: {person.role}</span>
      </MenuLabel>
      <MenuSeparator />
      {isNarrow ? <DisplayChoices /> : null}
      <MenuChoice checked={shortcutsOn} onCheckedChange={setShortcutsOn}>
        Single-key shortcuts
      </MenuChoice>
      <MenuSeparator />
      <MenuItem onSelect={signOut} icon={LogOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

const themeWords = { light: 'Light theme', dark: 'Dark theme', system: 'Theme of the system' };

function DisplayChoices() {
  const { theme, setTheme } = useTheme();
  const { zone, setZone, localTimeZone } = useZone();
  return (
    <>
      {themes.map((option) => (
        <MenuChoice key={option} checked={theme === option} onCheckedChange={() => setTheme(option)}>
          {themeWords[option]}
        </MenuChoice>
      ))}
      <MenuSeparator />
      <MenuChoice checked={zone === 'local'} onCheckedChange={() => setZone('local')}>
        {`Local time, ${localTimeZone}`}
      </MenuChoice>
      <MenuChoice checked={zone === 'utc'} onCheckedChange={() => setZone('utc')}>
        UTC
      </MenuChoice>
      <MenuSeparator />
    </>
  );
}
