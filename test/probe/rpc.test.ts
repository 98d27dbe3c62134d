import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RpcMessage, readRpc } from '../../src/probe/node/mcp/rpc';
import { ServerEvents } from '../../src/probe/node/mcp/serverEvents';
import { TextLines } from '../../src/probe/node/mcp/textLines';
import { projectRoot } from '../support/projectRoot';

const folder = join(projectRoot, 'test/fixtures/sockets');
const bytesOf = (name: string) => readFileSync(join(folder, name));
const rpc = (message: object) => JSON.stringify({ jsonrpc: '2.0', ...message });
const long = 'long "isError": true, "id": 9 '.repeat(5000);

function cut(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

describe('a look at an MCP message', () => {
  it('tells calls, answers and what is given up from all else', () => {
    const cases: readonly [text: string, expected: readonly RpcMessage[] | undefined][] = [
      [
        rpc({ id: 1, method: 'tools/call', params: { name: 'look', arguments: { name: 'other' } } }),
        [{ kind: 'call', id: '1', tool: 'look' }],
      ],
      [
        rpc({ id: '1', method: 'tools/call', params: { name: 'look' } }),
        [{ kind: 'call', id: '"1"', tool: 'look' }],
      ],
      [rpc({ id: 0, result: { content: [] } }), [{ kind: 'answer', id: '0', failure: undefined }]],
      [rpc({ id: 2, result: { isError: true } }), [{ kind: 'answer', id: '2', failure: 'isError' }]],
      [
        rpc({ id: 3, error: { code: -32602, message: 'No.' } }),
        [{ kind: 'answer', id: '3', failure: '-32602' }],
      ],
      [
        rpc({ method: 'notifications/cancelled', params: { requestId: 4, reason: 'Request timed out' } }),
        [{ kind: 'cancel', id: '4', timedOut: true }],
      ],
      [
        rpc({ method: 'notifications/cancelled', params: { requestId: 4, reason: 'AbortError' } }),
        [{ kind: 'cancel', id: '4', timedOut: false }],
      ],
      [rpc({ id: 5, method: 'tools/list' }), [{ kind: 'other' }]],
      [rpc({ method: 'notifications/progress', params: { progressToken: 1 } }), [{ kind: 'other' }]],
      [
        `[${rpc({ id: 6, result: {} })},${rpc({ id: 7, result: {} })}]`,
        [
          { kind: 'answer', id: '6', failure: undefined },
          { kind: 'answer', id: '7', failure: undefined },
        ],
      ],
    ];
    for (const [text, expected] of cases) assert.deepEqual(readRpc(text), expected, text);
  });

  it('finds nothing in what is no such message', () => {
    for (const text of ['', 'Server is listening', '{"id":1,"result":{}}', '{"jsonrpc":"2.0"', '[1]', '{}']) {
      assert.equal(readRpc(text), undefined, text);
    }
  });

  it('looks at the ends alone of an answer that is long', () => {
    const { parse } = JSON;
    const content = [{ type: 'text', text: long }];
    const answers: readonly [string, RpcMessage][] = [
      [
        JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content } }),
        { kind: 'answer', id: '1', failure: undefined },
      ],
      [
        JSON.stringify({ result: { content, isError: true }, jsonrpc: '2.0', id: 'a' }),
        { kind: 'answer', id: '"a"', failure: 'isError' },
      ],
      [
        JSON.stringify({ result: { content, id: 3 }, id: 2, jsonrpc: '2.0' }),
        { kind: 'answer', id: '2', failure: undefined },
      ],
    ];
    for (const [text, expected] of answers) {
      assert.deepEqual(readRpc(text), [expected]);
      assert.equal((parse(text) as { id: unknown }).id, parse((expected as { id: string }).id));
    }
    const call = rpc({ id: 8, method: 'tools/call', params: { name: 'look', arguments: { text: long } } });
    assert.deepEqual(readRpc(call), [{ kind: 'call', id: '8', tool: 'look' }]);
  });
});

describe('the answers of the recorded MCP streams', () => {
  it('are found in lines, however they are cut', () => {
    const bytes = bytesOf('63-mcp-stdio.bin');
    for (const size of [1, 5, bytes.length]) {
      const found: unknown[] = [];
      const lines = new TextLines((line) => found.push(...(readRpc(line) ?? [])));
      for (const piece of cut(bytes, size)) lines.push(piece);
      const answers = found.filter((message) => (message as RpcMessage).kind === 'answer');
      assert.deepEqual(answers, [
        { kind: 'answer', id: '0', failure: undefined },
        { kind: 'answer', id: '2', failure: 'isError' },
        { kind: 'answer', id: '1', failure: undefined },
      ]);
    }
  });

  it('are found among events, however they are cut', () => {
    const bytes = bytesOf('62-mcp-http-tools-call.bin');
    for (const size of [1, 5, bytes.length]) {
      const found: RpcMessage[] = [];
      const events = new ServerEvents(
        (answer) => found.push(answer),
        () => true,
      );
      for (const piece of cut(bytes, size)) events.push(piece);
      assert.deepEqual(found, [{ kind: 'answer', id: '7', failure: undefined }]);
    }
  });

  it('are put together from data that goes on over several lines', () => {
    const found: RpcMessage[] = [];
    const events = new ServerEvents(
      (answer) => found.push(answer),
      () => true,
    );
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: {} }, undefined, 2);
    events.push(Buffer.from(`${text.replace(/^/gm, 'data: ')}\r\n\r\ndata: {"half":\n\n`));
    events.push(Buffer.from(`data:${JSON.stringify({ jsonrpc: '2.0', id: 2, result: {} })}\n\n`));
    assert.deepEqual(
      found.map((message) => message.kind === 'answer' && message.id),
      ['1', '2'],
    );
  });
});
