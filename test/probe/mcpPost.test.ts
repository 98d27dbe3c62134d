import assert from 'node:assert/strict';
import { LineNotes } from '../../src/probe/node/attribution/lineNotes';
import { McpOverHttp } from '../../src/probe/node/mcp/mcpOverHttp';
import { Recorder } from '../../src/probe/node/recorder';
import type { SpoolFile } from '../../src/probe/node/spoolFile';
import { WorkLog } from '../../src/probe/node/work/workLog';
import type { PhaseRecord, ProbeRecord } from '../../src/protocol/probeRecords';

const accept = 'application/json, text/event-stream';
const request = { method: 'POST', origin: 'http://tools', headers: { accept }, name: 'POST tools/mcp' };
const sent = { k: 'phase', id: 'p', t: 1, phase: 'sent' } satisfies PhaseRecord;

/** A post under way, and the names of the work that is told. */
function openPost() {
  const lines: string[] = [];
  const file = { size: 0, append: (line: string) => void lines.push(line) };
  const recorder = new Recorder(file as unknown as SpoolFile, 'test');
  const notes = new LineNotes(recorder, { trail: () => ({}), follow: () => [] } as never);
  const mcp = new McpOverHttp(recorder, new WorkLog(recorder, notes));
  const post = mcp.open(request, () => ({ from: 0, readLine: notes.keep() }));
  assert.ok(post);
  const told = () =>
    lines
      .map((line) => JSON.parse(line) as ProbeRecord)
      .flatMap((record) => (record.k === 'work' ? [`${record.kind} ${record.name}`] : []));
  return { post, told };
}

describe('the body of an MCP post', () => {
  const call = (text: string) =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'look', arguments: { text } },
    });

  it('is read at once when it comes in one piece', () => {
    const { post, told } = openPost();
    post.writeBody('reqBody', 'p', 1, call('short'));
    assert.deepEqual(told(), ['tool look']);
  });

  it('is read when it was sent, before an answer, when it comes in pieces', () => {
    const { post, told } = openPost();
    const body = call('long');
    post.writeBody('reqBody', 'p', 1, body.slice(0, 20));
    post.writeBody('reqBody', 'p', 1, body.slice(20));
    post.write(sent);
    assert.deepEqual(told(), ['tool look']);
  });

  it('is read no more than once whole, in however many pieces it comes', () => {
    const { post, told } = openPost();
    const body = Buffer.from(call('words '.repeat(200_000)));
    let read = 0;
    const { concat } = Buffer;
    Buffer.concat = (pieces) => {
      const whole = concat(pieces);
      read += whole.length;
      return whole;
    };
    try {
      for (let at = 0; at < body.length; at += 4096) {
        post.writeBody('reqBody', 'p', 1, body.subarray(at, at + 4096));
      }
      post.write(sent);
    } finally {
      Buffer.concat = concat;
    }
    assert.deepEqual(told(), ['tool look']);
    assert.ok(read < 2 * body.length, `${read} bytes were read of ${body.length}`);
  });
});
