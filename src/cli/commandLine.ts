import type { CallSiteChoice } from '../analysis/placeCalls';
import type { Goal } from '../analysis/whatIf/change';
import { type Endpoints, readEndpoints } from '../protocol/endpoints';
import { usageError } from './commandError';
import { type CompleteLine, parseComplete } from './complete/parseComplete';
import { type CheckOptions, checkOptions, parseOptions, type ReportFormat, readFormat } from './parseOptions';

/** What a person asked for. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'record';
      readonly command: readonly [string, ...string[]];
      readonly out?: string;
      readonly quiet: boolean;
      readonly endpoints: Endpoints;
      readonly callSite: CallSiteChoice;
      readonly goal: Goal;
      /** Path of the file that holds its limits. */
      readonly budget?: string;
      readonly checks: CheckOptions;
    }
  | CompleteLine
  | {
      readonly kind: 'report';
      readonly path: string;
      readonly out?: string;
      readonly format: ReportFormat;
      readonly callSite: CallSiteChoice;
      readonly goal: Goal;
    }
  | { readonly kind: 'env'; readonly json: boolean; readonly endpoints: Endpoints };

const endpointOption = { endpoint: { type: 'string', multiple: true, default: [] as string[] } } as const;
const goalOption = { goal: { type: 'string', default: 'wall' } } as const;
const callSiteOptions = {
  'call-site': { type: 'string', default: 'innermost' },
  helper: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/**
 * Reads the arguments after `latency-lens`.
 * @throws CommandError when they make no sense
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return { kind: 'help' };
  if (name === '--version' || name === '-v') return { kind: 'version' };
  if (asksForHelp(rest)) return { kind: 'help' };
  if (name === 'record') return parseRecord(rest);
  if (name === 'report') return parseReport(rest);
  if (name === 'complete') return parseComplete(rest);
  if (name === 'env') return parseEnv(rest);
  throw usageError(`There is no command \`${name}\`.`);
}

/** Only before `--`: what follows belongs to the program. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function parseRecord(args: readonly string[]): CommandLine {
  const end = args.indexOf('--');
  const [program, ...programArgs] = end < 0 ? [] : args.slice(end + 1);
  if (program === undefined) {
    throw usageError('`record` needs a command after `--`: latency-lens record -- node agent.js');
  }
  const { values } = parseOptions({
    args: args.slice(0, end),
    options: {
      out: { type: 'string', short: 'o' },
      quiet: { type: 'boolean', short: 'q', default: false },
      ...endpointOption,
      ...callSiteOptions,
      ...goalOption,
      ...checkOptions,
      budget: { type: 'string' },
    },
  });
  const { ci, junit, summary } = values;
  if (values.budget === undefined && (ci || junit !== undefined || summary !== undefined)) {
    throw usageError('--ci, --junit and --summary tell whether a budget is kept: add --budget.');
  }
  return {
    kind: 'record',
    command: [program, ...programArgs],
    out: values.out,
    quiet: values.quiet,
    endpoints: readEndpointOptions(values.endpoint),
    callSite: readCallSite(values),
    goal: readGoal(values.goal),
    budget: values.budget,
    checks: { ci, junit, summary },
  };
}

function parseReport(args: readonly string[]): CommandLine {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      out: { type: 'string', short: 'o' },
      ...callSiteOptions,
      ...goalOption,
    },
    allowPositionals: true,
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) {
    throw usageError('`report` needs one trace: latency-lens report run.lltrace');
  }
  return {
    kind: 'report',
    path,
    out: values.out,
    format: readFormat(values),
    callSite: readCallSite(values),
    goal: readGoal(values.goal),
  };
}

function readGoal(goal: string): Goal {
  if (goal !== 'wall' && goal !== 'perceived' && goal !== 'throughput') {
    throw usageError(`--goal is perceived, wall or throughput, not \`${goal}\`.`);
  }
  return goal;
}

function parseEnv(args: readonly string[]): CommandLine {
  const { values } = parseOptions({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, ...endpointOption },
  });
  return { kind: 'env', json: values.json, endpoints: readEndpointOptions(values.endpoint) };
}

/** `host-or-path=style` each; without a style it is `auto`. */
function readEndpointOptions(options: readonly string[]): Endpoints {
  const entries = options.map((option) => {
    const equals = option.lastIndexOf('=');
    return equals < 0 ? [option, 'auto'] : [option.slice(0, equals), option.slice(equals + 1)];
  });
  const { endpoints, complaints } = readEndpoints(Object.fromEntries(entries));
  const [complaint] = complaints;
  if (complaint !== undefined) throw usageError(`--endpoint: ${complaint}`);
  return endpoints;
}

function readCallSite(values: { readonly 'call-site': string; readonly helper: string[] }): CallSiteChoice {
  const frame = values['call-site'];
  if (frame !== 'innermost' && frame !== 'outermost') {
    throw usageError(`--call-site is innermost or outermost, not \`${frame}\`.`);
  }
  return { frame, helpers: values.helper };
}
