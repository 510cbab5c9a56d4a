import {
  DEFAULT_ACCELERATION,
  DEFAULT_SENSORS,
  MicrobitSimulator,
  type Acceleration,
  type MicrobitButton,
  type MicrobitPin,
  type MicrobitSensor,
  type MicrobitSensors,
  type MicrobitState,
  type RadioAir,
} from '@paperkite/makecode';
import { frameDocument } from '@paperkite/stage/host';
import { m } from '@paperkite/i18n';
import { fetchFrameScript } from './makecode-text.ts';

/** The micro:bit on the screen, with what the world does to it. Its frame comes with the first program. */
export class SimulatedMicrobit {
  /** What is to be seen of it; undefined while it is off. */
  state: MicrobitState | undefined = $state.raw();
  sensors: MicrobitSensors = $state({ ...DEFAULT_SENSORS });
  acceleration: Acceleration = $state({ ...DEFAULT_ACCELERATION });
  /** What comes into pins from outside, where somebody said so. */
  pins: Readonly<Partial<Record<MicrobitPin, number>>> = $state.raw({});
  onText: (text: string) => void = () => undefined;
  onBroken: (message: string) => void = () => undefined;

  readonly #air: RadioAir;
  #board: MicrobitSimulator | undefined;
  #place: HTMLElement | undefined;
  #leaveAir: (() => void) | undefined;
  #on = false;

  /** @param air Other boards within reach of its radio. */
  constructor(air: RadioAir) {
    this.#air = air;
  }

  /** Rejects when what it needs did not come, or the program does not start; the next run begins with a new board. */
  async run(code: string): Promise<void> {
    this.#on = true;
    const board = this.board();
    try {
      await board.run(code);
    } catch (error) {
      if (board === this.#board) this.destroy();
      throw error;
    }
  }

  /** The simulator itself, made when it is needed. */
  board(): MicrobitSimulator {
    if (this.#board) return this.#board;
    this.#place = document.createElement('div');
    document.body.append(this.#place);
    this.#board = new MicrobitSimulator({
      container: this.#place,
      frameCode: fetchFrameScript,
      frameDocument: frameDocument(),
      title: m.bench_microbit_name(),
    });
    this.#board.onEvent((event) => {
      // What was under way when it was switched off comes too late.
      if (!this.#on) return;
      if (event.type === 'state') this.state = event.state;
      else if (event.type === 'serial') this.onText(event.text);
      else if (event.type === 'broken') this.onBroken(event.message);
    });
    this.#leaveAir = this.#air.join(this.#board);
    for (const [sensor, value] of Object.entries(this.sensors)) {
      this.#board.setSensor(sensor as MicrobitSensor, value);
    }
    this.#board.setAcceleration({ ...this.acceleration });
    for (const [pin, value] of Object.entries(this.pins)) this.#board.setPin(pin as MicrobitPin, value);
    return this.#board;
  }

  stop(): void {
    this.#on = false;
    this.state = undefined;
    this.#board?.stop();
  }

  press(button: MicrobitButton, down: boolean): void {
    this.#board?.button(button, down);
  }

  touchLogo(down: boolean): void {
    this.#board?.logo(down);
  }

  /** A finger on a pin. */
  touch(pin: MicrobitPin, down: boolean): void {
    this.#board?.touch(pin, down);
  }

  /** Something at a pin: 0..1023. */
  setPin(pin: MicrobitPin, value: number): void {
    this.pins = { ...this.pins, [pin]: value };
    this.#board?.setPin(pin, value);
  }

  shake(): void {
    this.#board?.gesture('Shake');
  }

  sense(sensor: MicrobitSensor, value: number): void {
    this.sensors[sensor] = value;
    this.#board?.setSensor(sensor, value);
  }

  /** Milli-g to the right and towards the person; the rest of gravity is down. */
  tilt(x: number, y: number): void {
    const z = -Math.round(Math.sqrt(Math.max(0, 1023 ** 2 - x ** 2 - y ** 2)));
    this.acceleration = { x, y, z };
    this.#board?.setAcceleration({ x, y, z });
  }

  sendSerial(text: string): void {
    this.#board?.sendSerial(text);
  }

  destroy(): void {
    this.#leaveAir?.();
    this.#board?.destroy();
    this.#place?.remove();
    this.#board = undefined;
  }
}
