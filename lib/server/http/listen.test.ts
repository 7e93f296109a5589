import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listen } from './listen';

const holder = createServer();
afterEach(() => holder.close());

test('a taken port is told by the name of its setting', async () => {
  holder.listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(listen(createServer(), { port, host: '127.0.0.1' })).rejects.toThrow(`PORT ${port} is taken`);
});

test('an address that this machine does not have is told by the name of its setting', async () => {
  await expect(listen(createServer(), { port: 0, host: '192.0.2.1' })).rejects.toThrow(
    'HOST 192.0.2.1 is no address of this machine',
  );
});
