/** Ends with a plain sentence on a Node that the database driver would crash on without a word. */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  console.error(
    `Streamgauge needs Node 22.18 or newer; this is ${process.versions.node}. Start it with npm run, which brings its own.`,
  );
  process.exit(1);
}
