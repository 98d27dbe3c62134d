import { agentEachTime } from '../../fixtures/agents/agentEachTime/case';
import { askTwice } from '../../fixtures/agents/askTwice/case';
import { bareManual } from '../../fixtures/agents/bareManual/case';
import { behindProxy } from '../../fixtures/agents/behindProxy/case';
import { bestOfThree } from '../../fixtures/agents/bestOfThree/case';
import { bigChunks } from '../../fixtures/agents/bigChunks/case';
import { biggerModel } from '../../fixtures/agents/biggerModel/case';
import { briefThought } from '../../fixtures/agents/briefThought/case';
import { byResponseId } from '../../fixtures/agents/byResponseId/case';
import { cachedTranscript } from '../../fixtures/agents/cachedTranscript/case';
import { checksInTurn } from '../../fixtures/agents/checksInTurn/case';
import { childWorkers } from '../../fixtures/agents/childWorkers/case';
import { clientEachTime } from '../../fixtures/agents/clientEachTime/case';
import { clockAtEnd } from '../../fixtures/agents/clockAtEnd/case';
import { clockInSystem } from '../../fixtures/agents/clockInSystem/case';
import { closingServer } from '../../fixtures/agents/closingServer/case';
import { coldAndPolite } from '../../fixtures/agents/coldAndPolite/case';
import { debate } from '../../fixtures/agents/debate/case';
import { deepThought } from '../../fixtures/agents/deepThought/case';
import { delegates } from '../../fixtures/agents/delegates/case';
import { delegatesInTurn } from '../../fixtures/agents/delegatesInTurn/case';
import { fallbackModel } from '../../fixtures/agents/fallbackModel/case';
import { farAndFresh } from '../../fixtures/agents/farAndFresh/case';
import { farRegion } from '../../fixtures/agents/farRegion/case';
import { firstCallSlow } from '../../fixtures/agents/firstCallSlow/case';
import { growingTranscript } from '../../fixtures/agents/growingTranscript/case';
import { growingWhole } from '../../fixtures/agents/growingWhole/case';
import { heartbeat } from '../../fixtures/agents/heartbeat/case';
import { hedged } from '../../fixtures/agents/hedged/case';
import { heldAtBreakpoint } from '../../fixtures/agents/heldAtBreakpoint/case';
import { heldToTheEnd } from '../../fixtures/agents/heldToTheEnd/case';
import { heldWithPatience } from '../../fixtures/agents/heldWithPatience/case';
import { hiddenThought } from '../../fixtures/agents/hiddenThought/case';
import { hypotheticalDocument } from '../../fixtures/agents/hypotheticalDocument/case';
import { impatient } from '../../fixtures/agents/impatient/case';
import { indexBesideStream } from '../../fixtures/agents/indexBesideStream/case';
import { lateFirstToken } from '../../fixtures/agents/lateFirstToken/case';
import { limitedOnce } from '../../fixtures/agents/limitedOnce/case';
import { limitedRatings } from '../../fixtures/agents/limitedRatings/case';
import { limitedTwice } from '../../fixtures/agents/limitedTwice/case';
import { longReport } from '../../fixtures/agents/longReport/case';
import { mailbox } from '../../fixtures/agents/mailbox/case';
import { mailboxTogether } from '../../fixtures/agents/mailboxTogether/case';
import { musings } from '../../fixtures/agents/musings/case';
import { nearLimit } from '../../fixtures/agents/nearLimit/case';
import { noKeepAlive } from '../../fixtures/agents/noKeepAlive/case';
import { ollamaLoad } from '../../fixtures/agents/ollamaLoad/case';
import { ollamaLongPrompt } from '../../fixtures/agents/ollamaLongPrompt/case';
import { oneStall } from '../../fixtures/agents/oneStall/case';
import { oneWord } from '../../fixtures/agents/oneWord/case';
import { otherModel } from '../../fixtures/agents/otherModel/case';
import { overloadedOnce } from '../../fixtures/agents/overloadedOnce/case';
import { ownDocuments } from '../../fixtures/agents/ownDocuments/case';
import { ownRetries } from '../../fixtures/agents/ownRetries/case';
import { politePause } from '../../fixtures/agents/politePause/case';
import { pollJob } from '../../fixtures/agents/pollJob/case';
import { rateSources } from '../../fixtures/agents/rateSources/case';
import { rateSourcesTogether } from '../../fixtures/agents/rateSourcesTogether/case';
import { refineDraft } from '../../fixtures/agents/refineDraft/case';
import { restBeside } from '../../fixtures/agents/restBeside/case';
import { rollingSummary } from '../../fixtures/agents/rollingSummary/case';
import { router } from '../../fixtures/agents/router/case';
import { sameTagAgain } from '../../fixtures/agents/sameTagAgain/case';
import { scoredBeside } from '../../fixtures/agents/scoredBeside/case';
import { sdkEachTime } from '../../fixtures/agents/sdkEachTime/case';
import { secondTry } from '../../fixtures/agents/secondTry/case';
import { sharedManual } from '../../fixtures/agents/sharedManual/case';
import { shortPrompts } from '../../fixtures/agents/shortPrompts/case';
import { signedElsewhere } from '../../fixtures/agents/signedElsewhere/case';
import { signedTools } from '../../fixtures/agents/signedTools/case';
import { slowAssistant } from '../../fixtures/agents/slowAssistant/case';
import { slowerChat } from '../../fixtures/agents/slowerChat/case';
import { slowFirstToken } from '../../fixtures/agents/slowFirstToken/case';
import { slowReader } from '../../fixtures/agents/slowReader/case';
import { slowTokens } from '../../fixtures/agents/slowTokens/case';
import { spokenSentences } from '../../fixtures/agents/spokenSentences/case';
import { stoppedBeforeAnswer } from '../../fixtures/agents/stoppedBeforeAnswer/case';
import { subAgentsInTurn } from '../../fixtures/agents/subAgentsInTurn/case';
import { subAgentsTogether } from '../../fixtures/agents/subAgentsTogether/case';
import { thoughtfulRetry } from '../../fixtures/agents/thoughtfulRetry/case';
import { threeModels } from '../../fixtures/agents/threeModels/case';
import { toolsByTurns } from '../../fixtures/agents/toolsByTurns/case';
import { toolsByUse } from '../../fixtures/agents/toolsByUse/case';
import { toolsInTurn } from '../../fixtures/agents/toolsInTurn/case';
import { toolsTogether } from '../../fixtures/agents/toolsTogether/case';
import { totalBudget } from '../../fixtures/agents/totalBudget/case';
import { trimmedHistory } from '../../fixtures/agents/trimmedHistory/case';
import { twentyQuestions } from '../../fixtures/agents/twentyQuestions/case';
import { twoAtATime } from '../../fixtures/agents/twoAtATime/case';
import { twoProviders } from '../../fixtures/agents/twoProviders/case';
import { twoVersions } from '../../fixtures/agents/twoVersions/case';
import { typewriter } from '../../fixtures/agents/typewriter/case';
import { verboseAndWhole } from '../../fixtures/agents/verboseAndWhole/case';
import { verboseExtract } from '../../fixtures/agents/verboseExtract/case';
import { waitForAll } from '../../fixtures/agents/waitForAll/case';
import { withinBudget } from '../../fixtures/agents/withinBudget/case';
import type { AgentCase } from './agentCase';

