import { handleWebhook } from '@/lib/server/webhook/handle-webhook';
import { readBody } from '@/lib/server/webhook/read-body';
import { remoteAddress } from '@/lib/server/webhook/remote-address';
import { webhookWorld } from '@/lib/server/webhook/webhook-world';

async function answer(request: Request): Promise<Response> {
  const result = await handleWebhook(
    {
      method: request.method,
      header: (name) => request.headers.get(name),
      headers: () => request.headers,
      // Next puts the peer's address into the header when no proxy in front of it did.
      remoteAddress: remoteAddress(request.headers.get('x-forwarded-for'), null),
      readBody: () => readBody(request.body),
    },
    webhookWorld(),
  );
  return new Response(result.body, { status: result.status, headers: result.headers });
}

// Next's own answers to some of these differ from our contract.
export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
