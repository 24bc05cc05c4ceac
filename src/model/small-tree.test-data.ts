import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Documents laid out like ETSI's: OpenAPI 3.0 in several files, a separate document for notifications, and a bundled Swagger 2.0 document. */
export function writeSmallTree(dir: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
}

const response = (status: number): string => `
        '${status}':
          $ref: ../components/answers.yaml#/components/responses/Problem`;

const notification = (kind: string): string => `
  /URI-of-the-subscriber-${kind}:
    get:
      responses:
        '204': { description: tested }
    post:
      description: Notify. See clause 7.4.6.3.1.
      requestBody:
        content:
          application/json:
            schema: { $ref: ../components/definitions.yaml#/definitions/${kind} }
      responses:
        '204': { description: taken }${response(400)}`;

const problem = {
  type: 'object',
  required: ['status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
  },
};

const indicator = {
  type: 'object',
  required: ['id', 'value'],
  properties: { id: { type: 'string' }, value: { type: 'object' }, changed: { type: 'string', format: 'date-time' } },
};

const bundled = {
  swagger: '2.0',
  info: { title: 'SOL003 - VNF Indicator interface', version: '1.1.1' },
  basePath: '/vnfind/v1',
  produces: ['application/json'],
  paths: {
    '/indicators': {
      get: {
        responses: {
          200: { description: 'all', schema: { type: 'array', items: indicator } },
          400: { description: 'bad', schema: problem },
          500: { description: 'broken', schema: problem },
        },
      },
    },
    '/indicators/{indicatorId}': {
      get: {
        responses: { 200: { description: 'one', schema: indicator }, 404: { description: 'none', schema: problem } },
      },
    },
  },
};

const FILES: Readonly<Record<string, string>> = {
  'Faults/Faults.yaml': `
openapi: 3.0.2
info: { title: SOL003 - VNF Fault Management interface, version: '1.3.0-impl:etsi.org:ETSI_NFV_OpenAPI:1' }
externalDocs: { description: ETSI GS NFV-SOL 003 V2.8.1, url: 'http://example.com' }
servers: [{ url: http://127.0.0.1/vnffm/v1 }]
paths:
  /alarms:
    get:
      description: Reads all alarms. See clause 7.4.2.3.2.
      parameters:
        - { name: Version, in: header, required: true, schema: { type: string } }
        - { name: filter, in: query, schema: { type: string } }
      responses:
        '200':
          description: alarms
          headers:
            Version: { schema: { type: string, minimum: 1 } }
          content:
            application/json:
              schema: { type: array, items: { $ref: ../components/definitions.yaml#/definitions/Alarm } }${response(400)}
    post:
      responses:${response(405)}
  /alarms/{alarmId}:
    get:
      description: Reads an alarm. See clause 7.4.3.3.2.
      responses:
        '200':
          description: the alarm
          content:
            application/json:
              schema: { $ref: ../components/definitions.yaml#/definitions/Alarm }${response(404)}
`,
  'FaultsNotification/FaultsNotification.yaml': `
openapi: 3.0.2
info: { title: SOL003 - VNF Fault Management Notification interface, version: 1.3.0 }
servers: [{ url: http://127.0.0.1/callback/v1 }]
paths:${notification('AlarmNotification')}${notification('AlarmClearedNotification')}
`,
  'Versions/Versions.yaml': `
openapi: 3.0.2
info: { title: SOL003 - API version interface, version: 1.0.0 }
paths: {}
`,
  'components/answers.yaml': `
components:
  responses:
    Problem:
      description: an error
      content:
        application/problem+json:
          schema: { $ref: definitions.yaml#/definitions/ProblemDetails }
`,
  'components/definitions.yaml': `
definitions:
  Alarm:
    description: An alarm. It shall comply with the provisions defined in table 7.5.2.4-1.
    type: object
    required: [id, perceivedSeverity]
    properties:
      id: { type: string }
      perceivedSeverity: { type: string, enum: [CRITICAL, CLEARED] }
      alarmRaisedTime: { type: string, format: date-time }
  AlarmNotification:
    type: object
    required: [notificationType, alarm]
    properties:
      notificationType: { type: string, enum: [AlarmNotification] }
      alarm: { $ref: '#/definitions/Alarm' }
  AlarmClearedNotification:
    type: object
    required: [notificationType, alarmId]
    properties:
      notificationType: { type: string, enum: [AlarmClearedNotification] }
      alarmId: { type: string }
  ProblemDetails:
    type: object
    required: [status, detail]
    properties:
      status: { type: integer }
      detail: { type: string }
`,
  'bundled/Indicators.json': JSON.stringify(bundled),
};
