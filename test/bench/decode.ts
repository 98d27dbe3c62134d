/**
 * How fast do we decode, beside the SDKs' own parsers of the same bytes? Both read from memory, by turns, in one
 * process; figures are medians of CPU time, which says the same on a machine that is busy with other things. An SDK's
 * time holds that of its client and of the loop over its messages: that is what its users get. The goal is for reads of
 * one message each, as servers flush them. Beside it: the same bytes in large reads, and what `JSON.parse` takes alone
 * for the messages, which is in both. `--only <style>`.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../../src/metrics/percentile';
import { runMain } from '../support/commands/runMain';
import { installLocked } from '../support/installLocked';
import { projectRoot } from '../support/projectRoot';
import { cutMessages } from '../unit/decode/properties/framedMessages';
import {
  decodeLongStream,
  inLargerReads,
  type LongStream,
  makeLongStream,
} from './support/decode/longStream';
import { type Figure, reportFigures } from './support/figures';

const megabyte = 1e6;
const rounds = 5;
const comparedMegabytes = 2;
const largeRead = 64 * 1024;
const grownMegabytes = [1, 10, 100] as const;

/** What is compared: a parser of `parsers.mjs`, and the sample whose bytes it reads. */
const subjects = [
  { style: 'openai.chat', sample: '01' },
  { style: 'openai.responses', sample: '16' },
  { style: 'anthropic.messages', sample: '23' },
  { style: 'gemini.generate', sample: '26' },
  { style: 'bedrock.converse', sample: '31' },
  { style: 'ollama.chat', sample: '42' },
  { style: 'cohere.v2', sample: '40' },
  { style: 'mistral', sample: '36' },
] as const;

type Subject = (typeof subjects)[number];
type Parse = (reads: readonly Uint8Array[]) => Promise<number>;

interface Comparison {
  readonly megabytesPerSecond: number;
  readonly eventsPerSecond: number;
  readonly timesTheSdk: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const parsers = await loadParsers();
  const figures: Record<string, Figure> = {};
  console.log(
    '| style | reads | ours MB/s | events/s | SDK MB/s | times the SDK | JSON.parse MB/s | growth |',
  );
  console.log('|---|---|---:|---:|---:|---:|---:|---:|');
  for (const subject of subjects.filter(({ style }) => style === (values.only ?? style))) {
    const parse = parsers[subject.style] as Parse;
    const stream = makeLongStream(subject.sample, comparedMegabytes * megabyte);
    const each = await compare(subject, 'one each', stream, parse);
    const large = await compare(subject, '64 KiB', inLargerReads(stream, largeRead), parse);
    const jsonParse = measureJsonParse(stream);
    const growth = measureGrowth(subject);
    console.log(`| ${subject.style} | | | | | | ${jsonParse.toFixed(0)} | ${growth.toFixed(2)} |`);
    const name = subject.style.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase());
    figures[`${name}MBs`] = { value: each.megabytesPerSecond };
    figures[`${name}EventsPerSecond`] = { value: each.eventsPerSecond };
    figures[`${name}TimesSdk`] = { value: each.timesTheSdk, goal: '>= 3' };
    figures[`${name}TimesSdkLargeReads`] = { value: large.timesTheSdk };
    figures[`${name}JsonParseMBs`] = { value: jsonParse };
    figures[`${name}Growth`] = { value: growth, goal: '<= 1.5' };
  }
  reportFigures('decode', figures);
}

async function loadParsers(): Promise<Readonly<Record<string, Parse>>> {
  const source = join(projectRoot, 'test', 'bench', 'decode');
  const packages = await installLocked(source, 'Installing the SDKs of the benchmark (100 MB)');
  const programs = join(packages, 'programs');
  await cp(join(source, 'programs'), programs, { recursive: true });
  return (await import(pathToFileURL(join(programs, 'parsers.mjs')).href)).parsers;
}

async function compare(
  subject: Subject,
  reads: string,
  stream: LongStream,
  parse: Parse,
): Promise<Comparison> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  let events = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const own = await cpuSeconds(() => {
      events = decodeLongStream(subject.sample, stream).events.length;
    });
    const sdk = await cpuSeconds(async () => {
      const given = await parse(stream.reads);
      // An SDK may take the end marker, or several messages, for itself, but not most of the answer.
      if (given < events / 2)
        throw new Error(`The SDK gave ${given} of ${events} messages of ${subject.style}`);
    });
    // In the first round the engine compiles.
    if (round > 0) {
      ours.push(own);
      theirs.push(sdk);
    }
  }
  const megabytes = stream.bytes / megabyte;
  const [own, sdk] = [median(ours), median(theirs)];
  const timesTheSdk = sdk / own;
  console.log(
    `| ${subject.style} | ${reads} | ${(megabytes / own).toFixed(1)} | ${(events / own).toFixed(0)} | ${(megabytes / sdk).toFixed(1)} | ${timesTheSdk.toFixed(1)} | | |`,
  );
  return { megabytesPerSecond: megabytes / own, eventsPerSecond: events / own, timesTheSdk };
}

/** What a byte costs in the largest stream, as a multiple of what it costs in the smallest. */
function measureGrowth(subject: Subject): number {
  const perByte = grownMegabytes.map((megabytes) => {
    const stream = makeLongStream(subject.sample, megabytes * megabyte);
    const times = Array.from({ length: megabytes === 1 ? rounds : 1 }, () =>
      cpuSecondsOf(() => decodeLongStream(subject.sample, stream)),
    );
    return median(times) / stream.bytes;
  });
  return (perByte.at(-1) ?? 0) / (perByte[0] ?? 1);
}

/** MB of the stream a second, when nothing is done but parsing what its messages say. */
function measureJsonParse({ reads, bytes }: LongStream): number {
  const texts = reads.flatMap((read) => cutMessages(read).map(({ said }) => said)).filter(isObjectText);
  const times = Array.from({ length: rounds }, () =>
    cpuSecondsOf(() => {
      for (const text of texts) JSON.parse(text);
    }),
  );
  return bytes / megabyte / median(times);
}

function isObjectText(text: string): boolean {
  return text.startsWith('{');
}

async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function cpuSecondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

runMain(main);
