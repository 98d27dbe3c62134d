import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '../../probe/support/runProgram';
import type { MakeCases } from '../matrixCase';
import { toolsFolder } from '../support/launches';

/** Programs whose clients can all be followed; where they can't, `test/probe/attribution.test.ts` looks for doubt. */
const programs = ['program', 'lazyProgram', 'carrierProgram'];

/** Clients of any make, written to mislead whoever takes a short cut. */
export const makeCases: MakeCases = async (workplace) => {
  const cwd = await workplace.makeFolder(toolsFolder(workplace));
  const clients = join(cwd, 'node_modules', 'clients');
  for (const name of readdirSync(fixture('adversarial'))) {
    const source = fixture('adversarial', name);
    cpSync(source, join(cwd, name));
    cpSync(source, join(clients, name === 'clients.mjs' ? 'index.mjs' : name));
  }
  return programs.flatMap((name) =>
    workplace.nodes.map((node) => ({
      subject: `adversarial ${name}`,
      form: 'esm',
      node,
      markedFiles: [join(cwd, `${name}.mjs`)],
      args: [`${name}.mjs`],
      cwd,
      sameOutput: true,
    })),
  );
};
