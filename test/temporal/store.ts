import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { OperationCall } from '../../activities/call-operation';
import type { CaseFileCall } from '../../activities/calls';
import type { PublishCall } from '../../activities/publish';
import type { Received } from '../../activities/receive';
import type { Recorded, Recording } from '../../activities/record';
import type { QuietPoint } from '../../domain/case-file';
import type { JsonObject } from '../../domain/json';
import type { Mail } from '../../domain/mail';
import type { Happened, Taken } from '../../domain/quiet-point';
import { caseFileWorkflowId } from '../../workflows/messages';
import { until } from '../support/stack';
import type { Call } from './plays';

/** What a workflow asked to be done outside, until the test answers in one of its rounds. */
export type Held = (OperationCall | PublishCall) & { readonly token: string; answeredIn?: number };

/** What is known of one case file. */
export interface Kept {
  readonly received: Received;
  readonly points: QuietPoint[];
  /** On its way to it. */
  readonly mail: Mail[];
  /** By what is asked for and its execution, in the order in which they came. */
  readonly calls: Map<string, Held>;
  /** Case files it called, by execution; whether they were cancelled. */
  readonly called: Map<string, CaseFileCall>;
  readonly cancelled: string[];
  /** What data stores hold, of all the case files of its play. */
  readonly dataStores: Map<string, JsonObject['']>;
}

export type Store = Awaited<ReturnType<typeof openStore>>;

/** What the database is to the real activities: it outlives the worker, and answers what it is asked over HTTP. */
export async function openStore() {
  const caseFiles = new Map<string, Kept>();

  function get(caseFileId: string): Kept {
    const kept = caseFiles.get(caseFileId);
    if (!kept) throw new Error(`There is no case file ${caseFileId}`);
    return kept;
  }

  /** With its receipt, whose transaction writes the first quiet point. */
  function open(caseFileId: string, received: Received, dataStores: Kept['dataStores']): void {
    const kept: Kept = {
      ...{ received, points: [], mail: [], calls: new Map(), called: new Map(), cancelled: [], dataStores },
    };
    caseFiles.set(caseFileId, kept);
    write(
      kept,
      received.processes.flatMap(({ begun }) => (begun ? [begun.point] : [])),
    );
  }

  /** True where the last of them was not known. */
  function write({ points: written, mail, dataStores }: Kept, points: readonly QuietPoint[]): boolean {
    const before = written.length;
    for (const point of points) {
      if (point.seq <= written.length) continue;
      if (point.seq > written.length + 1) throw new Error(`Quiet point ${point.seq} follows ${written.length}`);
      written.push(point);
      for (const { store, value } of point.stored ?? []) dataStores.set(store, value);
      const taken = mail.findIndex(({ id }) => id === point.mail);
      if (taken >= 0) mail.splice(taken, 1);
    }
    return written.length > before;
  }

  const answers = {
    receive: ({ caseFileId }: { caseFileId: string }): Received => get(caseFileId).received,
    record({ caseFileId, seq, points, collects }: Recording): Recorded {
      const kept = get(caseFileId);
      const isAhead = !write(kept, points) && kept.points.length > seq;
      const happened = isAhead ? kept.points.slice(seq).map(happenedIn) : [];
      return { mail: collects ? kept.mail : [], agreed: seq, happened };
    },
    callOperation: hold,
    publish: hold,
    openCaseFile(call: CaseFileCall): object {
      const kept = get(call.caseFileId);
      write(kept, call.points);
      kept.called.set(call.execution, call);
      return {};
    },
    cancelCaseFile({ caseFileId, execution, points }: CaseFileCall): object {
      const kept = get(caseFileId);
      write(kept, points);
      kept.cancelled.push(execution);
      return {};
    },
    readDataStores({ stores, workflowId }: { stores: readonly string[]; workflowId: string }): JsonObject {
      const { dataStores } = get(workflowId.replace(caseFileWorkflowId(''), ''));
      return Object.fromEntries(stores.map((name) => [name, dataStores.get(name) ?? null]));
    },
  };

  function hold(call: Held): object {
    const kept = get(call.caseFileId);
    write(kept, call.points);
    kept.calls.set(nameOf(call), call);
    return {};
  }

  const server = createServer((request, response) => {
    void text(request)
      .then((body) => {
        const answer = answers[(request.url ?? '').slice(1) as keyof typeof answers];
        response.end(JSON.stringify(answer(JSON.parse(body) as never)));
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get,
    open,
    has: (caseFileId: string) => caseFiles.has(caseFileId),
    arrived: (caseFileId: string, call: Call) =>
      until(async () => {
        const { calls, called } = get(caseFileId);
        return called.get(call.execution) ?? calls.get(nameOf(call));
      }),
    close: () => server.close(),
  };
}

const nameOf = (call: Call | Held): string => `${'triggers' in call ? 'publish' : 'call'} ${call.execution}`;

/** The event of a quiet point is in its first entry. */
export function happenedIn({ entries: [entry] }: QuietPoint): Happened {
  const { event, mail } = entry?.payload as unknown as Taken;
  return { event, actor: entry?.actor ?? null, key: null, ...(mail !== undefined && { mail }) };
}
