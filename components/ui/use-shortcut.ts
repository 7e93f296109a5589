'use client';

import { useEffect, useEffectEvent } from 'react';

import { shortcutsOn } from './shortcut-setting';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select') !== null;
}

function isMeant(event: KeyboardEvent, key: string): boolean {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/**
 * Runs `handler` when `key` is pressed alone ("l", "/", "Escape"). Never while someone types, never behind an open dialog
 * or menu. Letters obey the person's setting to have no single-key shortcuts.
 */
export function useShortcut(key: string, handler: () => void, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isMeant(event, key) || isTyping(event.target)) return;
    if (key.length === 1 && !shortcutsOn()) return;
    if (document.querySelector('[role=dialog][data-state=open], [role=alertdialog], [role=menu]')) return;
    event.preventDefault();
    handler();
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}
