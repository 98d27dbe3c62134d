// Where the agents find their models and the documentation service: the simulator on this machine, unless the usual
// environment variables of an SDK name a real endpoint. LLM_SIMULATOR_URL wins over those.

const simulatorUrl = process.env.LLM_SIMULATOR_URL ?? 'http://127.0.0.1:41735';

/** The documentation service, an ordinary HTTP API. */
export const docsUrl = `${simulatorUrl}/tools/docs`;

/**
 * @typedef {{ label: string, baseURL?: string, apiKey: string }} Endpoint `baseURL` is missing for the SDK's own.
 */

/**
 * @param {'OPENAI' | 'ANTHROPIC'} provider the prefix of its environment variables
 * @param {string} simulatorPath the path of its API on the simulator
 * @returns {Promise<Endpoint>}
 */
export async function chooseEndpoint(provider, simulatorPath) {
  const apiKey = process.env[`${provider}_API_KEY`];
  const baseURL = process.env[`${provider}_BASE_URL`];
  if (!process.env.LLM_SIMULATOR_URL && (apiKey || baseURL)) {
    return {
      label: baseURL ?? 'the SDK’s own endpoint',
      apiKey: apiKey ?? 'none',
      ...(baseURL ? { baseURL } : {}),
    };
  }
  await expectSimulator();
  return { label: 'the simulator', apiKey: 'simulator', baseURL: `${simulatorUrl}${simulatorPath}` };
}

async function expectSimulator() {
  try {
    await fetch(`${simulatorUrl}/__simulator/health`);
  } catch {
    console.error(
      `Nothing answers at ${simulatorUrl}.\n` +
        'Start the simulator with `npm run simulator` in this folder, or set OPENAI_API_KEY or ANTHROPIC_API_KEY ' +
        'to use a real endpoint.',
    );
    process.exit(1);
  }
}
