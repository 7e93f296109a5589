import 'server-only';

/** The time of this request in milliseconds: what "now" means on a page that is rendered once, on the server. */
export const requestTimeMs = (): number => Date.now();
