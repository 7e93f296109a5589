import nextEnv from '@next/env';
import { applyEnvFiles, readEnvFiles } from './lib/server/process/env-files.ts';
import { securityHeaders } from './lib/server/http/security-headers.ts';

// Next has read the .env files by now, in its own way: it replaces $NAME, even in what the real environment says, and cuts
// values at a #. What they say literally takes its place, whichever program has started Next.
const real = nextEnv.initialEnv ?? process.env;
applyEnvFiles(readEnvFiles(process.cwd(), process.env.NODE_ENV ?? 'production'), real, process.env);

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // `page.dev.tsx` is a page in development only.
  pageExtensions: process.env.NODE_ENV === 'development' ? ['tsx', 'ts', 'dev.tsx'] : ['tsx', 'ts'],
  // Preloads stay in the page: a `Link` header of them takes a kilobyte of the head that proxies allow.
  reactMaxHeadersLength: 0,
  reactStrictMode: true,
  // `npm run check` checks the types. A second pass would cost every installation a third of its build.
  typescript: { ignoreBuildErrors: true },
  // Loaded only when a collector of traces is named.
  serverExternalPackages: [
    '@opentelemetry/api',
    '@opentelemetry/core',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/exporter-trace-otlp-proto',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace',
  ],
  // Nothing in the product shows remote pictures; the optimizer would only be attack surface.
  images: { unoptimized: true },
  experimental: {
    // forbidden(): a page that answers 403 with a page of its own.
    authInterrupts: true,
    // A page that is opened while the server is away waits for it; otherwise the browser's error page would take the tab.
    useOffline: true,
  },
  headers() {
    return Promise.resolve([
      {
        source: '/:path*',
        headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })),
      },
    ]);
  },
};

export default config;
