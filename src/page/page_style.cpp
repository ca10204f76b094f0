#include "page/page_style.hpp"

namespace nntrain {

// Texts have a contrast of at least 4.5 to 1 with what is behind them (WCAG 2.2, 1.4.3), light and dark.
std::string_view page_style() {
  return R"(:root{color-scheme:light dark;--paper:#fff;--ink:#1b1d20;--soft:#5a5f66;--line:#d5d8dc;--shade:#f4f5f7;--link:#0b57d0;--good:#17692f;--bad:#b3261e}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e7e8ea;--soft:#a9aeb5;--line:#3a3e44;--shade:#1f2226;--link:#8ab4f8;--good:#7fd494;--bad:#ff938a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
h1{margin:0;font-size:1.5rem;line-height:1.25;font-weight:600;overflow-wrap:anywhere}
h2{margin:2.75rem 0 .75rem;padding-bottom:.25rem;border-bottom:1px solid var(--line);font-size:1.125rem;font-weight:600}
a{color:var(--link)}
p{margin:.5rem 0}
.status{font-weight:600}
.status small{margin-left:.5rem}
.good{color:var(--good)}
.bad{color:var(--bad)}
small,.more,.hint,.remedy{color:var(--soft);font-size:.875rem;font-weight:400}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1rem 0 0;padding:0;list-style:none}
nav a{display:inline-block;padding:.25rem 0}
.big{margin:1rem 0 0;font-size:1.125rem}
.big strong{font-size:2.75rem;line-height:1.1;font-weight:600;margin-right:.25rem}
.notes{overflow-wrap:anywhere}
ul.notes{padding-left:1.25rem}
.notes li{margin:.5rem 0}
.remedy{white-space:pre-wrap}
.box{overflow-x:auto;margin:1rem 0 1.75rem}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
caption{padding-bottom:.375rem;text-align:left;font-weight:600}
caption span{display:inline-block;position:sticky;left:0;width:max-content;max-width:min(40rem,calc(100vw - 2rem))}
th,td{padding:.25rem 1rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);white-space:nowrap}
.plain thead th{max-width:9rem;white-space:normal;overflow-wrap:break-word;vertical-align:bottom}
.plain tbody th{position:sticky;left:0;max-width:40vw;white-space:normal;overflow-wrap:anywhere;background:var(--paper)}
.facts td,.facts tbody th{max-width:none;white-space:normal;overflow-wrap:anywhere}
.facts tbody th{position:static;min-width:9rem}
thead th{color:var(--soft);font-weight:600;border-bottom-color:var(--soft)}
tbody th{font-weight:400}
.n,.numbers td{text-align:right}
td small{display:block;white-space:nowrap}
.none{color:var(--soft)}
th button{all:unset;display:inline-block;min-height:1.5rem;min-width:1.5rem;cursor:pointer;color:inherit;font-weight:600}
th button::after{content:"\2195";display:inline-block;width:1em;margin-left:.25em;opacity:.7;text-align:center}
th.n button{display:inline-flex;flex-direction:row-reverse}
th.n button::after{margin:0 .25em 0 0}
th[aria-sort=ascending] button::after{content:"\2191";opacity:1}
th[aria-sort=descending] button::after{content:"\2193";opacity:1}
:focus-visible,th button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:1.5rem}
figure{margin:0;min-width:0;max-width:42rem}
.marks{position:absolute;width:0;height:0}
figure svg{display:block;width:100%;height:auto}
figure use:not(:has(title),[data-tip]){pointer-events:none}
pre{margin:.5rem 0;padding:.75rem;background:var(--shade);border-radius:.25rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8125rem}
code{font-family:ui-monospace,"Liberation Mono",Menlo,monospace;font-size:.9em}
pre code{font-size:1em}
#json{max-height:24rem;overflow:auto}
td details code{display:block;min-width:16rem;white-space:pre-wrap}
summary{cursor:pointer;padding:.25rem 0}
.copy{font:inherit;font-size:.875rem;padding:.25rem .75rem;color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-radius:.25rem;cursor:pointer}
#tip{position:fixed;z-index:9;max-width:min(20rem,calc(100vw - 1rem));padding:.25rem .5rem;border-radius:.25rem;background:var(--ink);color:var(--paper);font-size:.875rem;white-space:pre-line;overflow-wrap:anywhere;pointer-events:none}
#tip[hidden]{display:none}
.at{outline:2px solid var(--link)}
@media print{body{max-width:none;padding:0;font-size:10pt}nav,.copy,.hint,#tip,th button::after,.source{display:none}.box{overflow:visible}table{font-size:8.5pt}.wide{font-size:6.5pt}th,td{padding-right:.5em;white-space:normal;overflow-wrap:break-word}td.n,.numbers td,td small,data{white-space:nowrap}td details code{min-width:0;overflow-wrap:anywhere}.plain tbody th{position:static;max-width:none}h2{break-after:avoid}figure,tr,.big{break-inside:avoid}details::details-content{content-visibility:visible;height:auto}a{color:inherit;text-decoration:none}}
)";
}

