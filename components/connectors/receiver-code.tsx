import { CodeBox } from '@/components/ui/code-box';

/** Node with Express; the package exists for nine languages (standardwebhooks.com). */
const code = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.SIGNING_SECRET);

// The body has to stay as it was sent.
app.post('/auth0-events', express.raw({ type: '*/*' }), (request, response) => {
  // Throws unless it is from here.
  const event = webhook.verify(request.body, request.headers);
  // The same at each try: skip what you have already.
  const id = request.headers['webhook-id'];
  response.sendStatus(204);
});`;

/** A receiver that verifies what it is sent. */
export function ReceiverCode() {
  return <CodeBox code={code} what="receiver code" />;
}
