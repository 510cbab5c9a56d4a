/**
 * The first script of the simulator's frame: runs the text that comes next over `paperkitePort`, and tells over it when that does not
 * parse or breaks off (`failed`). A script by itself could not tell the one, and the page hears of neither.
 */
export const FRAME_LOADER =
  'paperkitePort.onmessage=function(e){' +
  "addEventListener('error',function(f){paperkitePort.postMessage({type:'failed',message:String(f.message).slice(0,1000)})},{once:true});" +
  "var s=document.createElement('script');s.src=URL.createObjectURL(new Blob([e.data],{type:'text/javascript'}));" +
  'document.head.append(s)}';
