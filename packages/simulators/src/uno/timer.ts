import { AVRTimer, type AVRTimerConfig, type CPU } from 'avr8js';

/** What avr8js's timer keeps to itself, and is read here to know when something happens next. */
interface TimerState {
  count: (reschedule?: boolean, external?: boolean) => void;
  readonly tcnt: number;
  readonly ocrA: number;
  readonly ocrB: number;
  readonly TOP: number;
  readonly timerMode: number;
  readonly countingUp: boolean;
  readonly divider: number;
  readonly updateDivider: boolean;
  readonly tcntUpdated: boolean;
  readonly lastCycle: number;
}

/** Of avr8js's `TimerMode`: the two that count up and down. */
const PHASE_CORRECT = 1;
const PHASE_AND_FREQUENCY_CORRECT = 4;

/**
 * A timer of the chip. avr8js wakes at each of its ticks, which at 16 MHz is most of what it does; between two ticks at which
 * something happens (a compare match, the top, the bottom) this one sleeps, and counts what it slept when somebody looks.
 */
export function makeTimer(cpu: CPU, config: AVRTimerConfig): void {
  const timer = new AVRTimer(cpu, config) as unknown as TimerState;
  const countNow = timer.count;

  const schedule = (): void => {
    const { divider, lastCycle } = timer;
    if (divider) cpu.addClockEvent(timer.count, lastCycle + divider * ticksToNextEvent(timer) - cpu.cycles);
  };
  // avr8js tells from two counts whether the top lies between them: they must not be a whole round apart.
  const sleepUntilJustBefore = (): void => {
    const { divider, lastCycle, updateDivider, tcntUpdated } = timer;
    if (!divider || updateDivider || tcntUpdated) return;
    const silent = ticksToNextEvent(timer) - 1;
    const now = cpu.cycles;
    if (silent < 1 || lastCycle + divider * silent >= now) return;
    cpu.cycles = lastCycle + divider * silent;
    countNow(false, false);
    cpu.cycles = now;
  };
  timer.count = (reschedule = true, external = false) => {
    // A new clock source makes the event itself: one tick later.
    const rearmed = timer.updateDivider;
    sleepUntilJustBefore();
    countNow(false, external);
    if (reschedule && !rearmed) schedule();
  };

  const writeCount = cpu.writeHooks[config.TCNT]!;
  cpu.writeHooks[config.TCNT] = (value, old, address, mask) => {
    if (timer.divider && !timer.updateDivider) timer.count(false);
    return writeCount(value, old, address, mask);
  };
  const registers = [config.TCCRA, config.TCCRB, config.OCRA, config.OCRB, ...(config.bits === 16 ? [config.ICR] : [])];
  for (const register of registers) {
    const write = cpu.writeHooks[register]!;
    cpu.writeHooks[register] = (value, old, address, mask) => {
      // What was slept through went by the old settings.
      if (timer.divider && !timer.updateDivider) timer.count(false);
      const taken = write(value, old, address, mask);
      if (!timer.updateDivider) {
        cpu.clearClockEvent(timer.count);
        schedule();
      }
      return taken;
    };
  }
}

/** Ticks from the present count to the next at which a flag, a pin or the direction changes; at least 1. */
function ticksToNextEvent(timer: TimerState): number {
  const { tcnt, ocrA, ocrB, TOP, timerMode, countingUp } = timer;
  if (timerMode === PHASE_CORRECT || timerMode === PHASE_AND_FREQUENCY_CORRECT) {
    let least = countingUp ? TOP - tcnt : tcnt;
    for (const match of [ocrA, ocrB]) {
      const ticks = countingUp ? match - tcnt : tcnt - match;
      if (ticks > 0 && ticks < least) least = ticks;
    }
    return Math.max(1, least);
  }
  let least = TOP + 1 - tcnt;
  for (const match of [ocrA, ocrB]) {
    const ticks = match - tcnt;
    if (ticks > 0 && ticks < least) least = ticks;
  }
  return Math.max(1, least);
}
