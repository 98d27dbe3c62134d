import { bareManual } from '../../fixtures/agents/bareManual/case';
import { cachedTranscript } from '../../fixtures/agents/cachedTranscript/case';
import { checksInTurn } from '../../fixtures/agents/checksInTurn/case';
import { clockAtEnd } from '../../fixtures/agents/clockAtEnd/case';
import { clockInSystem } from '../../fixtures/agents/clockInSystem/case';
import { fallbackModel } from '../../fixtures/agents/fallbackModel/case';
import { firstCallSlow } from '../../fixtures/agents/firstCallSlow/case';
import { growingTranscript } from '../../fixtures/agents/growingTranscript/case';
import { limitedOnce } from '../../fixtures/agents/limitedOnce/case';
import { longReport } from '../../fixtures/agents/longReport/case';
import { nearLimit } from '../../fixtures/agents/nearLimit/case';
import { ollamaLoad } from '../../fixtures/agents/ollamaLoad/case';
import { ollamaLongPrompt } from '../../fixtures/agents/ollamaLongPrompt/case';
import { overloadedOnce } from '../../fixtures/agents/overloadedOnce/case';
import { ownDocuments } from '../../fixtures/agents/ownDocuments/case';
import { rateSources } from '../../fixtures/agents/rateSources/case';
import { rateSourcesTogether } from '../../fixtures/agents/rateSourcesTogether/case';
import { refineDraft } from '../../fixtures/agents/refineDraft/case';
import { secondTry } from '../../fixtures/agents/secondTry/case';
import { shortPrompts } from '../../fixtures/agents/shortPrompts/case';
import { slowFirstToken } from '../../fixtures/agents/slowFirstToken/case';
import { subAgentsInTurn } from '../../fixtures/agents/subAgentsInTurn/case';
import { subAgentsTogether } from '../../fixtures/agents/subAgentsTogether/case';
import { toolsByTurns } from '../../fixtures/agents/toolsByTurns/case';
import { toolsByUse } from '../../fixtures/agents/toolsByUse/case';
import { toolsInTurn } from '../../fixtures/agents/toolsInTurn/case';
import { toolsTogether } from '../../fixtures/agents/toolsTogether/case';
import { twoProviders } from '../../fixtures/agents/twoProviders/case';
import { verboseExtract } from '../../fixtures/agents/verboseExtract/case';
import type { AgentCase } from './agentCase';

/** The corpus, by the names of the folders in `test/fixtures/agents`. */
export const cases: Readonly<Record<string, AgentCase>> = {
  bareManual,
  cachedTranscript,
  checksInTurn,
  clockAtEnd,
  clockInSystem,
  fallbackModel,
  firstCallSlow,
  growingTranscript,
  limitedOnce,
  longReport,
  nearLimit,
  ollamaLoad,
  ollamaLongPrompt,
  overloadedOnce,
  ownDocuments,
  rateSources,
  rateSourcesTogether,
  refineDraft,
  secondTry,
  shortPrompts,
  slowFirstToken,
  subAgentsInTurn,
  subAgentsTogether,
  toolsByTurns,
  toolsByUse,
  toolsInTurn,
  toolsTogether,
  twoProviders,
  verboseExtract,
};
