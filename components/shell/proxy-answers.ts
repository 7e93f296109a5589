/** What a proxy answers while the server behind it is away. No page of ours answers so. */
const awayStatus = new Set([502, 503, 504]);

/**
 * Makes the router see a proxy's error page for what it is: no answer of ours. It would show that page in the place of the
 * application; a request that fails it keeps, and tries again until the server is back.
 */
export function refuseProxyAnswers(): void {
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const response = await plainFetch(input, init);
    const isOfRouter = new Headers(init?.headers).has('rsc');
    if (isOfRouter && awayStatus.has(response.status)) throw new TypeError(`A proxy answered ${response.status}`);
    return response;
  };
}
