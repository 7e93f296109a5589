/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Nothing in the product shows remote pictures; the optimizer would only be attack surface.
  images: { unoptimized: true },
  experimental: {
    // forbidden(): a page that answers 403 with a page of its own.
    authInterrupts: true,
  },
  headers() {
    return Promise.resolve([
      {
        source: '/:path*',
        headers: [
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'referrer-policy', value: 'same-origin' },
          { key: 'x-frame-options', value: 'DENY' },
          { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
          { key: 'cross-origin-opener-policy', value: 'same-origin' },
        ],
      },
    ]);
  },
};

export default config;
