/** Whether the camera films: `question` until the person agreed in the page, `asking` while the browser asks. */
export type CameraState = 'off' | 'question' | 'asking' | 'on' | 'denied';

export interface CameraOptions {
  onState: (state: CameraState) => void;
  /** The next picture, 480 x 360, as the camera sees it; null when there are no more. Answer each by `taken`. */
  onFrame: (frame: ImageBitmap | null) => void;
}

/** Milliseconds between two pictures at least: one for each step of a project. */
const EVERY = 33;
const WIDTH = 480;
const HEIGHT = 360;

/**
 * The camera for projects: the frame may not use it itself and gets single pictures. Nothing is recorded and nothing leaves the
 * computer. The person is asked before the browser asks, each time a stage is opened.
 */
export class Camera {
  readonly #options: CameraOptions;
  #wanted = false;
  /** What the person said; undefined before. */
  #allowed: boolean | undefined;
  #stop: (() => void) | null = null;
  #starting = false;
  #state: CameraState = 'off';
  /** A picture is on its way: the next waits, so that a busy project is not buried. */
  #underWay = false;

  constructor(options: CameraOptions) {
    this.#options = options;
  }

  /** The project wants the camera, or no longer does. */
  set(on: boolean): void {
    if (on === this.#wanted) return;
    this.#wanted = on;
    this.#follow();
  }

  /** What the person answered, or decided later. */
  allow(on: boolean): void {
    this.#allowed = on;
    this.#follow();
  }

  /** The last picture arrived. */
  taken(): void {
    this.#underWay = false;
  }

  #follow(): void {
    if (this.#wanted && this.#allowed) return void this.#start();
    this.#end();
    this.#tell(!this.#wanted ? 'off' : this.#allowed === undefined ? 'question' : 'denied');
  }

  async #start(): Promise<void> {
    if (this.#stop || this.#starting) return;
    this.#starting = true;
    this.#tell('asking');
    const stream = await open();
    this.#starting = false;
    if (!this.#wanted || !this.#allowed) return stream?.getTracks().forEach((track) => track.stop());
    if (!stream) {
      // Refused, no camera, or a page that may not ask. Asked again with the next start.
      this.#allowed = undefined;
      return this.#tell('denied');
    }
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    void video.play().catch(() => {});
    const timer = setInterval(() => void this.#film(video), EVERY);
    this.#stop = () => {
      clearInterval(timer);
      stream.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
    };
    for (const track of stream.getTracks()) track.addEventListener('ended', () => this.allow(false));
    this.#underWay = false;
    this.#tell('on');
  }

  async #film(video: HTMLVideoElement): Promise<void> {
    const { videoWidth, videoHeight } = video;
    if (this.#underWay || videoWidth === 0) return;
    this.#underWay = true;
    // The middle of the picture in the shape of the stage.
    const width = Math.min(videoWidth, (videoHeight * WIDTH) / HEIGHT);
    const height = (width * HEIGHT) / WIDTH;
    const [x, y] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
    const frame = await createImageBitmap(video, x, y, width, height, {
      resizeWidth: WIDTH,
      resizeHeight: HEIGHT,
    }).catch(() => null);
    if (frame && this.#stop) this.#options.onFrame(frame);
    else {
      frame?.close();
      this.#underWay = false;
    }
  }

  #end(): void {
    if (!this.#stop) return;
    this.#stop();
    this.#stop = null;
    this.#options.onFrame(null);
  }

  #tell(state: CameraState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}

const open = (): Promise<MediaStream | null> =>
  (async () => {
    const size = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
    return navigator.mediaDevices.getUserMedia({ video: { ...size, facingMode: 'user' }, audio: false });
  })().catch(() => null);
