import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { now } from '../clock';
import { observeLookups } from '../observe';
import { observePushes } from '../overhear';
import type { Recorder } from '../recorder';
import { bytesOf } from '../streamChunk';
import { observeWrites } from '../streamWrites';
import type { WorkLog } from '../work/workLog';
import { type RpcMessage, readRpc } from './rpc';
import { TextLines } from './textLines';
import { ToolCalls } from './toolCalls';

/** Follows MCP servers that are child processes: a message a line, calls to their stdin, answers from their stdout. */
export class StdioServers {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;

  constructor(recorder: Recorder, log: WorkLog) {
    this.#recorder = recorder;
    this.#log = log;
  }

  /** A child is about to be spawned; it has its streams when it tells of itself first. */
  meet(child: ChildProcess): void {
    const stop = observeLookups(this.#recorder, child, 'emit', () => {
      stop();
      const { stdin, stdout } = child;
      if (stdin && stdout) new StdioServer(this.#recorder, this.#log, stdin, stdout);
    });
  }
}

class StdioServer {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;
  readonly #stdout: Readable;
  readonly #calls = new ToolCalls();
  readonly #sent = new TextLines((line) => this.#send(line));
  readonly #stop: () => void;
  #listens = false;

  constructor(recorder: Recorder, log: WorkLog, stdin: Writable, stdout: Readable) {
    this.#recorder = recorder;
    this.#log = log;
    this.#stdout = stdout;
    this.#stop = observeWrites(recorder, stdin, {
      wrote: (bytes) => this.#sent.push(bytes),
      shut: () => this.#calls.closed({ how: 'abort' }, now()),
    });
  }

  #send(line: string): void {
    if (line === '') return;
    const messages = readRpc(line);
    // What is written to the child is no MCP.
    if (!messages) this.#stop();
    for (const message of messages ?? []) {
      if (message.kind === 'call') this.#call(message);
      if (message.kind === 'cancel') this.#calls.cancelled(message.id, message.timedOut, now());
    }
  }

  #call({ id, tool }: RpcMessage & { kind: 'call' }): void {
    this.#calls.add(id, this.#log.begin('tool', tool));
    if (!this.#listens) this.#listen();
  }

  #listen(): void {
    this.#listens = true;
    let at = 0;
    const lines = new TextLines((line) => {
      if (this.#calls.isEmpty) return;
      for (const message of readRpc(line) ?? []) {
        if (message.kind === 'answer') this.#calls.answered(message.id, message.failure, at);
      }
    });
    observePushes(this.#recorder, this.#stdout, (chunk, encoding) => {
      at = now();
      const bytes = bytesOf(chunk, encoding);
      if (bytes) lines.push(bytes);
      else this.#calls.closed({ how: 'error', code: 'closed' }, at);
    });
  }
}
