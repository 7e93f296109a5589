import localFont from 'next/font/local';

// The latin files are preloaded, so that they are there before the first paint. Should one be late, a local face adjusted
// to the same widths stands in (app/globals.css); other scripts come from the packages' style sheets by unicode-range.
const sans = localFont({
  src: '../../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-standard-normal.woff2',
  weight: '100 700',
  declarations: [{ prop: 'font-stretch', value: '75% 100%' }],
  variable: '--plex-sans',
  adjustFontFallback: false,
  display: 'swap',
});

const mono = localFont({
  src: [
    { path: '../../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2', weight: '400' },
    { path: '../../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2', weight: '500' },
  ],
  variable: '--plex-mono',
  fallback: ['ui-monospace', 'monospace'],
  adjustFontFallback: false,
  display: 'swap',
});

/** Class names for `<html>` that carry the two faces. */
export const fontVariables = `${sans.variable} ${mono.variable}`;
