/** npm run -s stage:ir -- FILE: prints the IR of a project and the JavaScript that it becomes. */
import { buildProgram, compileProject, printIr } from '@paperkite/compiler';
import { readProjectFile } from './stage/run-project.ts';

const file = process.argv[2];
if (file === undefined) {
  console.error('usage: npm run -s stage:ir -- FILE');
  process.exit(2);
}
const project = await readProjectFile(file);
console.log(`${printIr(buildProgram(project).program)}\n\n${compileProject(project).code}`);
