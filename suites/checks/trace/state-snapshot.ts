import { createHash } from 'node:crypto';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { compare, type About } from './compare.ts';
import { answered, at, judgement, statusOf, step, textAt, without, type Entity } from './reading.ts';

const CLAUSE = 'SOL003 5.4.25.3.2';
const WHOLE = 'snapshot.state';

function about(name: string, message: string, pointer: string): About {
  return { check: 'snapshot.state', clause: CLAUSE, deviation: `snapshot-state:${name}`, message, pointer };
}

/** A VNF need not have state beside its resources; a snapshot that tells of none has none. */
function whereThere(check: TraceCheck): TraceCheck {
  return (trace) => {
    const info = step(trace, 'snapshot.read');
    if (info === undefined || answered(info)?.['vnfSnapshot'] === undefined)
      return without('a VNF snapshot that was filled', trace);
    return at(answered(info), 'vnfSnapshot', 'vnfStateSnapshotInfo') === undefined
      ? { judged: 0, observations: [], notApplicable: 'the VNF snapshot has no VNF state, as it says' }
      : check(trace);
  };
}

/** All of the state, as its checksum says (5.5.3.20). */
export function wholeState(trace: Trace): Judgement {
  return whereThere(() => {
    const read = step(trace, WHOLE);
    if (read?.response === undefined) return without('a read of the VNF state snapshot', trace);
    const status = statusOf(read);
    if (status !== 200)
      return judgement(
        1,
        compare(about(`${status}`, 'The state that a VNF snapshot tells of can be read', 'status'), 200, status, read),
      );
    const info = step(trace, 'snapshot.read');
    const checksum = at(answered(info), 'vnfSnapshot', 'vnfStateSnapshotInfo', 'checksum') as Entity | undefined;
    const hash = hashOf(read, textAt(checksum, 'algorithm') ?? '');
    if (hash === undefined) return judgement(1, []);
    return judgement(
      1,
      compare(
        {
          ...about('checksum', 'The VNF state snapshot has the checksum that its VNF snapshot tells', ''),
          clause: 'SOL003 5.5.3.20',
        },
        hash,
        textAt(checksum, 'hash')?.toLowerCase(),
        [...(info === undefined ? [] : [info]), read],
      ),
    );
  })(trace);
}

/** `undefined` for an algorithm that is not known here, and for a payload that was not kept whole. */
function hashOf(read: Exchange, algorithm: string): string | undefined {
  const name = /^sha-?(224|256|384|512)$/i.exec(algorithm)?.[1];
  const bytes = bytesOf(read);
  return name === undefined || bytes === undefined ? undefined : createHash(`sha${name}`).update(bytes).digest('hex');
}

function bytesOf({ response }: Exchange): Buffer | undefined {
  const body = response?.body;
  if (body === undefined) return Buffer.alloc(0);
  if (body.truncated === true || body.coded !== undefined) return undefined;
  return Buffer.from(body.data, body.encoding);
}

/** What was asked for alone: bytes 1 to 4 (RFC 9110 14.2). A SUT that knows no ranges gives the whole. */
export function partOfState(trace: Trace): Judgement {
  return ranged('snapshot.state.part', trace, (whole, part) => {
    const status = statusOf(part);
    if (status === 200) return sameBytes(whole, part);
    const size = whole.length;
    const found = compare(
      about(`part:${status}`, 'A range of bytes that is there is answered with 206, or with the whole', 'status'),
      206,
      status,
      part,
    );
    if (found.length > 0) return found;
    const said = header(part.response?.headers ?? [], 'content-range');
    const fits = [`bytes 1-4/${size}`, 'bytes 1-4/*'];
    const rangeSaid = about('content-range', 'Content-Range names the range that is sent', 'header:Content-Range');
    return [
      ...(said !== undefined && fits.includes(said) ? [] : compare(rangeSaid, fits[0], said ?? 'none', part)),
      ...sameBytes(whole.subarray(1, 5), part),
    ];
  });
}

/** Nothing is there behind the end. */
export function beyondState(trace: Trace): Judgement {
  return ranged('snapshot.state.beyond', trace, (whole, beyond) =>
    statusOf(beyond) === 200
      ? sameBytes(whole, beyond)
      : compare(
          about(
            `beyond:${statusOf(beyond)}`,
            'A range behind the end is answered with 416, or with the whole',
            'status',
          ),
          416,
          statusOf(beyond),
          beyond,
        ),
  );
}

function ranged(
  label: string,
  trace: Trace,
  look: (whole: Buffer, asked: Exchange) => Judgement['observations'],
): Judgement {
  return whereThere(() => {
    const read = step(trace, WHOLE);
    const asked = step(trace, label);
    const whole = read === undefined ? undefined : bytesOf(read);
    if (statusOf(read) !== 200 || whole === undefined || asked?.response === undefined)
      return without('a read of a part of the VNF state snapshot', trace);
    return judgement(1, look(whole, asked));
  })(trace);
}

function sameBytes(wanted: Buffer, read: Exchange): Judgement['observations'] {
  const seen = bytesOf(read);
  if (seen === undefined) return [];
  return compare(
    about('bytes', 'What is read of a VNF state snapshot are the bytes that were asked for', ''),
    wanted.toString('base64'),
    seen.toString('base64'),
    read,
  );
}
