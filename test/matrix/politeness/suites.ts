/** A third party's test suite. Its sources come from the npm registry or from the archive of Debian. */
export interface Suite {
  readonly name: string;
  /** What the suite's client stands on. */
  readonly on: string;
  readonly source: PublishedPackage | DebianSource;
  /** Files of this project that are put where the tests look for what their package leaves out. */
  readonly added?: Readonly<Record<string, string>>;
  readonly runner: 'mocha' | 'node';
  /** Globs of test files below the source. */
  readonly files: readonly string[];
  readonly runnerArguments?: readonly string[];
}

/** A package that ships its tests; the version is in the lock file of its folder. */
export interface PublishedPackage {
  readonly package: string;
}

/** The upstream sources of a Debian package. */
export interface DebianSource {
  /** Below the archive's root. */
  readonly pool: string;
  readonly sha256: string;
}

/** Packages that the tests need are locked in `suites/<name>`. All of them run on Node 20. */
export const suites: readonly Suite[] = [
  {
    name: 'reply-from',
    on: 'undici, http, http2',
    source: { package: '@fastify/reply-from' },
    runner: 'node',
    files: ['test/*.test.js'],
    runnerArguments: ['--test-concurrency=2'],
  },
  {
    name: 'http-proxy',
    on: 'undici, http, ws',
    source: { package: '@fastify/http-proxy' },
    runner: 'node',
    files: ['test/*.js'],
    runnerArguments: ['--test-concurrency=2'],
  },
  {
    name: 'websocket',
    on: 'http upgrade, ws',
    source: { package: '@fastify/websocket' },
    runner: 'node',
    files: ['test/*.test.js'],
    runnerArguments: ['--test-concurrency=2'],
  },
  {
    name: 'hyperquest',
    on: 'http, streams',
    source: { package: 'hyperquest' },
    // Its files are programs that check themselves: one test each.
    runner: 'node',
    files: ['test/*.js'],
  },
  {
    name: 'gaxios',
    on: 'fetch',
    source: { package: 'gaxios' },
    runner: 'mocha',
    files: ['build/esm/test/*.js'],
    // Some wait for random times that may add up to more than mocha allows.
    runnerArguments: ['--timeout', '30000'],
  },
  {
    name: 'needle',
    on: 'http',
    source: { package: 'needle' },
    added: {
      'test/keys/ssl.cert': 'test/fixtures/probe/tls/cert.pem',
      'test/keys/ssl.key': 'test/fixtures/probe/tls/key.pem',
    },
    runner: 'mocha',
    files: ['test/*.js'],
  },
  {
    name: 'node-fetch',
    on: 'http',
    source: {
      pool: 'pool/main/n/node-fetch/node-fetch_3.3.2+~cs11.4.11.orig.tar.gz',
      sha256: 'e91f623527cb6ef4ff6dfd238532ea1c8663383867733a7ae8b1cc33e71723c2',
    },
    runner: 'mocha',
    files: ['test/*.js'],
  },
  {
    name: 'ws',
    on: 'http upgrade',
    source: {
      pool: 'pool/main/n/node-ws/node-ws_8.18.1+~cs14.18.2.orig.tar.gz',
      sha256: 'f80308e18245a666ebfe76c8ce6180485ea608f182af2dfb2c08773b591c7bcb',
    },
    runner: 'mocha',
    files: ['test/*.test.js'],
    runnerArguments: ['--throw-deprecation'],
  },
  {
    name: 'eventsource',
    on: 'http, event streams',
    source: {
      pool: 'pool/main/n/node-eventsource/node-eventsource_2.0.2+~1.1.10.orig.tar.gz',
      sha256: '033b81cd09e6f0a9b20af67a8a44000824de230f3555093a7f16aaa3e644e6a8',
    },
    runner: 'mocha',
    files: ['test/*_test.js'],
  },
];
