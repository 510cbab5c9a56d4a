/**
 * What we use of pxt's simulator, by its own names (spelling included).
 * @see pxt-core 13.0.1 built/pxtsim.d.ts, pxt-microbit 9.1.1 built/sim.d.ts
 */
export interface PxsimButton {
  id: number;
  pressed?: boolean;
}

export interface PxsimPin {
  id: number;
  value: number;
  touched: boolean;
  mode: number;
  servoAngle: number;
  /** Ours: what the program wrote last was an angle. */
  paperkiteServo?: boolean;
}

export interface PxsimRadioMessage {
  type: 'radiopacket';
  rssi: number;
  serial: number;
  time: number;
  payload: { type: number; groupId: number; bufferData: Uint8Array };
}

export interface PxsimBoard {
  hardwareVersion: number;
  viewHost: { removeEventListeners(): void };
  updateSubscribers: (() => void)[];
  bus: { queue(source: number, event: number): void };
  ledMatrixState: { image: { data: ArrayLike<number> }; brigthness: number; displayMode: number; disabled?: boolean };
  buttonPairState: { usesButtonAB?: boolean; aBtn: PxsimButton; bBtn: PxsimButton; abBtn: PxsimButton };
  logoTouch: PxsimButton;
  edgeConnectorState: { pins: (PxsimPin | null)[]; getPin(id: number): PxsimPin | null };
  accelerometerState: {
    useShake: boolean;
    accelerometer: {
      isActive: boolean;
      activate(flags?: number): void;
      update(x: number, y: number, z: number): void;
      forceGesture(gesture: number): void;
    };
  };
  lightSensorState: { usesLightLevel: boolean; lightLevel: number };
  thermometerState: { usesTemperature: boolean; temperature: number };
  compassState: { usesHeading: boolean; heading: number };
  microphoneState: { sensorUsed: boolean; onSoundRegistered: boolean; setLevel(level: number): void };
  receiveMessage(message: PxsimRadioMessage): void;
}

interface PxsimRuntime {
  board: PxsimBoard;
}

/** What its runtime tells an editor; `exceptionMessage` comes when a program broke off. */
export interface PxsimMessage {
  type: string;
  exceptionMessage?: string;
}

export interface Pxsim {
  runtime: PxsimRuntime | null;
  Runtime: { postMessage(message: PxsimMessage | PxsimRadioMessage): void };
  Embed: { start(): void; run(message: { type: 'run'; id: string; code: string }): void; stop(): void };
  DalBoard: { prototype: { initAsync(this: PxsimBoard, message: unknown): Promise<void> } };
  BaseBoard: { prototype: { writeSerial(text: string): void } };
  AudioContextManager: { mute(on: boolean): void };
  serial: {
    readUntil(delimiters: string): string;
    readString(): string;
    writeString(text: string): void;
    writeBuffer(buffer: { data: Uint8Array }): void;
  };
  pins: {
    servoWritePin(pin: number, angle: number): void;
    analogWritePin(pin: number, value: number): void;
    digitalWritePin(pin: number, value: number): void;
    analogPitch(frequency: number, milliseconds: number): void;
  };
  radio: Record<string, unknown>;
  input: Record<string, unknown>;
}
