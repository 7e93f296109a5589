import { handleWebhook } from '@/lib/server/webhook/handle-webhook';
import { webhookWorld } from '@/lib/server/webhook/webhook-world';

async function answer(request: Request): Promise<Response> {
  const forwarded = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim();
  const result = await handleWebhook(
    {
      method: request.method,
      header: (name) => request.headers.get(name),
      headers: () => request.headers,
      // Next puts the peer's address here when no proxy in front of it did; IPv4 comes wrapped into IPv6.
      remoteAddress: forwarded?.replace(/^::ffff:(?=\d)/, '') ?? null,
      body: request.body,
    },
    webhookWorld(),
  );
  return new Response(result.body, { status: result.status, headers: result.headers });
}

// Next would answer some of these by itself, and differently from our contract.
export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
