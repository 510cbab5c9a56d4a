type Json = string | number | boolean | null | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

const record = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const eachIn = (value: Json | undefined, read: (thing: Json, id: string) => Json): JsonObject =>
  Object.fromEntries(Object.entries(record(value)).map(([id, thing]) => [id, read(thing, id)]));

/**
 * What a project.json of Scratch 3 says, whichever of several spellings it uses: two files with the same meaning are the
 * same project. Spelled in more than one way are an input's ends and its kind (1, 2 or 3), fields without ids, parents and
 * comments of blocks (said twice), the asset's names (the bytes are compared apart), what monitors of variables show, and
 * members left out for what they are by default.
 */
export function meaningOf(json: Json): Json {
  const file = record(json);
  const targets = list(file['targets']).map(record);
  const stageFirst = [
    ...targets.filter((one) => one['isStage'] === true),
    ...targets.filter((one) => one['isStage'] !== true),
  ];
  const layers = targets.map((target) => Number(target['layerOrder'] ?? 0)).sort((a, b) => a - b);
  return {
    ...file,
    extensions: list(file['extensions']),
    monitors: list(file['monitors']).map(monitor),
    targets: stageFirst.map((target) => {
      const blocks = seen(record(target['blocks']));
      return {
        ...target,
        layerOrder: layers.indexOf(Number(target['layerOrder'] ?? 0)),
        blocks,
        scripts: Object.entries(record(target['blocks'])).flatMap(([id, one]) => (record(one)['topLevel'] ? [id] : [])),
        comments: eachIn(target['comments'], (comment) => ({
          ...record(comment),
          minimized: record(comment)['minimized'] === true,
          blockId: blocks[String(record(comment)['blockId'])] === undefined ? null : record(comment)['blockId']!,
        })),
        costumes: list(target['costumes']).map(media),
        sounds: list(target['sounds']).map(media),
        lists: record(target['lists']),
        broadcasts: {},
      };
    }),
    // Old files have messages on sprites, too.
    broadcasts: Object.assign({}, ...stageFirst.map((target) => record(target['broadcasts']))) as JsonObject,
  };
}

/** What a variable's or list's monitor showed is what that holds. */
function monitor(one: Json): Json {
  const { value, ...rest } = record(one);
  const holding = rest['opcode'] === 'data_variable' || rest['opcode'] === 'data_listcontents';
  return { ...rest, value: holding ? 'what it holds' : (value ?? 0) };
}

/** The blocks on the workspace; Scratch leaves shadows behind in its files that hang from nothing. */
function seen(blocks: JsonObject): JsonObject {
  const found = new Set(
    Object.keys(blocks).filter((id) => Array.isArray(blocks[id]) || record(blocks[id])['topLevel'] === true),
  );
  for (const id of found) {
    const { next, inputs } = record(blocks[id]);
    for (const link of [next, ...Object.values(record(inputs)).flatMap(list)]) {
      if (typeof link === 'string' && Object.hasOwn(blocks, link)) found.add(link);
    }
  }
  return Object.fromEntries(Object.entries(blocks).flatMap(([id, one]) => (found.has(id) ? [[id, block(one)]] : [])));
}

function media(thing: Json): Json {
  const { assetId: _id, md5ext: _name, dataFormat: _format, ...rest } = record(thing);
  return { bitmapResolution: 1, format: '', ...rest };
}

function block(one: Json): Json {
  if (Array.isArray(one)) return one;
  const { parent: _parent, comment: _comment, mutation, x, y, ...rest } = record(one);
  return {
    ...rest,
    next: rest['next'] ?? null,
    shadow: rest['shadow'] === true,
    topLevel: rest['topLevel'] === true,
    fields: eachIn(rest['fields'], (field) => [list(field)[0] ?? null, list(field)[1] || null]),
    inputs: Object.fromEntries(
      Object.entries(record(rest['inputs'])).flatMap(([name, input]) => {
        const [plugged, shadow] = ends(list(input));
        return plugged === null && shadow === null ? [] : [[name, [plugged ?? null, shadow ?? null]]];
      }),
    ),
    ...(rest['topLevel'] === true && { x: x ?? 0, y: y ?? 0 }),
    ...(mutation !== undefined && { mutation: { tagName: 'mutation', children: [], ...record(mutation) } }),
  };
}

/** The block in an input and the one behind it. */
function ends([kind, first = null, second = null]: Json[]): [Json, Json] {
  return kind === 3 && second !== null && second !== first ? [first, second] : [first, null];
}
