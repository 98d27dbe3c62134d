import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Activity } from '../../src/analysis/activity';
import { analyseRun } from '../../src/analysis/analyseRun';
import { findActivities } from '../../src/analysis/findActivities';
import { findOtherWork } from '../../src/analysis/otherWork';
import { findThreads } from '../../src/analysis/threads/findThreads';
import type { Thread } from '../../src/analysis/threads/thread';
import { buildProbeEnvironment } from '../../src/launch/buildProbeEnvironment';
import { median } from '../../src/metrics/percentile';
import type { Call } from '../../src/model/call';
import type { Run } from '../../src/model/run';
import { readRunFolder } from '../../src/pipeline';
import { startProcess } from '../support/processes';
import { projectRoot } from '../support/projectRoot';
import { sampleAgents } from '../support/simulator/scenarios/sampleAgents';
import type { LoggedRequest } from '../support/simulator/simulatorLog';
import { startSimulator } from '../support/simulator/startSimulator';
import { makeTemporaryFolder } from '../support/temporaryFolder';
import { compareTools, compareWithServer, timeOf } from './support/compareLedger';
import { probePath } from './support/runProgram';

/** A machine with other work to do takes the processor away for so long now and then. */
const LOST_MS = 200;
/** The same where much else goes on; it does not happen to most calls. */
const MUCH_LOST_MS = 500;

const examples = join(projectRoot, 'examples');

/** Its conversations: a line each, iterations apart by bars, each the function that calls and the tools that it ran. */
const researchedTopic = 'askModel > search_notes, fetch_docs | askModel';

/** With what the end of each waits for: functions that call a model, and other work by its kind. */
const agents = [
  {
    name: 'the TypeScript agent',
    file: 'coding-agent-ts/agent.ts',
    args: ['--import', 'tsx'],
    threads: [
      'makePlan',
      [
        'askModel > search_files search_files, fetch_docs',
        'askModel > read_file read_file run_checks',
        'askModel > fetch_docs, fetch_docs',
        'askModel',
      ].join(' | '),
      ...['reviewFile', 'reviewFile', 'reviewFile', 'reviewFile'],
      'writePatch',
      'summarise',
    ],
    path: `makePlan, askModel, http, askModel, process, askModel, http, http, askModel,
      reviewFile, reviewFile, reviewFile, reviewFile, writePatch, summarise`,
  },
  {
    name: 'the JavaScript agent',
    file: 'research-agent-js/agent.js',
    args: [],
    threads: [
      'planTopics',
      ...[researchedTopic, researchedTopic, researchedTopic],
      ...['rateSources', 'rateSources', 'rateSources', 'rateSources'],
      'writeReport',
      'titleReport',
    ],
    path: `planTopics, askModel, http, askModel, askModel, http, askModel, askModel, http, askModel,
      rateSources, rateSources, rateSources, rateSources, writeReport, titleReport, process`,
  },
] as const;

type Agent = (typeof agents)[number];

