import { AVRIOPort, type AVRPortConfig, type CPU } from 'avr8js';

/** What avr8js's port keeps to itself. */
interface PortState {
  updatePinRegister: (direction: number) => void;
}

/**
 * A port of the chip. While avr8js tells that a pin changed, a timer that counts this pin's edges may move another pin of the same
 * port; avr8js then tells of the first edge anew, without end. Here what changes meanwhile has to wait until all is told.
 */
export function makePort(cpu: CPU, config: AVRPortConfig): AVRIOPort {
  const port = new AVRIOPort(cpu, config);
  const state = port as unknown as PortState;
  const tell = state.updatePinRegister.bind(port);
  let isTelling = false;
  let isToldAll = true;
  state.updatePinRegister = () => {
    isToldAll = false;
    if (isTelling) return;
    isTelling = true;
    try {
      while (!isToldAll) {
        isToldAll = true;
        tell(cpu.data[config.DDR]!);
      }
    } finally {
      isTelling = false;
    }
  };
  return port;
}
