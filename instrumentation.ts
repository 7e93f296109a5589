/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Dynamic, so that the driver is never loaded by another runtime or by a build.
  const { bootAll } = await import('./app/boot/all');
  await bootAll();
}
