/** How the webhook expects to be authenticated: the kind and the setting that holds it, never the secret. */
export interface ExpectedCredential {
  method: 'bearer' | 'basic' | 'custom_header';
  setting: 'WEBHOOK_TOKEN' | 'WEBHOOK_BASIC' | 'WEBHOOK_HEADER';
  /** Header name for `custom_header`, else null. */
  header: string | null;
}
