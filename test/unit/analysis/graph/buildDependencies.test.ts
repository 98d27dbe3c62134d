import assert from 'node:assert/strict';
import { describeGraph, drawGraph, drawProcess } from './drawFlows';

function shown(text: string, processes: Parameters<typeof drawGraph>[1] = []): string[] {
  return describeGraph(drawGraph(text, processes));
}

describe('buildDependencies', () => {
  it('takes what ended last before in a program that does one thing at a time', () => {
    assert.deepEqual(
      shown(`
        plan 0-100
        search http 110-150
        answer 151-300
        last 300-300
        same 300-400
      `),
      [
        'plan: nothing',
        'search: order plan',
        'answer: order search',
        'last: order answer',
        'same: order last',
      ],
    );
  });

  it('forks and joins', () => {
    assert.deepEqual(
      shown(`
        plan 0-100
        a 101-200
        b 102-250
        c 103-150
        report 251-300
      `),
      ['plan: nothing', 'a: order plan', 'b: order plan', 'c: order plan', 'report: order b, join c, join a'],
    );
  });

  it('joins the same flows in all that fork where they came together', () => {
    assert.deepEqual(
      shown(`
        a 0-100
        b 1-120
        c 121-200
        d 122-200
      `),
      ['a: nothing', 'b: nothing', 'c: order b, join a', 'd: order b, join a'],
    );
  });

  it('lets a pool go on when one of its slots is free', () => {
    assert.deepEqual(
      shown(`
        a 0-100
        b 1-150
        c 100-220
        d 151-230
        report 240-250
      `),
      ['a: nothing', 'b: nothing', 'c: order a', 'd: order b', 'report: order d, join c'],
    );
  });

  it('does not cross the flows of agents that run side by side', () => {
    assert.deepEqual(
      shown(`
        a1 0-100
        b1 1-110
        a2 120-200 quotes a1
        b2 121-210 quotes b1
        report 215-300 quotes a2 b2
      `),
      ['a1: nothing', 'b1: nothing', 'a2: quote a1', 'b2: quote b1', 'report: quote a2, quote b2'],
    );
  });

  it('tells such flows by the executions that led to them where they share no words', () => {
    assert.deepEqual(
      shown(`
        a1 0-100 via agent@1 main@9
        b1 1-140 via agent@2 main@9
        a2 150-200 via agent@1 main@9
        b2 155-210 via agent@2 main@9
        report 215-300 via main@10
      `),
      ['a1: nothing', 'b1: nothing', 'a2: order a1', 'b2: order b1', 'report: order b2, join a2'],
    );
  });

  it('finds the work between what is needed and what needs it, and none of another flow', () => {
    assert.deepEqual(
      shown(`
        a1 0-100
        b1 1-80
        lookup http 101-150
        more http 102-140
        b2 120-145 quotes b1
        a2 151-200 quotes a1
      `),
      [
        'a1: nothing',
        'b1: nothing',
        'lookup: order a1, join b1',
        'more: order a1, join b1',
        'b2: quote b1',
        'a2: quote a1, order lookup, join more',
      ],
    );
  });

  it('joins a flow that was done before with the one that both waited for', () => {
    assert.deepEqual(
      shown(`
        a1 0-100
        b1 1-60
        a2 102-200 quotes a1
        b2 103-300 quotes b1
        report 302-400 quotes a2
      `),
      ['a1: nothing', 'b1: nothing', 'a2: quote a1', 'b2: quote b1, join a1', 'report: quote a2, join b2'],
    );
  });

  it('goes on from the whole of what another program did when a part of it is needed', () => {
    const processes = [
      drawProcess('p1', { pid: 100 }),
      drawProcess('child', { pid: 200, parentPid: 100, start: 120 }),
    ];
    assert.deepEqual(
      shown(
        `
          plan 0-100
          run process 101-400
          inner 150-200 in child
          report 401-500 quotes inner
        `,
        processes,
      ),
      ['plan: nothing', 'run: order plan', 'inner: order run', 'report: quote inner, order run'],
    );
  });

  it('lets nothing wait for work that nobody waits for', () => {
    assert.deepEqual(
      shown(`
        a1 0-100
        telemetry http 100-400
        a2 101-200 quotes a1
        a3 201-300 quotes a2
      `),
      ['a1: nothing', 'telemetry: order a1', 'a2: quote a1', 'a3: quote a2'],
    );
  });

  it('takes a call that begins while an answer that it needs still comes', () => {
    const graph = drawGraph(`
      a 0-100
      b 60-200 quotes a
    `);
    assert.deepEqual(describeGraph(graph), ['a: nothing', 'b: quote a']);
    assert.deepEqual(graph.before.get('b' as never)?.[0]?.lag, -40);
  });

  it('takes what a program does with a piece of an answer for what came out of that', () => {
    assert.deepEqual(
      shown(`
        plan 0-100
        story 101-530 comes 220
        speak http 300-420
        again http 424-500
        more http 520-600
      `),
      [
        'plan: nothing',
        'story: order plan',
        'speak: order plan, join story',
        'again: order speak',
        'more: order again, join story',
      ],
    );
  });

  it('goes on from the very first answer while it comes', () => {
    assert.deepEqual(
      shown(`
        story 0-530 comes 220
        pause timer 529-600
        next timer 601-640
      `),
      ['story: nothing', 'pause: order story', 'next: order pause'],
    );
  });

  it('takes nothing for what came out of an answer that had not begun to come, is no stream or is another flow’s', () => {
    assert.deepEqual(
      shown(`
        late 0-530 comes 400
        first http 300-380
      `),
      ['late: nothing', 'first: nothing'],
    );
    assert.deepEqual(
      shown(`
        whole 0-530
        first http 300-380
      `),
      ['whole: nothing', 'first: nothing'],
    );
    assert.deepEqual(
      shown(`
        a1 0-100 via agent@1 main@9
        b1 1-900 comes 50 via agent@2 main@9
        look http 199-300 via agent@1 main@9
        report 200-300 comes 210 via agent@2 main@9
        send http 260-300 via agent@2 main@9
      `).filter((line) => !line.includes('1:')),
      ['look: order a1', 'report: order b1', 'send: order report'],
    );
  });

  it('does not say which of several answers that come a piece was of where nothing tells them apart', () => {
    assert.deepEqual(
      shown(`
        a 0-530 comes 100
        b 1-640 comes 100
        send http 300-380
      `),
      ['a: nothing', 'b: nothing', 'send: nothing'],
    );
  });

  it('takes another call beside an answer that comes for another flow’s, unless they share an execution', () => {
    assert.deepEqual(
      shown(`
        a 0-530 comes 100
        b 300-640
      `),
      ['a: nothing', 'b: nothing'],
    );
    assert.deepEqual(
      shown(`
        plan 0-90 via main@1
        a 91-530 comes 120 via main@1
        b 300-640 via main@1
      `),
      ['plan: nothing', 'a: order plan', 'b: order plan, join a'],
    );
  });

  it('goes on from an answer whose body is not closed yet', () => {
    assert.deepEqual(
      shown(`
        a 0-100 finish 80
        b 81-200
      `),
      ['a: nothing', 'b: order a'],
    );
  });

  it('takes nothing for over that goes on', () => {
    assert.deepEqual(
      shown(`
        a 0-100
        b 101-
        c 102-
      `),
      ['a: nothing', 'b: order a', 'c: order a'],
    );
  });

  it('puts what a child process does within it', () => {
    const processes = [
      drawProcess('p1', { pid: 100 }),
      drawProcess('child', { pid: 200, parentPid: 100, start: 120 }),
    ];
    const graph = drawGraph(
      `
        plan 0-100
        run process 101-400
        inner 150-200 in child
        last 210-390 in child
        report 401-500
      `,
      processes,
    );
    assert.deepEqual(describeGraph(graph), [
      'plan: nothing',
      'run: order plan',
      'inner: order run',
      'last: order inner',
      'report: order run',
    ]);
    assert.deepEqual(
      [...graph.inside],
      [
        ['inner', 'run'],
        ['last', 'run'],
      ],
    );
  });

  it('tells child processes that start at once by when they end', () => {
    const processes = [
      drawProcess('p1', { pid: 100 }),
      drawProcess('second', { pid: 202, parentPid: 100, start: 140, end: 299 }),
      drawProcess('first', { pid: 201, parentPid: 100, start: 150, end: 399 }),
    ];
    const flows = `
      plan 0-100
      a process 101-400
      b process 102-300
      of_second 160-290 in second
      of_first 170-390 in first`;
    assert.deepEqual(Object.fromEntries(drawGraph(flows, processes).inside), {
      of_first: 'a',
      of_second: 'b',
    });
  });

  it('lets a process go on from what had ended when it was started', () => {
    const processes = [drawProcess('p1', { pid: 100 }), drawProcess('p2', { pid: 200, start: 120 })];
    assert.deepEqual(shown('a 0-100\nb 90-130\nc 140-200 in p2', processes), [
      'a: nothing',
      'b: nothing',
      'c: order a',
    ]);
  });
});
