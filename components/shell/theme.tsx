'use client';

import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

import { rememberInCookie } from '../ui/cookie';
import { type Theme } from './preferences';

interface ThemeValue {
  theme: Theme;
  setTheme: (theme: Theme) => void;
}

const ThemeContext = createContext<ThemeValue>({ theme: 'system', setTheme: () => undefined });

/** The server writes `data-theme` on `<html>` from the cookie, so no page ever flashes in the wrong theme. */
export function ThemeProvider({ initialTheme, children }: { initialTheme: Theme; children: ReactNode }) {
  const [theme, setState] = useState(initialTheme);
  const setTheme = useCallback((next: Theme) => {
    rememberInCookie('sg-theme', next);
    document.documentElement.dataset.theme = next;
    setState(next);
  }, []);
  const value = useMemo(() => ({ theme, setTheme }), [theme, setTheme]);
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

export function useTheme(): ThemeValue {
  return use(ThemeContext);
}
