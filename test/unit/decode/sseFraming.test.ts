import assert from 'node:assert/strict';
import type { MessageSink } from '../../../src/decode/body/messageFraming';
import { SseFraming } from '../../../src/decode/body/sseFraming';

/** Notes what a framing finds, and in which piece. */
class Notes implements MessageSink {
  readonly found: string[] = [];
  piece = 0;

  event(data: string, name: string | undefined): void {
    this.note(`${name ? `${name}=` : ''}${data}`);
  }
  unterminatedEvent(data: string): void {
    this.note(`unterminated ${data}`);
  }
  comment(): void {
    this.note('comment');
  }
  strangeLine(): void {
    this.note('strange');
  }
  oversizedEvent(): void {
    this.note('oversized');
  }
  private note(what: string): void {
    this.found.push(`${this.piece}: ${what}`);
  }
}

/** What is found in which of the pieces; the end comes in a piece of its own. */
function frame(pieces: readonly string[], limit?: number): string[] {
  const notes = new Notes();
  const framing = new SseFraming(notes, limit);
  for (const piece of pieces) {
    framing.push(piece);
    notes.piece += 1;
  }
  framing.end();
  return notes.found;
}

describe('SseFraming', () => {
  it('dispatches with the first character that ends the blank line', () => {
    assert.deepEqual(frame(['data: a\n', '\n', 'x']), ['1: a']);
    assert.deepEqual(frame(['data: a\r\n', '\r', '\ndata: b\n\n']), ['1: a', '2: b']);
    assert.deepEqual(frame(['data: a\r', '\r', 'data: b\r\r']), ['1: a', '2: b']);
    assert.deepEqual(frame(['data: a\r', '\n', '\r', '\n']), ['2: a']);
    assert.deepEqual(frame(['data: a\n\r', '\ndata: b\r\n\n']), ['0: a', '1: b']);
  });

  it('takes a CRLF that is cut in two for one line end', () => {
    assert.deepEqual(frame(['data: a\r', '\ndata: b\r', '\n\r', '\n']), ['2: a\nb']);
  });

  it('reads fields as the standard says', () => {
    assert.deepEqual(frame(['data:a\n\ndata:  b\n\ndata\n\ndata:\ndata:\n\n']), [
      '0: a',
      '0:  b',
      '0: ',
      '0: \n',
    ]);
    assert.deepEqual(frame(['event: ping\nid: 1\ndata: {}\n\nevent: gone\n\ndata: x\n\n']), [
      '0: ping={}',
      '0: x',
    ]);
    assert.deepEqual(frame(['retry: 5\n\n\n\n']), []);
  });

  it('counts comments, within events as well', () => {
    assert.deepEqual(frame([':\n\n: keep', '-alive\n', 'data: a\n: b\ndata: c\n\n']), [
      '0: comment',
      '1: comment',
      '2: comment',
      '2: a\nc',
    ]);
  });

  it('tells lines that are none of a stream', () => {
    assert.deepEqual(frame(['hello\nworld: x\n\n']), ['0: strange', '0: strange']);
  });

  it('hands over what the end cut short', () => {
    assert.deepEqual(frame(['data: {"a":1}']), ['1: unterminated {"a":1}']);
    assert.deepEqual(frame(['data: {"a":1}\n']), ['1: unterminated {"a":1}']);
    assert.deepEqual(frame(['data: a\r\n\r\n: half a comm']), ['0: a']);
    assert.deepEqual(frame(['data: a\n\nhalf a li']), ['0: a']);
  });

  it('leaves out an event over the limit and goes on after it', () => {
    const long = 'x'.repeat(60);
    assert.deepEqual(frame([`data: ${long}`, long, `${long}\ndata: y\n`, '\ndata: z\n\n'], 100), [
      '1: oversized',
      '3: z',
    ]);
    assert.deepEqual(frame([`data: ${long}${long}`, 'data: x\n\ndata: z\n\n'], 100), [
      '0: oversized',
      '1: z',
    ]);
    assert.deepEqual(frame([`data: ${long}${long}\r`, '\n\r', '\ndata: z\r\r'], 100), [
      '0: oversized',
      '2: z',
    ]);
  });

  it('counts the data lines of one event together', () => {
    const line = `data: ${'x'.repeat(40)}\n`;
    assert.deepEqual(frame([line, line, line, `\n${line}\n`], 100), ['2: oversized', `3: ${'x'.repeat(40)}`]);
  });

  it('is done with an event over the limit when the body ends', () => {
    assert.deepEqual(frame([`data: ${'x'.repeat(200)}`], 100), ['0: oversized']);
  });
});
