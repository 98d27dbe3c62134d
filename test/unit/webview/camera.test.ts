import { strict as assert } from 'node:assert';
import { Camera, type Wanted } from '../../../webview/camera';
import type { Stage } from '../../../webview/viewport';

const stage: Stage = { run: { start: 0, end: 10_000 }, listed: { start: 0, end: 4500 }, width: 1000 };

function createCamera(wanted: Wanted = 'rows', calm = false): Camera {
  const camera = new Camera(wanted, () => calm);
  camera.setStage(stage);
  camera.look(0);
  return camera;
}

/** Lets frames pass until nothing moves, and returns what is seen then. */
function settle(camera: Camera, from = 0) {
  for (let at = from; at < from + 3000; at += 16) {
    const view = camera.look(at);
    if (!camera.moving) return view;
  }
  throw new Error('it never comes to rest');
}

describe('camera', () => {
  it('starts at the listed calls, without a movement', () => {
    const camera = createCamera();
    assert.deepEqual(camera.look(0), { start: 0, end: 5000 });
    assert.equal(camera.moving, false);
  });

  it('shows the listed calls, then the whole run, in turns', () => {
    const camera = createCamera();
    camera.easeToFit();
    assert.equal(Math.round(settle(camera).end), 11_111);
    camera.easeToFit();
    assert.deepEqual(settle(camera, 5000), { start: 0, end: 5000 });
  });

  it('eases to what a key asks for', () => {
    const camera = createCamera();
    camera.easeZoom(0.5, undefined);
    const onTheWay = camera.look(16);
    assert.ok(onTheWay.end < 5000 && onTheWay.end > 3750, JSON.stringify(onTheWay));
    assert.ok(camera.moving);
    assert.deepEqual(settle(camera, 32), { start: 1250, end: 3750 });
  });

  it('does not skip the way after a rest', () => {
    const camera = createCamera();
    camera.easeZoom(0.5, undefined);
    camera.look(60_000);
    assert.ok(camera.moving);
  });

  it('follows gestures at once, and everything when less motion is wanted', () => {
    const dragged = createCamera({ start: 1000, end: 2000 });
    dragged.pan(500);
    assert.deepEqual(dragged.look(16), { start: 1500, end: 2500 });
    const calm = createCamera('rows', true);
    calm.easeZoom(0.5, undefined);
    assert.deepEqual(calm.look(16), { start: 1250, end: 3750 });
  });

  it('zooms about the selected moment when it is in view', () => {
    const camera = createCamera();
    camera.easeZoom(0.5, 1000);
    assert.deepEqual(settle(camera), { start: 500, end: 3000 });
  });

  it('takes a span as wide as the run for the run, which may then grow', () => {
    const camera = createCamera({ start: 1000, end: 2000 });
    camera.zoom(100, 1500);
    assert.equal(camera.choice, 'run');
  });

  it('slides along with a live run whose edge it shows', () => {
    const camera = createCamera({ start: 9000, end: 10_000 });
    camera.setStage({ ...stage, run: { start: 0, end: 10_200 } });
    assert.deepEqual(camera.look(16), { start: 9200, end: 10_200 });
  });

  it('takes up a kept span before it knows the run', () => {
    const camera = new Camera({ start: 6000, end: 7000 }, () => false);
    camera.setStage(stage);
    assert.deepEqual(camera.look(0), { start: 6000, end: 7000 });
  });
});
