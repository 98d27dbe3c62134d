import { trustEnvironment } from '../../probe/support/startServer';
import { startTlsFront } from '../../probe/support/startTlsFront';
import type { SimulatedRequest } from '../../support/simulator/behaviour';
import type { LoggedRequest } from '../../support/simulator/simulatorLog';
import { startSimulator } from '../../support/simulator/startSimulator';
import { answer, expectationFor } from './modelScript';
import { startReplayServer } from './replayServer';
import { type Expectation, markIn, type Served } from './served';
import { type ServedTool, startToolServer } from './toolServer';

/** The servers that one run of a program speaks to. */
export interface Servers {
  /** Where they are, as the programs look for them: `OPENAI_BASE_URL`, `ANTHROPIC_BASE_URL`, `REPLAY_URL`… */
  readonly environment: Readonly<Record<string, string>>;
  /** What they answered, so far. */
  served(): readonly Served[];
  /** Calls of tools, likewise. */
  servedTools(): readonly ServedTool[];
  close(): Promise<void>;
}

interface Claim {
  readonly mark: string | undefined;
  readonly retry: boolean;
  readonly expect: Expectation;
  /** Of the whole conversation. */
  readonly toolResults: number;
}

/** Starts servers of our own for each run, so that runs side by side don't mix. */
export async function startServers(): Promise<Servers> {
  const claims = new Map<string, Claim>();
  const simulator = await startSimulator({
    respond: (request) => {
      const before = claims.get(previousRequest(request) ?? '');
      const mark = markIn(JSON.stringify(request.body)) ?? before?.mark;
      const whole = { ...request, toolResults: request.toolResults + (before?.toolResults ?? 0) };
      const { toolResults, retryCount } = whole;
      claims.set(request.id, {
        mark,
        retry: retryCount > 0,
        expect: expectationFor(whole, mark),
        toolResults,
      });
      return answer(whole, mark);
    },
  });
  const [replay, tools, front] = await Promise.all([
    startReplayServer(),
    startToolServer(),
    startTlsFront(simulator.port),
  ]);
  return {
    environment: {
      ...trustEnvironment,
      ...tools.environment,
      OPENAI_TLS_URL: `https://localhost:${front.port}/v1`,
      OPENAI_BASE_URL: simulator.openaiUrl,
      OPENAI_API_KEY: 'none',
      ANTHROPIC_BASE_URL: simulator.url,
      ANTHROPIC_API_KEY: 'none',
      REPLAY_URL: replay.url,
      REPLAY_HTTP2_URL: replay.http2Url,
    },
    served: () => [
      ...simulator.log.requests.filter(isModelCall).map((entry) => toServed(entry, claims.get(entry.id))),
      ...replay.served,
    ],
    servedTools: tools.served,
    close: async () => {
      for (const server of [replay, tools, front]) server.close();
      await simulator.close();
    },
  };
}

/** Id of the request that this one goes on from, where only what is new of a conversation is sent. */
function previousRequest({ body }: SimulatedRequest): string | undefined {
  const number = /"previous_\w+_id":"[a-z]+_sim_(\d+)"/.exec(JSON.stringify(body))?.[1];
  return number && `req_sim_${number}`;
}

function isModelCall({ style }: LoggedRequest): boolean {
  return style !== 'tool' && style !== 'unknown';
}

function toServed(entry: LoggedRequest, claim: Claim | undefined): Served {
  const { id, path, style, stream, writes, bodySha256 } = entry;
  const isSocket = style.endsWith('.ws');
  return {
    id: isSocket ? id.replace('req_', 'resp_') : id,
    mark: claim?.mark,
    path,
    style,
    retry: claim?.retry ?? false,
    streamed: stream,
    writes: writes.length,
    bodySha256,
    expect: claim?.expect,
  };
}
