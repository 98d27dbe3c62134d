import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packages are a folder further up. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default {
  turbopack: { root },
  outputFileTracingRoot: root,
  experimental: { serverSourceMaps: true },
  typescript: { ignoreBuildErrors: true },
  webpack: (config, { isServer }) => (isServer ? { ...config, devtool: 'source-map' } : config),
};
