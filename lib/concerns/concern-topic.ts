/** What a concern is about; decides the icon. */
export type ConcernTopic =
  | 'risk'
  | 'failed'
  | 'disabled'
  | 'rejected'
  | 'error'
  | 'credential'
  | 'management'
  | 'silence'
  | 'storage'
  | 'job'
  | 'connector';

export type Severity = 'warn' | 'bad';
