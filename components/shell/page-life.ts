import { type LiveConnection } from './live-connection';

/**
 * Follows the life of the page: a tab that was never seen has no connection, a hidden one gives it back, and a page that
 * wakes, comes back from the browser's memory or from being offline looks at once. Returns the way to stop.
 */
export function followPage(connection: LiveConnection): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const follow = () => connection.setHidden(document.hidden);
  const look = () => {
    if (!document.hidden) connection.reconnect();
  };
  document.addEventListener('visibilitychange', follow, { signal });
  window.addEventListener('pagehide', () => connection.stop(), { signal });
  window.addEventListener('pageshow', follow, { signal });
  window.addEventListener('online', look, { signal });
  // Chrome's word for a tab that was frozen in the background.
  document.addEventListener('resume', look, { signal });
  if (!document.hidden) connection.start();
  return () => stopping.abort();
}
