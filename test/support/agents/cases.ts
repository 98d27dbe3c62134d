import { checksInTurn } from '../../fixtures/agents/checksInTurn/case';
import { rateSources } from '../../fixtures/agents/rateSources/case';
import { rateSourcesTogether } from '../../fixtures/agents/rateSourcesTogether/case';
import { refineDraft } from '../../fixtures/agents/refineDraft/case';
import { subAgentsInTurn } from '../../fixtures/agents/subAgentsInTurn/case';
import { subAgentsTogether } from '../../fixtures/agents/subAgentsTogether/case';
import { toolsByTurns } from '../../fixtures/agents/toolsByTurns/case';
import { toolsInTurn } from '../../fixtures/agents/toolsInTurn/case';
import { toolsTogether } from '../../fixtures/agents/toolsTogether/case';
import { twoProviders } from '../../fixtures/agents/twoProviders/case';
import type { AgentCase } from './agentCase';

/** The corpus, by the names of the folders in `test/fixtures/agents`. */
export const cases: Readonly<Record<string, AgentCase>> = {
  checksInTurn,
  rateSources,
  rateSourcesTogether,
  refineDraft,
  subAgentsInTurn,
  subAgentsTogether,
  toolsByTurns,
  toolsInTurn,
  toolsTogether,
  twoProviders,
};
