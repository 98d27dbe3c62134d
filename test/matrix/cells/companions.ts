import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../support/projectRoot';
import type { MakeCases } from '../matrixCase';
import { toolsFolder } from '../support/launches';
import { runsOn } from '../support/packages';

/** Something that looks at the same program, and what it is loaded by. */
interface Companion {
  readonly subject: string;
  readonly needs: readonly string[];
  readonly args: readonly string[];
  /** The file with the marks. */
  readonly marked: string;
}

const companions: readonly Companion[] = [
  {
    subject: 'beside OpenTelemetry',
    needs: ['@opentelemetry/sdk-node'],
    args: ['--require', './opentelemetry.cjs', 'main.mjs'],
    marked: 'calls.mjs',
  },
  {
    subject: 'beside Sentry',
    needs: ['@sentry/node'],
    args: ['--import', './sentry.mjs', 'main.mjs'],
    marked: 'calls.mjs',
  },
  {
    subject: 'beside Datadog',
    needs: ['dd-trace'],
    args: ['--import', 'dd-trace/initialize.mjs', 'main.mjs'],
    marked: 'calls.mjs',
  },
  {
    subject: 'beside the Agents tracer',
    needs: ['@openai/agents'],
    args: ['agents.mjs'],
    marked: 'agents.mjs',
  },
];

/** Nothing listens there, and it says nothing about that. */
const quietDatadog = {
  DD_TRACE_AGENT_URL: 'http://127.0.0.1:9',
  DD_TRACE_STARTUP_LOGS: 'false',
  DD_TRACE_LOG_LEVEL: 'off',
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
};

/** Other instrumentation in the same program: both see every call once, and neither sees the other. */
export const makeCases: MakeCases = async (workplace) => {
  const packages = toolsFolder(workplace);
  const cwd = await workplace.makeFolder(packages);
  cpSync(join(projectRoot, 'test', 'matrix', 'companions'), cwd, { recursive: true });
  return companions.flatMap(({ subject, needs, args, marked }) =>
    workplace.nodes
      .filter((node) => ['openai', ...needs].every((name) => runsOn(packages.path, name, node)))
      .map((node) => ({
        subject,
        form: 'esm',
        node,
        markedFiles: [join(cwd, marked)],
        args,
        cwd,
        sameOutput: true,
        environment: { PATH: `${dirname(node.path)}:${process.env.PATH}`, ...quietDatadog },
      })),
  );
};
