import { secondMs } from '../../spans';
import { type AlertMessage, messageSubject, messageText } from '../../alerts/alert-message';
import { env } from '../process/env';
import { type Told } from './post-message';

/** A mail server that takes longer is tried again later, in ms. */
const patienceMs = 10 * secondMs;

/** Sends one mail to all of `to`. Never rejects. */
export async function mailMessage(to: readonly string[], message: AlertMessage): Promise<Told> {
  const { smtp } = env();
  if (smtp === null) {
    return {
      failure: 'No mail server is configured: set SMTP_URL and SMTP_FROM',
      text: 'no mail server is configured',
      isFinal: false,
    };
  }
  try {
    // Loaded with the first mail: most installations send none.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      url: smtp.url,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
    });
    const id = message.alertId === null ? {} : { headers: { 'x-streamgauge-alert': String(message.alertId) } };
    const sent = await transport.sendMail({
      from: smtp.from,
      to: [...to],
      subject: `[Streamgauge] ${messageSubject(message)}`,
      text: messageText(message),
      ...id,
    });
    transport.close();
    const refused = sent.rejected.length;
    if (refused > 0)
      return {
        failure: `The mail server refused ${refused} of ${to.length} addresses`,
        text: 'refused in part',
        isFinal: true,
      };
    return {
      failure: null,
      text: `mail taken for ${to.length === 1 ? '1 address' : `${to.length} addresses`}`,
      isFinal: false,
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
    const failure = `The mail server did not take it${code}`;
    return { failure, text: failure, isFinal: false };
  }
}