/** What a program shows the outside. */
interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function runAgent(agent: Agent, environment: NodeJS.ProcessEnv): Promise<Ending> {
  const { NODE_OPTIONS: _, LATENCY_LENS_SPOOL: __, ...inherited } = process.env;
  const { child, exited } = startProcess(process.execPath, [...agent.args, agent.file], {
    cwd: examples,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The agent has no output.');
  const [code, out, err] = await Promise.all([exited, text(stdout), text(stderr)]);
  return { code, stdout: out, stderr: err };
}

/** Lines of the agent's source that call a model, as a person would point at them. */
function callingLines(agent: Agent): number[] {
  const lines = readFileSync(join(examples, agent.file), 'utf8').split('\n');
  const calls = /client\.(chat\.completions|responses|messages)\.(create|stream)\(/;
  return lines.flatMap((line, index) => (calls.test(line) ? [index + 1] : []));
}

function showThread({ iterations, parent, branchOf }: Thread): string {
  assert.deepEqual([parent, branchOf], [undefined, undefined]);
  const turns = iterations.map(({ calls, tools }) => {
    const functions = calls.map(({ attribution }) => attribution.site?.functionName).join(' ');
    const ran = tools.map(({ names }) => names.join(' ')).join(', ');
    return ran ? `${functions} > ${ran}` : functions;
  });
  return turns.join(' | ');
}

function nameOf(activity: Activity): string {
  if (activity.kind === 'work') return activity.work.work.kind;
  return activity.call.attribution.site?.functionName ?? '?';
}

function siteLine(call: Call): string {
  const { site, confidence } = call.attribution;
  return `${site?.file}:${site?.line} (${confidence})`;
}

/** How an agent goes with a simulator of its own. */
async function runPlain(agent: Agent): Promise<Ending> {
  const simulator = await startSimulator(sampleAgents);
  const ending = await runAgent(agent, { LLM_SIMULATOR_URL: simulator.url });
  await simulator.close();
  return ending;
}

/** The same under the probe, with what the probe and the simulator have seen. */
async function runProbed(agent: Agent) {
  const simulator = await startSimulator(sampleAgents);
  const folder = await makeTemporaryFolder();
  const probe = buildProbeEnvironment({ probePath, spoolFolder: folder.path, existing: {} });
  const ending = await runAgent(agent, { LLM_SIMULATOR_URL: simulator.url, ...probe });
  const run = await readRunFolder(folder.path);
  await simulator.close();
  folder.remove();
  return { ending, run, requests: simulator.log.requests };
}

describe('a sample agent under the probe', () => {
  // The agents spend most of their time waiting, so that all of them take little longer than one.
  let plain: readonly Ending[];
  let probed: readonly Awaited<ReturnType<typeof runProbed>>[];
  before(async function () {
    this.timeout(120_000);
    [plain, probed] = await Promise.all([
      Promise.all(agents.map(runPlain)),
      Promise.all(agents.map(runProbed)),
    ]);
  });

  for (const [index, agent] of agents.entries()) {
    describe(agent.name, () => {
      let run: Run;
      let ending: Ending;
      let logged: readonly LoggedRequest[];
      before(() => {
        ({ run, ending, requests: logged } = probed[index] ?? assert.fail());
      });

      it('says and returns what it does without', () => {
        const expected = plain[index] ?? assert.fail();
        assert.equal(expected.code, 0, expected.stderr);
        assert.deepEqual(ending, expected);
      });

      it('has each of its requests seen once', () => {
        const requests = logged.filter(({ style }) => style !== 'tool' && style !== 'unknown');
        const attempts = run.calls.flatMap((call) => call.attempts);
        assert.ok(requests.length > 10);
        assert.equal(attempts.length, requests.length);
        assert.equal(
          attempts.length - run.calls.length,
          requests.filter(({ status }) => status === 429).length,
        );
      });

      // The SDKs throw the body of a 429 away, before or after it has arrived.
      it('has every byte of every answer seen', () => {
        const written = logged
          .filter(({ style, status }) => style !== 'tool' && style !== 'unknown' && status === 200)
          .map(({ writes }) => writes.reduce((sum, { bytes }) => sum + bytes, 0));
        const seen = run.calls
          .flatMap((call) => call.attempts)
          .filter(({ response }) => response?.status === 200)
          .toSorted((a, b) => a.timing.start - b.timing.start)
          .map(({ response }) => response?.bytes);
        assert.deepEqual(seen, written);
      });

      it('has the line of every call found, for certain', () => {
        const file = join(examples, agent.file);
        const expected = new Set(callingLines(agent).map((line) => `${file}:${line} (high)`));
        assert.deepEqual(new Set(run.calls.map(siteLine)), expected);
      });

      it('has the tools it ran between its calls, at their lines', () => {
        const tools = findOtherWork(run, run.end ?? 0).filter(
          ({ work }) => work.kind === 'process' || work.name.includes('/tools/'),
        );
        const asked = logged.filter(({ style }) => style === 'tool');
        const requests = tools.filter(({ work }) => work.kind === 'http');
        assert.equal(requests.length, asked.length);
        for (const { work } of tools) {
          assert.equal(work.attribution?.site?.file, join(examples, 'shared', 'tools.js'), work.name);
          assert.equal(work.attribution.confidence, 'high');
        }
        const commands = tools.filter(({ work }) => work.kind === 'process').map(({ work }) => work.name);
        assert.deepEqual(commands, ['node']);
      });

      it('has its time in the accounts that the server knows of', () => {
        const analysis = analyseRun(run, run.end ?? 0);
        const toModels = logged.filter(({ style }) => style !== 'tool' && style !== 'unknown');
        const compared = [
          ...compareWithServer(analysis, toModels),
          compareTools(
            analysis,
            logged.filter(({ style }) => style === 'tool'),
          ),
        ];
        assert.ok(compared.length > run.calls.length + 2);
        const apart = compared.map(({ what, ledger, blocked, server }) => {
          const difference = Math.max(ledger - server, server - ledger - blocked, 0);
          const told = `${what}: ${ledger} ms (and ${blocked} ms blocked), by the server ${server} ms`;
          assert.ok(difference < MUCH_LOST_MS, told);
          return difference;
        });
        assert.ok(median(apart) < LOST_MS / 2, `apart by ${apart} ms`);
        const wall = analysis.end - analysis.start;
        const unexplained = timeOf(analysis.pieces, ['unexplained']);
        assert.ok(unexplained < 0.03 * wall + LOST_MS, `${unexplained} of ${wall} ms are unexplained`);
      });

      it('has its conversations followed, with the tools they ran', () => {
        const activities = findActivities(run, run.end ?? 0);
        const threads = findThreads(activities);
        assert.deepEqual(threads.map(showThread), agent.threads);
        const inTools = new Set(
          threads.flatMap(({ iterations }) =>
            iterations.flatMap(({ tools }) => tools.flatMap((tool) => tool.activities)),
          ),
        );
        const asked = activities.filter(
          (activity) => activity.kind === 'work' && activity.work.work.name.includes('/tools/'),
        );
        assert.ok(asked.length > 0);
        assert.deepEqual(
          asked.filter(({ id }) => !inTools.has(id)),
          [],
        );
      });

      it('has the critical path found, over every call and tool that its end waits for', () => {
        const { activities, path } = analyseRun(run, run.end ?? 0);
        const names = new Map(activities.map((activity) => [activity.id, nameOf(activity)]));
        const over = path.segments.flatMap(({ activity }) => (activity && names.get(activity)) ?? []);
        // How much the event loop had to do says something of the machine.
        const expected = agent.path.split(',').map((name) => name.trim());
        assert.deepEqual(
          over.filter((name) => name !== 'cpu'),
          expected,
        );
      });

      it('has every call decoded to its end', () => {
        assert.deepEqual([...new Set(run.calls.map((call) => call.outcome))], ['complete']);
        assert.deepEqual(run.problems, []);
      });
    });

    it(`lets ${agent.name} fail as it does without`, async () => {
      const nobody = { LLM_SIMULATOR_URL: 'http://127.0.0.1:9' };
      const folder = await makeTemporaryFolder();
      const probe = buildProbeEnvironment({ probePath, spoolFolder: folder.path, existing: {} });
      const [without, withProbe] = await Promise.all([
        runAgent(agent, nobody),
        runAgent(agent, { ...nobody, ...probe }),
      ]);
      assert.notEqual(without.code, 0);
      assert.deepEqual(withProbe, without);
      folder.remove();
    });
  }
});
