'use client';

import { type ReactNode, useEffect } from 'react';

import { useAnnounce } from '../ui/announcer';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { TextButton } from '../ui/text-link';
import { useShortcut } from '../ui/use-shortcut';

interface BarAct {
  label: string;
  onPress: () => void;
}

interface SelectionBarProps {
  /** Names the region: "Selection", "Unsaved changes". */
  label: string;
  /** "50 selected", "2 changes"; read out whenever it becomes another. */
  text: string;
  /** Takes more, or less again: "Select all 312 matching". */
  widen?: BarAct | undefined;
  /** One sentence on what will happen. */
  note?: ReactNode;
  /** Plain acts before the two that are always there. */
  acts?: ReactNode;
  /** Escape does the same. */
  clear: BarAct;
  primary: BarAct & { keys?: string | undefined; disabled?: boolean | undefined };
  /** Something is open over the list that the bar belongs to: its keys and its primary act are off. */
  isResting?: boolean | undefined;
}

/** What is selected, or changed and not saved, and what can be done with it. The region above keeps 80 px free for it. */
export function SelectionBar({ label, text, primary, clear, isResting = false, ...rest }: SelectionBarProps) {
  const announce = useAnnounce();
  useEffect(() => announce(text, 'selection'), [announce, text]);
  const isOff = isResting || primary.disabled === true;
  useShortcut('Escape', clear.onPress, !isResting);
  useShortcut(primary.keys ?? '', primary.onPress, primary.keys !== undefined && !isOff);
  return (
    <section
      aria-label={label}
      data-raised=""
      className={cn(
        'absolute inset-x-6 bottom-4 z-20 flex min-h-12 pop flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-line-2 bg-raised px-4 py-2 shadow-float',
        'max-phone:fixed max-phone:inset-x-0 max-phone:bottom-14 max-phone:rounded-none max-phone:border-x-0 max-phone:border-b-0 max-phone:px-3',
      )}
    >
      <Words text={text} {...rest} />
      <div className="ml-auto flex items-center gap-2 max-phone:w-full">
        {rest.acts === undefined ? null : <span className="contents max-phone:hidden">{rest.acts}</span>}
        <Button
          variant="quiet"
          keys="Esc"
          onClick={clear.onPress}
          className="max-phone:border-line-2 max-phone:[&>kbd]:hidden"
        >
          {clear.label}
        </Button>
        <Button
          variant="primary"
          keys={primary.keys}
          disabled={isOff}
          onClick={primary.onPress}
          className="max-phone:flex-1 max-phone:[&>kbd]:hidden"
        >
          {primary.label}
        </Button>
      </div>
    </section>
  );
}

function Words({ text, widen, note }: Pick<SelectionBarProps, 'text' | 'widen' | 'note'>) {
  return (
    <>
      <span className="text-heading">{text}</span>
      {widen === undefined ? null : <TextButton onClick={widen.onPress}>{widen.label}</TextButton>}
      {note === undefined ? null : <span className="min-w-0 text-small text-ink-2 max-rail:hidden">{note}</span>}
    </>
  );
}
