import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Compiles sketches with Debian's avr-gcc and Arduino core, for tests only. The core becomes a library once and `Arduino.h` a
 * precompiled header; a sketch then takes a fraction of a second.
 */
const ARDUINO = '/usr/share/arduino/hardware/arduino/avr';
const CORE = join(ARDUINO, 'cores/arduino');
const VARIANT = join(ARDUINO, 'variants/standard');
const WIRE = join(ARDUINO, 'libraries/Wire/src');
/** Stands in for the Servo library, which comes with the Arduino IDE but not with Debian's core. */
const STAND_INS = join(import.meta.dirname, 'arduino');

const FLAGS = [
  '-mmcu=atmega328p',
  '-DF_CPU=16000000L',
  '-DARDUINO=10819',
  '-DARDUINO_AVR_UNO',
  '-DARDUINO_ARCH_AVR',
  '-DDECIMAL_DIG=__DECIMAL_DIG__',
  '-Os',
  '-w',
  '-ffunction-sections',
  '-fdata-sections',
];
const CPP_FLAGS = ['-std=gnu++11', '-fpermissive', '-fno-exceptions', '-fno-threadsafe-statics'];

export interface SketchCompiler {
  /** Intel HEX of a sketch. @throws Error with the compiler's messages */
  compile(sketch: string): string;
  close(): void;
}

/** Whether avr-gcc and the Arduino core are there; on CI they are installed by apt when it runs as root. */
export function hasArduinoCore(): boolean {
  const found = (): boolean => existsSync(CORE) && spawnSync('avr-gcc', ['--version']).status === 0;
  if (found()) return true;
  if (process.env.CI && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'gcc-avr', 'avr-libc', 'binutils-avr', 'arduino-core-avr'],
      { stdio: 'ignore' },
    );
  }
  return found();
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${String(stderr).slice(0, 4000)}`);
}

/** Builds the core in a folder of its own and answers what compiles sketches against it. */
export function sketchCompiler(): SketchCompiler {
  const folder = mkdtempSync(join(tmpdir(), 'paperkite-avr-'));
  const include = join(folder, 'include');
  mkdirSync(include);
  const includes = ['-I', include, '-I', CORE, '-I', VARIANT, '-I', WIRE, '-I', join(WIRE, 'utility'), '-I', STAND_INS];
  const objects: string[] = [];
  for (const source of [CORE, WIRE, join(WIRE, 'utility'), STAND_INS]) {
    for (const name of readdirSync(source)) {
      if (!/\.(c|cpp|S)$/.test(name)) continue;
      const object = join(folder, `${objects.length}-${name}.o`);
      const compiler = name.endsWith('.cpp') ? 'avr-g++' : 'avr-gcc';
      const flags = name.endsWith('.cpp')
        ? CPP_FLAGS
        : name.endsWith('.S')
          ? ['-x', 'assembler-with-cpp']
          : ['-std=gnu11'];
      run(compiler, [...FLAGS, ...flags, ...includes, '-c', join(source, name), '-o', object]);
      objects.push(object);
    }
  }
  const library = join(folder, 'core.a');
  run('avr-gcc-ar', ['rcs', library, ...objects]);
  const header = join(include, 'sketch.h');
  writeFileSync(header, '#include <Arduino.h>\n');
  run('avr-g++', [...FLAGS, ...CPP_FLAGS, ...includes, '-x', 'c++-header', header, '-o', `${header}.gch`]);
  let count = 0;
  return {
    compile(sketch) {
      const base = join(folder, `sketch${++count}`);
      writeFileSync(`${base}.cpp`, sketch);
      const flags = [...FLAGS, ...CPP_FLAGS, ...includes, '-include', header];
      run('avr-g++', [...flags, '-c', `${base}.cpp`, '-o', `${base}.o`]);
      run('avr-gcc', [
        '-mmcu=atmega328p',
        '-Os',
        '-Wl,--gc-sections',
        '-o',
        `${base}.elf`,
        `${base}.o`,
        library,
        '-lm',
      ]);
      run('avr-objcopy', ['-O', 'ihex', '-R', '.eeprom', `${base}.elf`, `${base}.hex`]);
      const hex = readFileSync(`${base}.hex`, 'utf8');
      for (const end of ['cpp', 'o', 'elf', 'hex']) rmSync(`${base}.${end}`);
      return hex;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
