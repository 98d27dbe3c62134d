import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineNotes } from '../../src/probe/node/attribution/lineNotes';
import { McpOverHttp } from '../../src/probe/node/mcp/mcpOverHttp';
import { type RpcMessage, readRpc } from '../../src/probe/node/mcp/rpc';
import { TextLines } from '../../src/probe/node/mcp/textLines';
import { ToolCalls } from '../../src/probe/node/mcp/toolCalls';
import { Recorder } from '../../src/probe/node/recorder';
import type { SpoolFile } from '../../src/probe/node/spoolFile';
import { WorkLog } from '../../src/probe/node/work/workLog';
import type { ProbeRecord, WorkEndRecord, WorkRecord } from '../../src/protocol/probeRecords';
import { cutAtRandom, type Read } from '../support/cutAtRandom';
import { projectRoot } from '../support/projectRoot';

interface Told {
  readonly tool: string;
  readonly durationMs: number;
  readonly isError: boolean;
}

function readSample(name: string) {
  const file = join(projectRoot, 'test/fixtures/sockets', name);
  return { ...JSON.parse(readFileSync(`${file}.json`, 'utf8')), bytes: readFileSync(`${file}.bin`) };
}

/** A log of work, and what it was told of tools, in the order of their calls. */
function openLog() {
  const records: ProbeRecord[] = [];
  const file = { size: 0, append: (line: string) => void records.push(JSON.parse(line)) };
  const recorder = new Recorder(file as unknown as SpoolFile, 'test');
  const notes = new LineNotes(recorder, { trail: () => ({}), follow: () => [] } as never);
  const tools = (): Told[] => {
    const begun = records.filter((one): one is WorkRecord => one.k === 'work' && one.kind === 'tool');
    return begun.map(({ id, name, t }) => {
      const end = records.find((one): one is WorkEndRecord => one.k === 'workEnd' && one.id === id);
      assert.ok(end, name);
      return { tool: name, durationMs: end.t - t, isError: end.code === 'isError' };
    });
  };
  return { recorder, log: new WorkLog(recorder, notes), begin: { readLine: notes.keep() }, tools };
}

function messagesIn<K extends RpcMessage['kind']>(text: string, kind: K) {
  const messages = readRpc(text) ?? [];
  return messages.filter((one): one is Extract<RpcMessage, { kind: K }> => one.kind === kind);
}

/** The same bytes byte by byte, in one piece and cut at random places; all but times are to stay. */
function cuttings({ length }: Buffer): readonly (readonly Read[])[] {
  const bytewise = Array.from({ length }, (_, at): Read => [at, 1]);
  const random = Array.from({ length: 50 }, (_, at) => cutAtRandom(length, at + 1));
  return [bytewise, [[0, length]], ...random];
}

function* slices(bytes: Buffer, reads: readonly Read[]): Generator<readonly [number, Buffer]> {
  let from = 0;
  for (const [t, length] of reads) {
    yield [t, bytes.subarray(from, from + length)];
    from += length;
  }
}

describe('the recorded MCP streams', () => {
  it('tell the call of a tool over HTTP as its sidecar does', () => {
    const { request, response, headersAtMs, closedAtMs, reads, bytes, expect } =
      readSample('62-mcp-http-tools-call');
    const replay = (pieces: readonly Read[]) => {
      const { recorder, log, begin, tools } = openLog();
      const asked = { method: 'POST', origin: 'http://tools', headers: request.headers, name: 'POST tools' };
      const post = new McpOverHttp(recorder, log).open(asked, () => ({ ...begin, from: 0 }));
      assert.ok(post);
      post.writeBody('reqBody', 'p', 0, JSON.stringify(request.body));
      post.write({ k: 'head', id: 'p', t: headersAtMs, ...response });
      for (const [t, piece] of slices(bytes, pieces)) post.writeBody('data', 'p', t, piece);
      post.write({ k: 'end', id: 'p', t: closedAtMs, how: 'eof' });
      return tools();
    };
    const { tool, isError } = expect.mcp;
    assert.deepEqual(replay(reads), [{ tool, durationMs: expect.timing.finishMs, isError }]);
    for (const pieces of cuttings(bytes)) {
      const [told, ...more] = replay(pieces);
      assert.deepEqual([told?.tool, told?.isError, more], [tool, isError, []]);
    }
  });

  it("tell calls of tools over a child's streams as the sidecar does, answered in any order", () => {
    const { clientMessages, reads, bytes, expect } = readSample('63-mcp-stdio');
    const replay = (pieces: readonly Read[]) => {
      const { log, begin, tools } = openLog();
      const calls = new ToolCalls();
      for (const { atMs, text } of clientMessages)
        for (const message of messagesIn(JSON.stringify(text), 'call'))
          calls.add(message.id, log.begin('tool', message.tool, { ...begin, from: atMs }));
      let at = 0;
      const lines = new TextLines((line) => {
        for (const { id, failure } of messagesIn(line, 'answer')) calls.answered(id, failure, at);
      });
      for (const [t, piece] of slices(bytes, pieces)) {
        at = t;
        lines.push(piece);
      }
      return tools();
    };
    const expected: Told[] = expect.mcp.calls.map(({ id: _, ...call }: Told & { id: number }) => call);
    assert.deepEqual(replay(reads), expected);
    for (const pieces of cuttings(bytes))
      assert.deepEqual(
        replay(pieces).map(({ tool, isError }) => [tool, isError]),
        expected.map(({ tool, isError }) => [tool, isError]),
      );
  });
});
