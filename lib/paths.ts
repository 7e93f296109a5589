import { pathSegment } from './text/path-segment';

/** A query of one parameter, percent-encoded as a form would. */
const one = (name: string, value: string) => `?${name}=${encodeURIComponent(value)}`;

/** Every address of a page, each written once. What a screen shows is a query, which the search module of its noun writes. */
export const paths = {
  overview: '/',
  setup: '/?setup',
  rejections: '/?rejections',
  rejectionsOfSetup: '/?setup&rejections',
  streams: '/streams',
  stream: (id: string) => `/streams/${pathSegment(id)}`,
  streamConfiguration: (id: string) => `/streams/${pathSegment(id)}?tab=configuration`,
  streamHistory: (id: string) => `/streams/${pathSegment(id)}?tab=history`,
  events: '/events',
  event: (id: string) => `/events/${pathSegment(id)}`,
  eventErrorsLastDay: '/events?outcome=error&last=24h',
  eventsBetween: (fromMs: number, toMs: number) =>
    `/events?from=${new Date(fromMs).toISOString()}&to=${new Date(toMs).toISOString()}`,
  eventsOfStream: (streamId: string) => `/events${one('stream', streamId)}`,
  eventsOfSubject: (subjectId: string) => `/events${one('subject', subjectId)}`,
  deliveries: '/deliveries',
  deliveriesOfStream: (streamId: string) => `/deliveries${one('stream', streamId)}`,
  deliveryListOfStream: (streamId: string) => `/deliveries${one('stream', streamId)}&view=list`,
  explainedCause: (cause: string) => `/deliveries${one('explain', cause)}`,
  explainedDelivery: (streamId: string, eventId: string) => `/deliveries${one('attempt', `${streamId}/${eventId}`)}`,
  jobs: '/jobs',
  job: (id: number) => `/jobs/${id}`,
  users: '/users',
  user: (id: string) => `/users/${pathSegment(id)}`,
  deletedUsers: '/users?deleted=only',
  /** Our page with the button; `returnTo` is a path of ours. */
  signIn: (returnTo: string) => `/sign-in${one('returnTo', returnTo)}`,
  /** Leads to Auth0 at once. */
  login: (returnTo: string) => `/auth/login${one('returnTo', returnTo)}`,
  logout: '/auth/logout',
} as const;

/** Every address of the API that a screen reads or writes. Lists take the query of their noun's search module. */
export const apiPaths = {
  live: '/api/live',
  nav: '/api/nav',
  overview: (range: string) => `/api/overview${one('range', range)}`,
  setup: '/api/setup',
  setupAfresh: '/api/setup?fresh=1',
  rejections: '/api/rejections',
  streams: '/api/streams',
  stream: (id: string) => `/api/streams/${pathSegment(id)}`,
  streamOver: (id: string, range: string) => `/api/streams/${pathSegment(id)}${one('range', range)}`,
  streamHistory: (id: string) => `/api/streams/${pathSegment(id)}/history`,
  streamTest: (id: string) => `/api/streams/${pathSegment(id)}/test`,
  testEvent: (id: string) => `/api/test-events/${pathSegment(id)}`,
  events: '/api/events',
  event: (id: string) => `/api/events/${pathSegment(id)}`,
  eventBody: (id: string) => `/api/events/${pathSegment(id)}/body`,
  eventHistogram: '/api/events/histogram',
  eventTypes: '/api/events/types',
  eventStreams: '/api/events/streams',
  deliveries: '/api/deliveries',
  deliveryCauses: '/api/deliveries/causes',
  deliveryExport: '/api/deliveries/export',
  deliveryRefresh: '/api/deliveries/refresh',
  deliveryExplain: '/api/deliveries/explain',
  deliveryProbe: '/api/deliveries/probe',
  undelivered: (eventId: string) => `/api/undelivered/${pathSegment(eventId)}`,
  redeliver: (streamId: string, eventId: string) =>
    `/api/deliveries/${pathSegment(streamId)}/${pathSegment(eventId)}/redeliver`,
  jobs: '/api/jobs',
  jobPreview: '/api/jobs/preview',
  job: (id: number) => `/api/jobs/${id}`,
  jobItems: (id: number) => `/api/jobs/${id}/items`,
  jobAct: (id: number, act: string) => `/api/jobs/${id}/${act}`,
  users: '/api/users',
  user: (id: string) => `/api/users/${pathSegment(id)}`,
  userTimeline: (id: string, before: string | null) =>
    `/api/users/${pathSegment(id)}/timeline${before === null ? '' : one('before', before)}`,
} as const;