std::string_view page_script() {
  return R"((function(){'use strict';
var d=document,main=d.querySelector('main');
function parts(c){var x=c.querySelectorAll(':scope>data'),n=c.firstChild;return x.length===1?[x[0].value]:(x.length?c.textContent:n?n.textContent.trim():'').split(', ')}
function none(c){return !c.textContent.trim()||!!c.querySelector(':scope>.none')}
function is(s){return s!==''&&isFinite(s)}
function order(a,b){for(var i=0,m;i<a.length&&i<b.length;++i){
var p=is(a[i]),q=is(b[i]);
m=p&&q?a[i]-b[i]:p-q?q-p:a[i].localeCompare(b[i],'en',{numeric:true});
if(m)return m}
return a.length-b.length}
d.querySelectorAll('table.sortable').forEach(function(t){
var heads=Array.from(t.tHead.rows[0].cells),body=t.tBodies[0];
heads.forEach(function(h,i){
var b=d.createElement('button');b.type='button';b.append.apply(b,Array.from(h.childNodes));h.append(b);
b.addEventListener('click',function(){
var down=h.getAttribute('aria-sort')==='ascending',rows=Array.from(body.rows);
heads.forEach(function(o){o.removeAttribute('aria-sort')});
h.setAttribute('aria-sort',down?'descending':'ascending');
rows=rows.map(function(r){var c=r.cells[i];return{row:r,none:none(c),parts:parts(c)}});
rows.sort(function(p,q){return p.none-q.none||(p.none?0:(down?-1:1)*order(p.parts,q.parts))});
body.append.apply(body,rows.map(function(r){return r.row}))})})});
d.querySelectorAll('figure svg :not(svg)>title').forEach(function(c){c.parentNode.dataset.tip=c.textContent;c.remove()});
var tip=d.createElement('div'),shown=null,most=6;
tip.id='tip';tip.hidden=true;tip.setAttribute('role','status');main.append(tip);
function hide(){if(shown)shown.classList.remove('at');shown=null;tip.hidden=true}
function show(text,x,y){
tip.textContent=text;tip.hidden=false;
var r=tip.getBoundingClientRect();
tip.style.left=Math.max(8,Math.min(x+12,innerWidth-r.width-8))+'px';
tip.style.top=(y+16+r.height>innerHeight?Math.max(8,y-r.height-8):y+16)+'px'}
function far(e,x,y){var r=e.getBoundingClientRect();return Math.hypot(r.left+r.width/2-x,r.top+r.height/2-y)}
function found(x,y){return Array.from(new Set(d.elementsFromPoint(x,y).map(function(e){return e.closest('[data-tip],data')}).filter(Boolean)))}
function isPoint(e){return e.localName==='use'||!!e.closest('.nn-hit')}
function told(all,x,y){
if(!isPoint(all[0]))return all[0].dataset.tip||all[0].value;
var near=new Map();
all.filter(isPoint).forEach(function(e){var line=e.closest('.nn-hit')||e,o=near.get(line);if(!o||far(e,x,y)<far(o,x,y))near.set(line,e)});
var texts=Array.from(new Set(Array.from(near.values()).map(function(e){return e.dataset.tip}))),rest=texts.length-most;
return texts.slice(0,most).join('\n')+(rest>0?'\nand '+rest+' more':'')}
var around=[[0,0],[3,0],[-3,0],[0,3],[0,-3]];
function follow(v){
var x=v.clientX,y=v.clientY,all=[];
if(shown)hide();
for(var i=0;i<(v.target.closest&&v.target.closest('figure')?5:1)&&!all.length;++i)all=found(x+around[i][0],y+around[i][1]);
if(all.length)show(told(all,x,y),x,y);else hide()}
function middle(e){var r=e.getBoundingClientRect();show(e.dataset.tip,r.left+r.width/2,r.top+r.height/2)}
['pointermove','pointerdown'].forEach(function(n){d.addEventListener(n,follow)});
d.addEventListener('pointerleave',hide);addEventListener('scroll',function(){if(shown)middle(shown);else hide()},{passive:true});
d.addEventListener('keydown',function(v){if(v.key==='Escape')hide()});
d.querySelectorAll('figure').forEach(function(f){
var s=f.querySelector('svg'),i=-1;
if(!s)return;
f.tabIndex=0;
f.addEventListener('keydown',function(v){
var step={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1}[v.key];
if(!step)return;
v.preventDefault();hide();
var all=s.querySelectorAll('[data-tip]');
if(!all.length)return;
i=(i+step+all.length)%all.length;
shown=all[i];middle(shown);shown.classList.add('at')});
f.addEventListener('blur',hide)});
var command=d.getElementById('command');
if(command&&navigator.clipboard){
var copy=d.createElement('button');copy.type='button';copy.className='copy';copy.textContent='Copy the command';
copy.addEventListener('click',function(){navigator.clipboard.writeText(command.textContent).then(function(){copy.textContent='Copied'})});
command.after(copy)}
var closed=[];
addEventListener('beforeprint',function(){closed=Array.from(d.querySelectorAll('details:not([open]):not(.source)'));closed.forEach(function(e){e.open=true})});
addEventListener('afterprint',function(){closed.forEach(function(e){e.open=false})})
})()
)";
}

}  // namespace nntrain
