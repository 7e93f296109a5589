import { connect } from 'node:net';

const TIMEOUT_MS = 2000;

async function healthy(appUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/healthz', appUrl), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Whether somebody listens there; not a byte is sent, so that a handler under development sees events alone. */
function listening({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const standard = protocol === 'https:' ? 443 : 80;
    const socket = connect({ host: hostname, port: port === '' ? standard : Number(port), timeout: TIMEOUT_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

/** Whether events will find their target: the app is healthy, or a webhook of its own accepts connections. */
export function reachable(appUrl: string, webhookUrl: string): Promise<boolean> {
  const webhook = new URL(webhookUrl);
  return new URL(appUrl).origin === webhook.origin ? healthy(appUrl) : listening(webhook);
}
