import type { TimelineRow } from '../src/protocol/timelineMessages';
import type { Camera } from './camera';
import type { CameraCommand } from './keyboard';

/**
 * Moves the camera as a key or a button asks for.
 * @param row what is selected: it is looked at, or zoomed in on
 */
export function moveCamera(
  camera: Camera,
  command: CameraCommand,
  row: Pick<TimelineRow, 'start' | 'end'> | undefined,
): void {
  switch (command.do) {
    case 'fit':
      camera.easeToFit();
      break;
    case 'frame':
      if (row) camera.easeTo(row.start, row.end);
      break;
    case 'zoom':
      camera.easeZoom(command.factor, row && (row.start + row.end) / 2);
      break;
    case 'pan':
      camera.easePan(command.share);
  }
}
