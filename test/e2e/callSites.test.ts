import { strict as assert } from 'node:assert';
import manifest from '../../package.json';
import { colorIds } from '../../src/ui/contributions';
import type { Editor } from '../support/editor/editor';
import { useEditor } from '../support/editor/useEditor';
import { Gate } from '../support/gate';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { waitFor } from '../support/waitFor';

const CALL = 'await fetch(';

/** Colours of hot lines in dark and light themes. */
const hotColours = Object.values(
  manifest.contributes.colors.find(({ id }) => id === colorIds.hotLine)?.defaults ?? {},
);

/** What stands behind the line before a first write of its kind: none is written until that was seen. */
const states = [
  { kind: 'reasoning', text: /^waiting for first token \d+\.\d s$/ },
  { kind: 'text', text: /^thinking \d+\.\d s$/ },
  { kind: 'finish', text: /^streaming \d+ chunks? · / },
].map((state) => ({ ...state, seen: new Gate() }));

describe('the line of a call', () => {
  const env: Record<string, string> = {};
  let simulator: Simulator;

  before(async () => {
    const respond = () => ({
      before: (next: string) => states.find(({ kind }) => kind === next)?.seen.opened,
      firstTokenAfterMs: 300,
      tokenEveryMs: 40,
      output: [
        { reasoning: 'let me think about that for a while' },
        { text: 'these are some words to look at' },
      ],
    });
    simulator = await startSimulator({ respond });
    env.LATENCY_LENS_TEST_LLM_URL = simulator.openaiUrl;
  });

  const editor = useEditor({ workspace: 'test/fixtures/workspace', env });

  after(() => simulator.close());

  it('says what the call is doing for as long as it is in flight', async () => {
    await editor().openFile('chat.mjs');
    await editor().debugger.start('Chat');
    for (const { text, seen } of states) {
      await waitFor(`${text}`, async () => (await textsBehindLines(editor())).some((one) => text.test(one)));
      seen.open();
    }
    await editor().debugger.ended();
    await waitFor('the line to be bare again', async () => (await textsBehindLines(editor())).length === 0);
  });

  it('has a lens right above it', async () => {
    const lens = editor().lenses.filter({ hasText: '3 calls · TTFT' });
    await lens.waitFor();
    assert.match(
      await lens.innerText(),
      /3 calls · TTFT p50 \d+ ms · [\d.]+ tok\/s · [\d.]+ s total · \d+ % of critical path/,
    );
    await waitFor('the lens to touch the line', async () => {
      const [above, line] = [await lens.boundingBox(), await editor().line(CALL).boundingBox()];
      return above && line && Math.abs(above.y + above.height - line.y) < 4;
    });
  });

  it('explains itself in a hover that needs no scrolling', async () => {
    const hover = await editor().hover('fetch');
    const last = hover.getByText('Run “Chat”');
    await last.waitFor();
    const text = await hover.innerText();
    for (const part of [
      'ask',
      'thinking',
      'streaming',
      'mean of 3 calls',
      'TTFT',
      'small-talker',
      'Run “Chat”',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    await waitFor('the last line inside the hover', async () => {
      const [box, frame] = [await last.boundingBox(), await hover.boundingBox()];
      return box && frame && box.y + box.height <= frame.y + frame.height;
    });
  });

  it('is marked in the overview ruler', async () => {
    await waitFor('the mark', () => rulerShows(editor(), hotColours));
  });

  it('leads to the timeline', async () => {
    await editor().page.keyboard.press('Escape');
    await editor().lenses.filter({ hasText: '3 calls' }).getByRole('button').first().click();
    await editor().page.getByRole('tab', { name: 'Timeline: Chat' }).waitFor();
  });
});

/** Text that decorations put behind the lines on screen; it is drawn by style sheets, so no text content holds it. */
function textsBehindLines({ page }: Editor): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('.view-line span')]
    .map((span) => getComputedStyle(span, '::after').content)
    .filter((content) => content.startsWith('"'))
    .map((content) => JSON.parse(content))`);
}

/** Whether a pixel of the overview ruler has one of these colours. */
function rulerShows({ page }: Editor, colours: readonly string[]): Promise<boolean> {
  return page.evaluate(`{
    const canvas = document.querySelector('.editor-group-container.active canvas.decorationsOverviewRuler');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const shown = new Set();
    for (let at = 0; at < data.length; at += 4) shown.add([...data.subarray(at, at + 3)].join());
    ${JSON.stringify(colours.map(toRgb))}.some((colour) => shown.has(colour));
  }`);
}

/** `#ff8000` as `255,128,0`. */
function toRgb(hex: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join();
}
