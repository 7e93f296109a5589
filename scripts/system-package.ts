import { execFileSync } from 'node:child_process';

/** Installs a package of a Debian system. Only root can; the services that come with it are not started. */
export function installPackage(name: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  execFileSync('apt-get', ['update'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', name], { stdio: 'inherit', env });
}

/** Makes sure that a program is there: installs its package as root, and throws an error that says what to do otherwise. */
export function requireProgram({ isThere, name, package: packageName }: RequiredProgram): void {
  if (isThere()) return;
  if (process.getuid?.() !== 0) throw new Error(`No ${name} was found. Install it: apt-get install ${packageName}`);
  installPackage(packageName);
  if (!isThere()) throw new Error(`No ${name} was found after ${packageName} was installed.`);
}

interface RequiredProgram {
  isThere: () => boolean;
  name: string;
  package: string;
}
