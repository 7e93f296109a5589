import { type Server } from 'node:net';

/** What a person can do about a server that cannot listen; the system's own words where nothing is known. */
function listenFault(error: Error, { port, host }: { port: number; host: string }): string {
  const code = 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is taken by another program. Set PORT to a free one, or end that program.`;
    case 'EACCES':
      return `PORT ${port} may not be used by this user. Set PORT to one above 1023.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return `HOST ${host} is no address of this machine (${code}). Set HOST to one of its addresses, or to 0.0.0.0 for all.`;
    default:
      return `HOST ${host} and PORT ${port} cannot be listened on: ${error.message}`;
  }
}

/** Listens at an address; a failure names the setting that is wrong. */
export function listen(server: Server, at: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new Error(listenFault(error, at), { cause: error }));
    server.once('error', fail);
    server.listen(at.port, at.host, () => {
      server.off('error', fail);
      resolve();
    });
  });
}