/** The corpus, by the names of the folders in `test/fixtures/agents`. */
export const cases: Readonly<Record<string, AgentCase>> = {
  agentEachTime,
  askTwice,
  bareManual,
  behindProxy,
  bestOfThree,
  bigChunks,
  biggerModel,
  briefThought,
  byResponseId,
  cachedTranscript,
  checksInTurn,
  childWorkers,
  clientEachTime,
  clockAtEnd,
  clockInSystem,
  closingServer,
  coldAndPolite,
  debate,
  deepThought,
  delegates,
  delegatesInTurn,
  fallbackModel,
  farAndFresh,
  farRegion,
  firstCallSlow,
  growingTranscript,
  growingWhole,
  heartbeat,
  hedged,
  heldAtBreakpoint,
  heldToTheEnd,
  heldWithPatience,
  hiddenThought,
  hypotheticalDocument,
  impatient,
  indexBesideStream,
  lateFirstToken,
  limitedOnce,
  limitedRatings,
  limitedTwice,
  longReport,
  mailbox,
  mailboxTogether,
  musings,
  nearLimit,
  noKeepAlive,
  ollamaLoad,
  ollamaLongPrompt,
  oneStall,
  oneWord,
  otherModel,
  overloadedOnce,
  ownDocuments,
  ownRetries,
  politePause,
  pollJob,
  rateSources,
  rateSourcesTogether,
  refineDraft,
  restBeside,
  rollingSummary,
  router,
  sameTagAgain,
  scoredBeside,
  sdkEachTime,
  secondTry,
  sharedManual,
  shortPrompts,
  signedElsewhere,
  signedTools,
  slowAssistant,
  slowerChat,
  slowFirstToken,
  slowReader,
  slowTokens,
  spokenSentences,
  stoppedBeforeAnswer,
  subAgentsInTurn,
  subAgentsTogether,
  thoughtfulRetry,
  threeModels,
  toolsByTurns,
  toolsByUse,
  toolsInTurn,
  toolsTogether,
  totalBudget,
  trimmedHistory,
  twentyQuestions,
  twoAtATime,
  twoProviders,
  twoVersions,
  typewriter,
  verboseAndWhole,
  verboseExtract,
  waitForAll,
  withinBudget,
};
