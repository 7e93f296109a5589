import { readFileSync } from 'node:fs';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** Database servers refuse to run as root, so root lends one the account that its package made. Null when we are not root. */
export function serverUser(name: string): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const known of [name, 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${known}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(`A database server does not run as root, and there is no user "${name}" to run it as`);
}
