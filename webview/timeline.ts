import type { HostToTimeline } from '../src/protocol/timelineMessages';
import { acquireHost, type Host } from './host';
import { TimelinePage } from './timelinePage';

const host: Host = acquireHost();
const page = new TimelinePage(host);
window.addEventListener('message', ({ data }: MessageEvent<HostToTimeline>) => page.receive(data));
host.postMessage({ type: 'ready' });
