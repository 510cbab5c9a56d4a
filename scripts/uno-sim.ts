/**
 * A simulated Uno on TCP: `npm run -s uno:sim -- --port 5555 [--hex F] [--bootloader F] [--lockstep] [--trace F]`, then for example
 * `avrdude -c arduino -p m328p -P net:localhost:5555 -U flash:w:program.hex:i`. Connecting resets the board. With `--seconds N` it runs
 * that much board time as fast as it can, without listening, and ends. The format of the trace: packages/simulators/src/server/uno-trace.ts.
 */
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UnoBoard } from '@paperkite/simulators';
import { traceUno, UnoServer } from '@paperkite/simulators/server';

const OWN_BOOTLOADER = new URL('../firmware-bridges/arduino-uno/bootloader/paperkite-bootloader.hex', import.meta.url);
const USAGE =
  'uno:sim -- --port P [--hex FILE] [--bootloader FILE | --no-bootloader] [--lockstep] [--trace FILE] | --seconds N [...]';

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      hex: { type: 'string' },
      bootloader: { type: 'string' },
      'no-bootloader': { type: 'boolean', default: false },
      lockstep: { type: 'boolean', default: false },
      trace: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (seconds === undefined && !(port !== undefined && Number.isInteger(port) && port >= 0 && port < 65_536)) {
    throw new Error(USAGE);
  }
  if (seconds !== undefined && !(seconds > 0)) throw new Error(USAGE);
  return { ...values, seconds, port: port ?? 0 };
}

async function main(): Promise<void> {
  const options = readArguments();
  const bootloader = options['no-bootloader'] ? undefined : readFileSync(options.bootloader ?? OWN_BOOTLOADER, 'utf8');
  const board = new UnoBoard({ bootloader });
  const trace = options.trace === undefined ? null : createWriteStream(options.trace);
  if (trace) traceUno(board, (line) => trace.write(line));
  if (options.hex !== undefined) board.loadHex(readFileSync(options.hex, 'utf8'));

  if (options.seconds === undefined) {
    const server = await UnoServer.start(board, options);
    console.log(`A simulated Uno listens on 127.0.0.1:${server.port}`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await server.close();
  } else {
    board.uart.onByte((byte) => process.stdout.write(Uint8Array.of(byte)));
    board.runFor(options.seconds * 1e6);
  }
  if (trace) {
    trace.end();
    await once(trace, 'finish');
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
