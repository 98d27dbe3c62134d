import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HelloRecord, ProbeRecord, RequestRecord } from '../../../src/protocol/probeRecords';

/** A run's folder in which spool files are written record by record, as probes would. */
export class DrawnSpool {
  readonly folder = mkdtempSync(join(tmpdir(), 'lens-spool-'));

  /** Appends records to a process's file, each on a line of its own. */
  write(process: string, ...records: readonly (ProbeRecord | object)[]): void {
    this.writeRaw(process, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }

  writeRaw(process: string, text: string | Uint8Array): void {
    appendFileSync(this.pathOf(process), text);
  }

  /** A file of the folder that is no spool file. */
  writeOther(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  pathOf(process: string): string {
    return join(this.folder, `${process}.spool.jsonl`);
  }

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Wall clock at monotonic time 0 of drawn processes. */
export const epochOfZero = 1_700_000_000_000;

/** @param t monotonic time; the wall clock fits to it unless `facts` say otherwise */
export function hello(t: number, facts: Partial<HelloRecord> = {}): HelloRecord {
  return {
    k: 'hello',
    v: 1,
    t,
    epoch: epochOfZero + t,
    pid: 4242,
    ppid: 1,
    thread: 0,
    runtime: 'node',
    runtimeVersion: '20.20.2',
    script: '/work/agent.js',
    cwd: '/work',
    ...facts,
  };
}

export function request(id: string, t: number, facts: Partial<RequestRecord> = {}): RequestRecord {
  return {
    k: 'req',
    id,
    t,
    transport: 'undici',
    method: 'POST',
    url: 'http://127.0.0.1:8080/v1/chat/completions',
    headers: { 'content-type': 'application/json' },
    ...facts,
  };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

export function requestBody(id: string, t: number, body: unknown = chatRequest): ProbeRecord {
  return { k: 'reqBody', id, t, b64: base64(JSON.stringify(body)) };
}

export function sent(id: string, t: number): ProbeRecord {
  return { k: 'phase', id, t, phase: 'sent' };
}

export function head(id: string, t: number, status = 200, contentType = 'text/event-stream'): ProbeRecord {
  return { k: 'head', id, t, status, headers: { 'content-type': contentType } };
}

export function data(id: string, t: number, text: string): ProbeRecord {
  return { k: 'data', id, t, b64: base64(text) };
}

export const chatRequest = {
  model: 'gpt-test',
  stream: true,
  stream_options: { include_usage: true },
  messages: [{ role: 'user', content: 'secret prompt' }],
};

/** One streamed event with a piece of text. */
export function textEvent(text: string): string {
  return `data: ${JSON.stringify({ id: 'r1', model: 'gpt-test', choices: [{ index: 0, delta: { content: text } }] })}\n\n`;
}

const finishEvent = `data: ${JSON.stringify({ id: 'r1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`;
const usageEvent = `data: ${JSON.stringify({
  id: 'r1',
  choices: [],
  usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
})}\n\n`;

/** All records of a streamed chat call: text at `t`+100, +200 and +300, over at +330. */
export function chatCall(id: string, t: number, facts: Partial<RequestRecord> = {}): ProbeRecord[] {
  return [
    request(id, t, facts),
    requestBody(id, t + 1),
    sent(id, t + 2),
    head(id, t + 90),
    data(id, t + 100, textEvent('one')),
    data(id, t + 200, textEvent('two')),
    data(id, t + 300, textEvent('three')),
    data(id, t + 310, `${finishEvent}${usageEvent}`),
    data(id, t + 320, 'data: [DONE]\n\n'),
    { k: 'end', id, t: t + 330, how: 'eof' },
  ];
}
