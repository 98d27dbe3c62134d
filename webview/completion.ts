import type { HostToResults, ResultsToHost } from '../src/protocol/completionMessages';
import { acquireHost } from './host';
import type { ResultChoices } from './resultState';
import { ResultsPage } from './resultsPage';

const host = acquireHost<ResultsToHost, ResultChoices>();
const page = new ResultsPage(host);
window.addEventListener('message', ({ data }: MessageEvent<HostToResults>) => page.receive(data));
host.postMessage({ type: 'ready' });
