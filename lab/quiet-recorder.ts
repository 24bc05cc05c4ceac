import type { InboundRecorder } from '../counterparts/control.ts';

/** For counterparts that run while a lab is set up: nothing of it is evidence, nothing is kept. */
export const quietRecorder: InboundRecorder = {
  record: (inbound) => ({
    type: 'exchange',
    id: 'x0',
    at: inbound.startedAt.toISOString(),
    ms: inbound.ms,
    direction: 'inbound',
    api: inbound.api,
    run: inbound.run ?? 'ambient',
    stimulus: { kind: 'observe' },
    request: { method: inbound.request.method, url: inbound.request.url, headers: inbound.request.headers },
    ...(inbound.response === undefined
      ? {}
      : { response: { status: inbound.response.status, headers: inbound.response.headers } }),
  }),
};
