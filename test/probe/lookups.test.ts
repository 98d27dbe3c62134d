import assert from 'node:assert/strict';
import { observeLookupsWith } from '../../src/probe/node/lookups';
import { runSource } from './support/runProgram';
import { startServer, streamPieces } from './support/startServer';

describe('a look-up', () => {
  class Speaker {
    speak(): string {
      return 'spoken';
    }
  }
  const watch = (target: object, told: string[], name: string, instead?: () => string) =>
    observeLookupsWith(
      target,
      'speak',
      () => {
        told.push(name);
        return instead;
      },
      () => told.push('failed'),
    );

  it('is told to all who observe it, in the order they came, until each stops', () => {
    const [one, other] = [new Speaker(), new Speaker()];
    const told: string[] = [];
    const stopFirst = watch(one, told, 'first');
    const stopSecond = watch(one, told, 'second', () => 'replaced');
    watch(other, told, 'other');
    assert.equal(one.speak(), 'replaced');
    assert.deepEqual(told.splice(0), ['first', 'second']);
    stopFirst();
    assert.equal(one.speak(), 'replaced');
    assert.deepEqual(told.splice(0), ['second']);
    stopSecond();
    assert.equal(one.speak(), 'spoken');
    assert.equal(other.speak(), 'spoken');
    assert.deepEqual(told, ['other']);
    assert.deepEqual(Object.getOwnPropertyNames(one), []);
  });

  it('finds what the program puts there, whoever has been observing', () => {
    const speaker = new Speaker();
    const told: string[] = [];
    const stopBefore = watch(speaker, told, 'before');
    speaker.speak = () => 'mine';
    assert.equal(speaker.speak(), 'mine');
    const stopAfter = watch(speaker, told, 'after');
    stopBefore();
    assert.equal(speaker.speak(), 'mine');
    assert.deepEqual(
      told,
      ['after'],
      'who observed what was replaced takes nothing away from who came later',
    );
    stopAfter();
    assert.equal(Object.getOwnPropertyDescriptor(speaker, 'speak')?.get, undefined);
    assert.equal(speaker.speak(), 'mine');
  });

  it('goes through an accessor that was put around it, and is observed again from outside', () => {
    class Wrapped extends Speaker {}
    const told: string[] = [];
    const stop = watch(Wrapped.prototype, told, 'inner', () => 'inner');
    for (const layer of ['one', 'two']) {
      const found = Object.getOwnPropertyDescriptor(Wrapped.prototype, 'speak');
      Object.defineProperty(Wrapped.prototype, 'speak', {
        get: function (this: Wrapped) {
          told.push(layer);
          return found?.get?.call(this);
        },
        configurable: true,
      });
      stop();
      assert.equal(new Wrapped().speak(), 'spoken');
      watch(Wrapped.prototype, told, `outside ${layer}`);
    }
    told.length = 0;
    assert.equal(new Wrapped().speak(), 'spoken');
    assert.deepEqual(told, ['two', 'one', 'outside one', 'outside two']);
  });

  it('on an object that inherits is told with that object', () => {
    const told: object[] = [];
    const speaker = new Speaker();
    const note = (receiver: object) => void told.push(receiver);
    const stop = observeLookupsWith(Speaker.prototype, 'speak', note, () => {});
    assert.equal(speaker.speak(), 'spoken');
    stop();
    assert.equal(speaker.speak(), 'spoken');
    assert.deepEqual(told, [speaker]);
  });

  it('goes on when an observer fails', () => {
    const speaker = new Speaker();
    const told: string[] = [];
    const fail = () => {
      throw new Error('ours');
    };
    observeLookupsWith(speaker, 'speak', fail, () => told.push('failed'));
    assert.equal(speaker.speak(), 'spoken');
    assert.deepEqual(told, ['failed']);
  });

  it('leaves the streams of a program in the form that the engine is fast with', async () => {
    const server = await startServer(streamPieces);
    const { stdout, stderr } = await runSource(
      `import { once } from 'node:events';
       import http from 'node:http';
       for (let i = 0; i < 3; i++) {
         const request = http.request(${JSON.stringify(server.url)}, { method: 'POST' }).end('{}');
         const [response] = await once(request, 'response');
         const isWatched = Object.getOwnPropertyDescriptor(response, 'emit')?.get !== undefined;
         console.log(isWatched, %HasFastProperties(response), %HasFastProperties(request));
         await once(response.resume(), 'end');
       }`,
      { nodeArgs: ['--allow-natives-syntax'] },
    );
    server.close();
    assert.equal(stdout, 'true true true\n'.repeat(3), stderr);
  });
});
