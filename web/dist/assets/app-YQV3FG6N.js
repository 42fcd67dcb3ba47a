import{a as Dn,b as w}from"./chunk-S3OY5MLJ.js";var Bt=globalThis,Pn=e=>e,Ge=Bt.trustedTypes,qn=Ge?Ge.createPolicy("lit-html",{createHTML:e=>e}):void 0,Dt="$lit$",B=`lit$${Math.random().toFixed(9).slice(2)}$`,Pt="?"+B,ei=`<${Pt}>`,X=document,Ae=()=>X.createComment(""),Te=e=>e===null||typeof e!="object"&&typeof e!="function",qt=Array.isArray,Gn=e=>qt(e)||typeof e?.[Symbol.iterator]=="function",It=`[ 	
\f\r]`,xe=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Vn=/-->/g,jn=/>/g,J=RegExp(`>|${It}(?:([^\\s"'>=/]+)(${It}*=${It}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Rn=/'/g,Un=/"/g,Kn=/^(?:script|style|textarea|title)$/i,Vt=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),d=Vt(1),Nr=Vt(2),Hr=Vt(3),Q=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Fn=new WeakMap,Y=X.createTreeWalker(X,129);function Wn(e,t){if(!qt(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return qn!==void 0?qn.createHTML(t):t}var Jn=(e,t)=>{let n=e.length-1,s=[],o,i=t===2?"<svg>":t===3?"<math>":"",a=xe;for(let c=0;c<n;c++){let u=e[c],f,h,m=-1,$=0;for(;$<u.length&&(a.lastIndex=$,h=a.exec(u),h!==null);)$=a.lastIndex,a===xe?h[1]==="!--"?a=Vn:h[1]!==void 0?a=jn:h[2]!==void 0?(Kn.test(h[2])&&(o=RegExp("</"+h[2],"g")),a=J):h[3]!==void 0&&(a=J):a===J?h[0]===">"?(a=o??xe,m=-1):h[1]===void 0?m=-2:(m=a.lastIndex-h[2].length,f=h[1],a=h[3]===void 0?J:h[3]==='"'?Un:Rn):a===Un||a===Rn?a=J:a===Vn||a===jn?a=xe:(a=J,o=void 0);let b=a===J&&e[c+1].startsWith("/>")?" ":"";i+=a===xe?u+ei:m>=0?(s.push(f),u.slice(0,m)+Dt+u.slice(m)+B+b):u+B+(m===-2?c:b)}return[Wn(e,i+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},Ee=class e{constructor({strings:t,_$litType$:n},s){let o;this.parts=[];let i=0,a=0,c=t.length-1,u=this.parts,[f,h]=Jn(t,n);if(this.el=e.createElement(f,s),Y.currentNode=this.el.content,n===2||n===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(o=Y.nextNode())!==null&&u.length<c;){if(o.nodeType===1){if(o.hasAttributes())for(let m of o.getAttributeNames())if(m.endsWith(Dt)){let $=h[a++],b=o.getAttribute(m).split(B),y=/([.?@])?(.*)/.exec($);u.push({type:1,index:i,name:y[2],strings:b,ctor:y[1]==="."?We:y[1]==="?"?Je:y[1]==="@"?Ye:ee}),o.removeAttribute(m)}else m.startsWith(B)&&(u.push({type:6,index:i}),o.removeAttribute(m));if(Kn.test(o.tagName)){let m=o.textContent.split(B),$=m.length-1;if($>0){o.textContent=Ge?Ge.emptyScript:"";for(let b=0;b<$;b++)o.append(m[b],Ae()),Y.nextNode(),u.push({type:2,index:++i});o.append(m[$],Ae())}}}else if(o.nodeType===8)if(o.data===Pt)u.push({type:2,index:i});else{let m=-1;for(;(m=o.data.indexOf(B,m+1))!==-1;)u.push({type:7,index:i}),m+=B.length-1}i++}}static createElement(t,n){let s=X.createElement("template");return s.innerHTML=t,s}};function Z(e,t,n=e,s){if(t===Q)return t;let o=s!==void 0?n._$Co?.[s]:n._$Cl,i=Te(t)?void 0:t._$litDirective$;return o?.constructor!==i&&(o?._$AO?.(!1),i===void 0?o=void 0:(o=new i(e),o._$AT(e,n,s)),s!==void 0?(n._$Co??=[])[s]=o:n._$Cl=o),o!==void 0&&(t=Z(e,o._$AS(e,t.values),o,s)),t}var Ke=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:s}=this._$AD,o=(t?.creationScope??X).importNode(n,!0);Y.currentNode=o;let i=Y.nextNode(),a=0,c=0,u=s[0];for(;u!==void 0;){if(a===u.index){let f;u.type===2?f=new re(i,i.nextSibling,this,t):u.type===1?f=new u.ctor(i,u.name,u.strings,this,t):u.type===6&&(f=new Xe(i,this,t)),this._$AV.push(f),u=s[++c]}a!==u?.index&&(i=Y.nextNode(),a++)}return Y.currentNode=X,o}p(t){let n=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,n),n+=s.strings.length-2):s._$AI(t[n])),n++}},re=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,s,o){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=s,this.options=o,this._$Cv=o?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=Z(this,t,n),Te(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Q&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Gn(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&Te(this._$AH)?this._$AA.nextSibling.data=t:this.T(X.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:s}=t,o=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=Ee.createElement(Wn(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===o)this._$AH.p(n);else{let i=new Ke(o,this),a=i.u(this.options);i.p(n),this.T(a),this._$AH=i}}_$AC(t){let n=Fn.get(t.strings);return n===void 0&&Fn.set(t.strings,n=new Ee(t)),n}k(t){qt(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,s,o=0;for(let i of t)o===n.length?n.push(s=new e(this.O(Ae()),this.O(Ae()),this,this.options)):s=n[o],s._$AI(i),o++;o<n.length&&(this._$AR(s&&s._$AB.nextSibling,o),n.length=o)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let s=Pn(t).nextSibling;Pn(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},ee=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,s,o,i){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=n,this._$AM=o,this.options=i,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,n=this,s,o){let i=this.strings,a=!1;if(i===void 0)t=Z(this,t,n,0),a=!Te(t)||t!==this._$AH&&t!==Q,a&&(this._$AH=t);else{let c=t,u,f;for(t=i[0],u=0;u<i.length-1;u++)f=Z(this,c[s+u],n,u),f===Q&&(f=this._$AH[u]),a||=!Te(f)||f!==this._$AH[u],f===p?t=p:t!==p&&(t+=(f??"")+i[u+1]),this._$AH[u]=f}a&&!o&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},We=class extends ee{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Je=class extends ee{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ye=class extends ee{constructor(t,n,s,o,i){super(t,n,s,o,i),this.type=5}_$AI(t,n=this){if((t=Z(this,t,n,0)??p)===Q)return;let s=this._$AH,o=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,i=t!==p&&(s===p||o);o&&this.element.removeEventListener(this.name,this,s),i&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Xe=class{constructor(t,n,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){Z(this,t)}},Yn={M:Dt,P:B,A:Pt,C:1,L:Jn,R:Ke,D:Gn,V:Z,I:re,H:ee,N:Je,U:Ye,B:We,F:Xe},ti=Bt.litHtmlPolyfillSupport;ti?.(Ee,re),(Bt.litHtmlVersions??=[]).push("3.3.3");var Xn=(e,t,n)=>{let s=n?.renderBefore??t,o=s._$litPart$;if(o===void 0){let i=n?.renderBefore??null;s._$litPart$=o=new re(t.insertBefore(Ae(),i),i,void 0,n??{})}return o._$AI(e),o};var Qn="/api/v1",ni=`${Qn}/lobbies`,Zn=5e3,si=3e4,oi=1e3,E=class extends Error{constructor(t){super(t),this.code=t}},D=class extends Error{constructor(t,n=null){super(String(t)),this.retryAfter=n}},Rt=e=>Math.min(5e3,500*2**e)*(.5+Math.random()/2),jt=new EventTarget,Qe=()=>jt.dispatchEvent(new Event("wake"));function P(e,{signal:t,wakeable:n=!0}={}){return new Promise(s=>{let o=()=>{clearTimeout(i),jt.removeEventListener("wake",o),t?.removeEventListener("abort",o),s()},i=setTimeout(o,e);n&&jt.addEventListener("wake",o),t?.addEventListener("abort",o),t?.aborted&&o()})}async function Se(e,t,n={},s=te){let{base:o=ni,token:i,body:a,key:c,headers:u,patience:f=Zn,signal:h}=n,m=new AbortController,$=()=>m.abort(),b,y=v=>{clearTimeout(b),b=setTimeout($,v)};y(f),h?.addEventListener("abort",$),h?.aborted&&$();try{let v=await fetch(o+t,{method:e,headers:{...u,...i&&{Authorization:`Bearer ${i}`},...c&&{"Idempotency-Key":c},...a&&{"Content-Type":"application/json"}},body:a&&JSON.stringify(a),cache:"no-store",signal:m.signal});if(v.ok||v.status===304)return await s(v,y);throw await ii(v)}catch(v){throw v instanceof E||v instanceof D?v:new D(v)}finally{clearTimeout(b),h?.removeEventListener("abort",$),$()}}async function ii(e){let{code:t}=await te(e);if(e.status<500&&e.status!==429)return new E(t);let n=e.headers.get("Retry-After")??"";return new D(t,/^\d+$/.test(n)?1e3*n:null)}async function te(e){if(e.status===204)return null;if(!/[/+]json\b/.test(e.headers.get("Content-Type")??""))throw new D("not JSON");return e.json()}async function Oe(e,t,n={},s=te){let{signal:o}=n,i=ai(si),a=()=>i()&&!o?.aborted;for(let c=0;;c++)try{return await Se(e,t,n,s)}catch(u){if(u instanceof E||!a()||(await P(u.retryAfter??Rt(c),{signal:o,wakeable:u.retryAfter===null}),!a()))throw u}}function ai(e){let t=Date.now()+e;return()=>Date.now()<t}function es(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,t=>t.toString(16).padStart(2,"0")).join("")}var ts=(e,t)=>Oe("POST","",{body:{host_name:e},key:t}),ns=(e,t,n)=>Oe("POST",`/${e}/players`,{body:t,key:n}),ss=(e,t)=>Oe("GET",`/${e}/preview`,{signal:t}),os=()=>Se("GET","/time",{base:Qn});function is(e,t,n){let s=(o,i,a,c)=>Oe(o,`/${e}${i}`,{token:t,body:a,key:c,signal:n});return{look:()=>s("GET",""),settings:o=>s("PATCH","",o),confirm:(o,i)=>s("PUT","/active-player",{player_id:o,round:i}),resolve:(o,i)=>s("POST","/resolve",{action:o,round:i}),reset:o=>s("POST","/reset",{round:o}),edit:(o,i)=>s("PATCH",`/players/${o}`,i),remove:o=>s("DELETE",`/players/${o}`),undo:o=>s("POST","/undo",{event:o}),history:()=>s("GET","/history"),sheet:()=>Oe("GET",`/${e}/scoresheet.csv`,{token:t,signal:n},o=>o.blob()),finish:()=>s("POST","/finish"),teams:o=>s("PUT","/teams",o),links:()=>s("GET","/links"),makeLink:(o,i)=>s("POST","/links",o,i),revokeLink:o=>s("DELETE",`/links/${o}`),close:()=>s("DELETE",""),buzz:(o,i)=>ri(()=>Se("POST",`/${e}/buzz`,{token:t,body:{round:o}}),i)}}function ri(e,t){let n=new AbortController;return new Promise((s,o)=>{let i=a=>c=>{n.abort(),a(c)};(async()=>{for(let a=0;!n.signal.aborted;a++){if(!t())return i(o)(new D("not wanted any more"));let c=null;e().then(i(s),f=>{f instanceof E&&i(o)(f),c=f.retryAfter});let u=Math.min(Zn,oi*2**a)*(.5+Math.random()/2);await P(u,{signal:n.signal}),c!==null&&await P(c,{signal:n.signal,wakeable:!1})}})()})}function Ze({lobby:e,pressed:t}){return e.you.position??(t?.round===e.round?t.position:null)}var as=({barred:e})=>e!==null&&!e.isOver,Le=e=>e.lobby.you.can_buzz&&!as(e);function ne(e){let{lobby:t,pressed:n,connection:s}=e,o=s==="offline";if(t===null)return o?O("offline","offline","offlineHint"):O("waiting","connecting","connectingHint");let{active_player:i,phase:a,you:c}=t;if(a==="finished")return O("finished","finished","finishedHint");if(i?.id===c.id)return O("answering","answering",i.out_of_time?"yourTimeIsOver":"answeringHint");if(ci(t))return O("out","out","outHint");let u=Ze(e);if(i&&u!==null)return O("placed",i.out_of_time?"timeIsOver":"othersAnswer","place",{name:i.name,position:u});if(u===1)return O("first","place","placeWaitHint",{position:u});if(u!==null){let f=rs(t)?.delta_ms;return O("placed","place",f===void 0?"placeWaitHint":"placeHint",{position:u,milliseconds:f})}if(n)return O("sent","sent",o?"sentOffline":"sentHint");if(o)return{...O("offline","offline","offlineHint"),pressable:Le(e)};if(i){let f=i.out_of_time?"timeIsOver":"othersAnswer";return{...O("locked","locked",f,{name:i.name}),pressable:Le(e)}}return as(e)?O("barred","tooEarly","tooEarlyHint"):t.locked?{...O("locked","locked","lockedHint"),pressable:ui(t)}:{...O("ready","ready","readyHint"),pressable:!0}}var O=(e,t,n,s={})=>({kind:e,key:t,hint:n,values:s,pressable:!1}),rs=({buzz_queue:e,you:t})=>e.find(n=>n.id===t.id);function ci(e){let{buzz_open:t,you:n}=e;return rs(e)?.state==="wrong"||t&&n.position===null&&!n.can_buzz}var ui=({settings:e,you:t})=>e.false_start_ms>0&&t.barred_until===null;function Ft({kind:e,player:t,team:n,points:s}){let o=(t??n)?.name;return o===void 0?{key:di[e]??"did.other",values:{}}:e==="resolve"||e==="score"?fi(o,s):{key:pi[e]??"did.other",values:{name:o}}}var di={set:"did.set",reset:"reset",finish:"did.finish",teams:"did.teams"},pi={confirm:"activeTitle",rename:"did.rename",team:"did.team",kick:"did.kick"};function fi(e,t){return t?{key:t>0?"did.plus":"did.minus",values:{name:e,points:Math.abs(t)}}:{key:"did.nothing",values:{name:e}}}function ls(e,t){let n=t.last_event;if(e?.created_at!==t.created_at||!n?.undoable||n.id<=(e.last_event?.id??0))return null;let{player:s=null,points:o=0}=mi(n.kind,e,t),i=Ft({kind:n.kind,player:s,points:o});return{event:n.id,kind:n.kind,player:s?.id??null,points:o,...i}}function mi(e,t,n){if(e==="confirm")return{player:n.active_player};if(e==="kick")return{player:t.players.find(o=>!cs(o,n.players))};if(e==="resolve")return{player:t.active_player,points:Ut(t.active_player,t,n)};if(e!=="score")return{};let s=[...n.players,...n.teams].find(o=>Ut(o,t,n));return{player:s,points:Ut(s,t,n)}}var cs=(e,t)=>t.find(({id:n})=>n===e?.id);function Ut(e,t,n){let[s,o]=[t,n].map(({players:i,teams:a})=>cs(e,[...i,...a])?.score);return(o??0)-(s??o??0)}function le(e){return e===0?"none":e>0?"right":"wrong"}var hi={right:"right",wrong:"wrong",none:null};function us(e,t){let[n,s]=[e.lobby,t.lobby];if(!n||!s||n.code!==s.code)return null;if(t.verdict!==null&&e.verdict?.event!==t.verdict.event)return hi[le(t.verdict.points)];if(s.active_player?.out_of_time&&!n.active_player?.out_of_time)return"timeOut";if(s.you.role!=="player")return n.buzz_queue.length===0&&s.buzz_queue.length>0?"firstBuzz":null;if(s.active_player?.id===s.you.id&&n.active_player?.id!==s.you.id)return"answering";let i=Ze(t);return i!==null&&Ze(e)===null?i===1?"first":"placed":t.pressed&&!e.pressed?"pressed":Le(t)&&(s.round>n.round||!Le(e))?"opened":null}var $i=Dn({"./texts/en.js":()=>import("./en-XIG2GWDX.js"),"./texts/ru.js":()=>import("./ru-VR6SHM7R.js")});var ze=w,Gt={};async function Kt(e){Gt[e]??=(await $i(`./texts/${e}.js`)).default}function ds(e){let[t,...n]=new Intl.DisplayNames(e,{type:"language"}).of(e);return t.toLocaleUpperCase(e)+n.join("")}function Wt(e=navigator.languages??[navigator.language]){return e.map(n=>n.split("-")[0].toLowerCase()).find(n=>ze.includes(n))??"en"}var gi=e=>typeof e=="string"?`⁨${e}⁩`:e,ps=(e,t)=>Object.hasOwn(Gt[e],t);function fs(e,t,n={}){let s=Gt[e][t];return typeof s=="function"?s(n):s.replace(/\{(\w+)\}/g,(o,i)=>gi(n[i]))}var q={CONNECTING:"connecting",LIVE:"live",OFFLINE:"offline"},et="panenka.preferences",tt="panenka.seat.",Jt="panenka.key.",bi=1e4,yi=2500,wi=1440*60*1e3,l={place:{page:"start",code:null},seat:null,lobby:null,connection:q.CONNECTING,pressed:null,barred:null,done:null,verdict:null,history:null,waiting:null,preview:null,links:null,link:null,clock:null,notice:null,dialog:null,copied:null,origin:null,preferences:{language:Wt(),sound:!0,vibration:!0,awake:!0}},ms=["pressed","barred","done","verdict","notice","preview","links","link","dialog"],hs=[];function $s(e){hs.push(e)}function g(e){let t={...l};Object.assign(l,e);for(let n of hs)n(t)}function ue(e){let t=l.lobby;if(e.code!==l.place.code||e.you.role!==l.place.page||t?.created_at===e.created_at&&t.version>e.version)return;let n=l.pressed?.round===e.round&&e.you.position===null,s=ls(t,e);g({lobby:e,pressed:n?l.pressed:null,barred:vi(e),done:ki(s,e),verdict:_i(s,e)})}function vi({settings:e,you:t}){let n=t.barred_until;if(n===null)return null;if(n===l.barred?.until)return l.barred;let s={until:n,isOver:!1};return setTimeout(()=>l.barred===s&&g({barred:{until:n,isOver:!0}}),e.false_start_ms),s}function ki(e,{last_event:t,you:n}){return n.role!=="host"?null:e===null?l.done?.event===t?.id?l.done:null:(setTimeout(()=>l.done===e&&g({done:null}),bi),e)}function _i(e,{last_event:t,you:n}){let s=n.role!=="player"||e?.player===n.id;return e?.kind!=="resolve"||!s?l.verdict?.event===t?.id?l.verdict:null:(setTimeout(()=>l.verdict===e&&g({verdict:null}),yi),e)}function de(e){let t={...l.preferences,...e};return He(et,t),gs(t)}async function gs(e){await Kt(e.language).then(()=>g({preferences:e}),()=>null)}var Yt=({page:e,code:t})=>`${tt}${e}.${t}`;function Xt(e){return e.code===null?null:Ce(Yt(e))}function nt(e,t){He(Yt(e),{...t,taken:Date.now()})}function Ne(e){He(Yt(e),null)}function Qt(){return xi().filter(e=>e.startsWith(tt)).map(e=>{let[t,n]=e.slice(tt.length).split(".");return{page:t,code:n,...Ce(e)}}).sort((e,t)=>t.taken-e.taken)}function bs(e,t){let n=Ce(Jt+e)??t();return He(Jt+e,n),n}function Zt(e){He(Jt+e,null)}async function ys(){Object.assign(l.preferences,Ce(et)),ze.includes(l.preferences.language)||(l.preferences.language=Wt());for(let{page:e,code:t,taken:n}of Qt())Date.now()-n<wi||Ne({page:e,code:t});addEventListener("storage",({key:e})=>{e===et?gs({...l.preferences,...Ce(et)}):(e===null||e.startsWith(tt))&&g({seat:Xt(l.place)})}),await Kt(l.preferences.language)}var ce=new Map;function Ce(e){try{return JSON.parse(localStorage.getItem(e)??ce.get(e)??"null")}catch{return JSON.parse(ce.get(e)??"null")}}function He(e,t){let n=JSON.stringify(t);try{t===null?localStorage.removeItem(e):localStorage.setItem(e,n),ce.delete(e)}catch{ce.set(e,n)}}function xi(){try{return[...Object.keys(localStorage),...ce.keys()]}catch{return[...ce.keys()]}}var vs="vibrate"in navigator,st="wakeLock"in navigator,F=null,pe=null,en=!1;function ks(){let e=()=>{F??=new AudioContext,F.state!=="running"&&F.resume().catch(()=>null)};for(let t of["pointerdown","keydown"])addEventListener(t,e,{passive:!0});document.addEventListener("visibilitychange",xs)}function Me(...e){if(!(!l.preferences.sound||F?.state!=="running"))for(let[t,n]of e){let[s,o]=[F.createOscillator(),F.createGain()],i=F.currentTime+n;s.type="triangle",s.frequency.value=t,o.gain.setValueAtTime(1e-4,i),o.gain.exponentialRampToValueAtTime(.3,i+.01),o.gain.exponentialRampToValueAtTime(1e-4,i+.35),s.connect(o).connect(F.destination),s.start(i),s.stop(i+.4)}}function V(...e){l.preferences.vibration&&vs&&navigator.vibrate(e)}var Ai={buzz:[[880,0],[660,.12]],right:[[523,0],[659,.1],[784,.2],[1047,.3]],wrong:[[196,0],[156,.18]],time:[[440,0],[440,.2],[440,.4]]},fe=e=>Me(...Ai[e]),Ti={pressed:()=>V(30),first:()=>(V(60,40,60),Me([660,0],[880,.12])),placed:()=>(V(40),Me([440,0])),answering:()=>(V(120,60,120),Me([523,0],[659,.1],[784,.2])),opened:()=>(V(20),Me([587,0])),firstBuzz:()=>(V(60),fe("buzz")),right:()=>(V(60,40,60),fe("right")),wrong:()=>(V(200),fe("wrong")),timeOut:()=>(V(80,80,80),fe("time"))};function _s(e){let t=us(e,l);t!==null&&Ti[t](),(e.preferences!==l.preferences||e.lobby===null!=(l.lobby===null))&&xs()}var ws=()=>l.preferences.awake&&l.lobby!==null;async function xs(){if(!(!st||en)){if(!ws())return pe?.release();pe!==null||document.visibilityState!=="visible"||(en=!0,pe=await navigator.wakeLock.request("screen").catch(()=>null),en=!1,pe?.addEventListener("release",()=>pe=null),ws()||pe?.release())}}var As=()=>[["sound",!0],...vs?[["vibration",!0]]:[],["awake",st]],Ts=e=>de({[e]:!l.preferences[e]});var Ei=4e4,Oi=1e4,Si=25,Li=35e3,zi=2e3,Ci=2,Os=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function Ss(e,t,{show:n,heard:s,lost:o,signal:i}){let a=new tn(e,t,{show:n,heard:s,signal:i});try{return await a.follow(o),null}catch(c){if(c instanceof E)return c.code;throw c}}var tn=class{#e=0;#t=null;#n=null;constructor(t,n,{show:s,heard:o,signal:i}){Object.assign(this,{path:`/${t}`,token:n,show:s,heard:o,signal:i})}async follow(t){let n=[()=>this.#d(),()=>this.#u(),()=>this.#c()],[s,o,i]=[0,0,0];for(;!this.signal.aborted;){let a=this.#e,{told:c}=await Es(n[s]());if(this.signal.aborted)return;this.#e>a?[o,i]=[0,0]:(await Es(this.#i())).answered?[o,i]=[o+1,0]:(i+=1,t()),o===Ci&&s<n.length-1?[s,o]=[s+1,0]:(s===0||i>0)&&await this.#l(c,i)}}#l(t,n){return P(t??Rt(n),{signal:this.signal,wakeable:t===null})}#s(t,n,s){let{path:o,token:i,signal:a}=this;return Se("GET",o+t,{token:i,signal:a,...n},s)}#o(){this.#e+=1,this.heard()}#a(t){this.#t=t.version,this.show(t),this.#o()}async#r(t){if(t.status===204||t.status===304)return this.#o();let n=await te(t);this.#n=t.headers.get("ETag"),this.#a(n)}#i(){let t=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:t},n=>this.#r(n))}async#c(){await P(zi,{signal:this.signal}),await this.#i()}#u(){if(this.#t===null)return this.#i();let t=`?since=${this.#t}&wait=${Si}`;return this.#s(t,{patience:Li},n=>this.#r(n))}#d(){return this.#s("/events",{patience:Oi},async(t,n)=>{if(!(t.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new D("no stream");for await(let o of Hi(t.body))if(n(Ei),o.name==="lobby")this.#a(JSON.parse(o.data));else{if(o.name==="end")return Ni(o);this.#o()}return null})}};async function Es(e){try{return{answered:!0,told:await e??null}}catch(t){if(t instanceof E&&Os.has(t.code))throw t;return{answered:!1,told:t.retryAfter??null}}}function Ni({data:e}){let{code:t,retry_ms:n}=JSON.parse(e);if(Os.has(t))throw new E(t);return n}async function*Hi(e){let t=e.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:o}=await t.read();if(o)return;let i=(n+s).split(`

`);n=i.pop();for(let a of i)yield Mi(a)}}function Mi(e){let t=n=>e.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:t("event"),data:t("data")}}var Ii=/^[A-HJ-NP-Z2-9]{4}$/,Bi=/^[A-ZА-Я\d]{4}$/i,Ls={А:"A",В:"B",Д:"D",Е:"E",К:"K",М:"M",Н:"H",О:"O",Р:"P",С:"C",Т:"T",У:"Y",Х:"X"},zs=Di("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ","QWERTYUIOPASDFGHJKLZXCVBNM");function Di(e,t){return Object.fromEntries([...e].map((n,s)=>[n,t[s]]))}function Ie(e){let t=Pi(e);if(!Bi.test(t))return null;let n=[...t.toUpperCase()],s=n.every(i=>i in Ls||!(i in zs))?Ls:zs,o=n.map(i=>s[i]??i).join("");return Ii.test(o)?o:null}var Cs=e=>/[O0I1ОІ]/i.test(e),Pi=e=>e.trim().replace(/[?#].*$/,"").replace(/\/$/,"").split("/").at(-1);var nn={player:"/",host:"/host/",screen:"/screen/"},Be=({page:e,code:t})=>e==="start"?"/":nn[e]+t;function qi(e){if(e==="/")return{page:"start",code:null};let[,t,n]=/^(\/(?:host\/|screen\/)?)([^/]+)\/?$/.exec(e)??[],s=n===void 0?null:Ie(Vi(n)),o=Object.keys(nn).find(i=>nn[i]===t);return s===null?null:{page:o,code:s}}function Vi(e){try{return decodeURIComponent(e)}catch{return""}}function Ns(e,t=null){let n=Xt(e),s=t===null?q.CONNECTING:q.LIVE,o=Object.fromEntries(ms.map(i=>[i,null]));g({...o,place:e,seat:n,lobby:t,connection:s})}function L(e,t=null){Be(e)!==location.pathname&&history.pushState(null,"",Be(e)),Ns(e,t)}function sn(){let e=qi(location.pathname),t=e??{page:"start",code:null},n=location.hash.slice(1),s=Be(t)+location.search;(location.hash||Be(t)!==location.pathname)&&history.replaceState(null,"",s),t.page!=="start"&&n&&nt(t,{token:n,name:""}),Ns(t),e===null&&g({notice:{key:"notice.noPage"}})}function Hs(){addEventListener("popstate",()=>{(location.hash||Be(l.place)!==location.pathname)&&sn()})}var x=e=>is(l.place.code,l.seat.token,e);function rn(e){return e instanceof E?{key:`problem.${e.code}`,code:e.code}:{key:"notice.noAnswer"}}var ji=500,on=Promise.resolve(!0);function j([e,t={}],n){if(l.waiting?.isLong)return!1;let{place:s}=l;return on=on.then(()=>l.place===s&&G(n,{key:e,values:t})),on}async function G(e,t={key:null}){let n=new AbortController,{signal:s}=n;g({waiting:{...t,isLong:!1,stop:()=>n.abort()},notice:null});let o=setTimeout(()=>g({waiting:{...l.waiting,isLong:!0}}),ji);try{let i=await e(s);return i?.you&&ue(i),!0}catch(i){return s.aborted?Ri():g({notice:rn(i)}),!1}finally{clearTimeout(o),g({waiting:null})}}function Ri(){let{place:e}=l;x().look().then(t=>l.place===e&&ue(t)).catch(()=>null)}async function ln(e,t){try{let n=await t(bs(e,es));return Zt(e),n}catch(n){throw n instanceof E&&Zt(e),n}}async function Ms(e,t){let{token:n,lobby:s}=await t,o={page:e,code:s.code};nt(o,{token:n,name:s.you.name}),L(o,s)}var Is=async e=>{await G(()=>Ms("host",ln(`open.${e}`,n=>ts(e,n))))&&un(l.lobby.settings.values[0])},Bs=(e,t,n)=>G(()=>{let s={name:t,...n&&{team_id:n}};return Ms("player",ln(`join.${e}.${t}.${n}`,o=>ns(e,s,o)))});async function ot(){if(!ne(l).pressable)return;let{place:e}=l,{round:t}=l.lobby;g({pressed:{round:t,position:null}});let n=()=>l.pressed?.round===t&&l.place===e&&l.seat!==null,s=x();try{let{position:o}=await s.buzz(t,n);n()&&g({pressed:{round:t,position:o}})}catch(o){if(!(o instanceof E)||!n())return;g({pressed:null}),ue(await s.look())}}var Ui={plus:"right",minus:"wrong",skip:"skip"};function Ds({id:e,name:t}){let{round:n}=l.lobby;return j(["activeTitle",{name:t}],s=>x(s).confirm(e,n))}function it(e){let{round:t}=l.lobby;return j([Ui[e]],n=>x(n).resolve(e,t))}function Ps(){let{round:e}=l.lobby;return j(["reset"],t=>x(t).reset(e))}var cn=(e,t)=>j(e,n=>x(n).settings(t)),qs=e=>cn([e?"lock":"unlock"],{locked:e}),un=e=>cn(["worthValue",{value:e}],{question_value:e});function Vs(e){let{values:t,...n}=e,s=t!==void 0&&!t.includes(l.lobby.question_value);return cn(["rules"],{settings:{...n,...t&&{values:t}},...s&&{question_value:t[0]}})}var js=()=>j(["finish"],e=>x(e).finish()),De=e=>j(["undo"],t=>x(t).undo(e)),at=e=>j(["teams"],t=>x(t).teams(e)),se=(e,t)=>j(["save"],n=>x(n).edit(e,t)),Rs=e=>j(["kick"],t=>dn(x(t).remove(e),"player-not-found")),Us=()=>G(async e=>{await dn(x(e).close(),"lobby-not-found"),an("notice.over")});async function Fs(){let e=null;return await G(async t=>{e=await x(t).sheet()}),e}async function Gs(){let{place:e}=l;try{let{events:t}=await x().history(),n=s=>s?.at(-1)?.id??0;l.place===e&&n(t)>=n(l.history)&&g({history:t})}catch(t){l.place===e&&g({notice:rn(t)})}}function dn(e,t){return e.catch(n=>{if(!(n instanceof E)||n.code!==t)throw n;return null})}function Ks(){let{place:e}=l,t=x();return Ne(e),L({page:"start",code:null}),t.remove("me").catch(()=>null)}var pn=()=>G(async e=>{let{links:t}=await x(e).links();g({links:t})});async function Pe(e,t,n=null){await G(async o=>{let i={role:e,label:t,...n&&{player_id:n}},a=f=>x(o).makeLink(i,f),{token:c}=await ln(`link.${l.place.code}.${JSON.stringify(i)}`,a),u={host:"/host/",screen:"/screen/",seat:"/"}[e]+l.place.code;g({link:{role:e,label:t,player:n,address:`${l.origin??location.origin}${u}#${c}`}})})&&pn()}var Ws=e=>G(async t=>{await dn(x(t).revokeLink(e),"link-not-found"),g({links:l.links?.filter(({id:n})=>n!==e)??null,link:null})});async function Js(){let{place:e}=l,t=()=>l.place===e&&l.preview?.lobby==null;try{let n=await ss(e.code);t()&&g({preview:{lobby:n,problem:null}})}catch(n){t()&&g({preview:{lobby:null,problem:rn(n).key}})}}function Ys(e){let{place:t}=l;Ne(t),e==="lobby-not-found"?an("notice.over"):t.page==="host"?an("notice.notHost"):t.page==="screen"?g({seat:null,lobby:null}):g({seat:null,lobby:null,dialog:null,notice:{key:"notice.kicked"}})}function an(e){Ne(l.place),L({page:"start",code:null}),g({notice:{key:e}})}var Fi=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function Xs(){if(!Fi.test(location.hostname))return g({origin:location.origin});let e=await fetch("/web/address").then(te).then(({address:t})=>t).catch(()=>null);e!==null&&g({origin:e})}var Gi=4,Ki=150,Wi=10*6e4,rt=null;async function Qs(){let e=rt={};for(;rt===e;){let t=await Ji(()=>rt===e);t!==null&&rt===e&&g({clock:t.offset}),await P(t===null?5e3:Wi)}}async function Ji(e){let t=null;for(let n=0;n<Gi&&e();n++){let s=performance.now(),o=await os().catch(()=>null),i=performance.now()-s;o!==null&&!(i>=t?.trip)&&(t={offset:Date.parse(o.time)-s-i/2,trip:i}),await P(Ki)}return t}var fn=e=>l.clock===null?null:Date.parse(e)-performance.now()-l.clock;function eo(){let{deadline:e,phase:t,settings:n}=l.lobby??{},s=e?fn(e):null;if(s===null)return null;let o=1e3*(t==="answering"?n.answer_seconds:n.buzz_seconds);return{seconds:Math.max(0,Math.ceil(s/1e3)),share:Math.min(1,Math.max(0,s/o)),deadline:e}}var Zs;function to(e){clearTimeout(Zs);let t=l.lobby?.deadline?fn(l.lobby.deadline):null;t!==null&&t>0&&(Zs=setTimeout(e,t%1e3+5))}var mn=null,lt=null;function no(e,t){let n=document.activeElement,s=e.contains(n);t();let o=e.firstElementChild.dataset.view,i=mn!==null&&mn!==o;mn=o;let a=e.querySelector("dialog");i?e.querySelector("[data-focus]").focus():a!==null&&!a.open?(lt=n,a.showModal()):s&&(!e.contains(document.activeElement)||n.matches(":disabled"))&&(lt?.isConnected?lt:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),a===null&&(lt=null)}var so=new WeakMap;function oo(e){for(let t of e){let n=so.get(t),s=Yi(t);if(n!==void 0&&Xi(n,s))continue;clearTimeout(n?.timer),t.toggleAttribute("data-fresh",!0);let o=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);so.set(t,{...s,timer:o})}}function Yi(e){let{left:t,top:n,width:s,height:o}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:n+scrollY,width:s,height:o}}var Xi=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var qe=({question:e,buzz_queue:t,last_event:n})=>e>1||t.length>0||n!==null,ct=({buzz_open:e})=>e?"open":"locked",io=(e,t)=>e.rank-t.rank;function Ve({active_player:e,players:t,teams:n}){if(n.length===0)return{kind:"players",entries:[...t].sort(io).map(a=>({...a,colour:"",isHere:a.presence!=="absent",isActive:a.id===e?.id}))};let s=t.find(({id:i})=>i===e?.id)?.team_id;return{kind:"teams",entries:[...n].sort(io).map(i=>({...i,colour:`--team: ${i.colour}`,isHere:!0,isActive:i.id===s}))}}function ao(e){let t=e<=6?1:e<=14?2:e<=30?3:4;return{columns:t,rows:Math.max(3,Math.ceil(e/t))}}var Qi={menu:"M4 6h16M4 12h16M4 18h16",close:"M6 6l12 12M18 6L6 18",edit:"M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",full:"M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",sound:"M4 10v4h3l5 4V6L7 10zM15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11",silent:"M4 10v4h3l5 4V6L7 10zM16 10l5 4M21 10l-5 4",right:"M5 13l5 5L20 7",wrong:"M6 6l12 12M18 6L6 18",skip:"M5 12h14",next:"M5 5l8 7-8 7zM18 5v14",open:"M7 11V8a5 5 0 0 1 9.5-2M5 11h14v9H5z",lock:"M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z"},z=e=>d`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${Qi[e]} /></svg>`;var ro={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ut=e=>(...t)=>({_$litDirective$:e,values:t}),me=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,n,s){this._$Ct=t,this._$AM=n,this._$Ci=s}_$AS(t,n){return this.update(t,n)}update(t,n){return this.render(...n)}};var{I:Zi}=Yn,lo=e=>e;var co=()=>document.createComment(""),he=(e,t,n)=>{let s=e._$AA.parentNode,o=t===void 0?e._$AB:t._$AA;if(n===void 0){let i=s.insertBefore(co(),o),a=s.insertBefore(co(),o);n=new Zi(i,a,e,e.options)}else{let i=n._$AB.nextSibling,a=n._$AM,c=a!==e;if(c){let u;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(u=e._$AU)!==a._$AU&&n._$AP(u)}if(i!==o||c){let u=n._$AA;for(;u!==i;){let f=lo(u).nextSibling;lo(s).insertBefore(u,o),u=f}}}return n},K=(e,t,n=e)=>(e._$AI(t,n),e),ea={},dt=(e,t=ea)=>e._$AH=t,uo=e=>e._$AH,pt=e=>{e._$AR(),e._$AA.remove()};var po=(e,t,n)=>{let s=new Map;for(let o=t;o<=n;o++)s.set(e[o],o);return s},H=ut(class extends me{constructor(e){if(super(e),e.type!==ro.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,n){let s;n===void 0?n=t:t!==void 0&&(s=t);let o=[],i=[],a=0;for(let c of e)o[a]=s?s(c,a):a,i[a]=n(c,a),a++;return{values:i,keys:o}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,s]){let o=uo(e),{values:i,keys:a}=this.dt(t,n,s);if(!Array.isArray(o))return this.ut=a,i;let c=this.ut??=[],u=[],f,h,m=0,$=o.length-1,b=0,y=i.length-1;for(;m<=$&&b<=y;)if(o[m]===null)m++;else if(o[$]===null)$--;else if(c[m]===a[b])u[b]=K(o[m],i[b]),m++,b++;else if(c[$]===a[y])u[y]=K(o[$],i[y]),$--,y--;else if(c[m]===a[y])u[y]=K(o[m],i[y]),he(e,u[y+1],o[m]),m++,y--;else if(c[$]===a[b])u[b]=K(o[$],i[b]),he(e,o[m],o[$]),$--,b++;else if(f===void 0&&(f=po(a,b,y),h=po(c,m,$)),f.has(c[m]))if(f.has(c[$])){let v=h.get(a[b]),T=v!==void 0?o[v]:null;if(T===null){let I=he(e,o[m]);K(I,i[b]),u[b]=I}else u[b]=K(T,i[b]),he(e,o[m],T),o[v]=null;b++}else pt(o[$]),$--;else pt(o[m]),m++;for(;b<=y;){let v=he(e,u[y+1]);K(v,i[b]),u[b++]=v}for(;m<=$;){let v=o[m++];v!==null&&pt(v)}return this.ut=a,dt(e,u),Q}});var r=(e,t)=>fs(l.preferences.language,e,t);function fo(){document.documentElement.lang=l.preferences.language;let{code:e}=l.place;document.title=e===null?"Panenka":`${e} · Panenka`}var _=e=>d`<bdi class="name" title=${e}>${e}</bdi>`,$e=e=>`--longest: ${Math.max(...e.split(/\s/).map(t=>[...t].length))}`,mt=()=>l.connection==="offline",k=()=>l.waiting!==null;function M(e){let t=e&&l.lobby.teams.find(n=>n.id===e);return t?`--team: ${t.colour}`:""}function oe(){let e=eo();return e===null?p:(({seconds:n,share:s})=>d`<p class="clock" role="timer" ?data-hurry=${n<=3} .style=${`--share: ${s}`}>
      <span>${n}</span>
    </p>`)(e)}var ht=({question:e,question_value:t})=>t>0?r("questionWorth",{question:e,value:t}):r("questionNumber",{question:e}),hn=({name:e,out_of_time:t})=>r(t?"timeIsOver":"activeTitle",{name:e}),$t=e=>r("seconds",{milliseconds:e});function mo(){let{lobby:e,place:t,seat:n}=l;if(t.page==="player"&&n!==null){let{key:i,hint:a,values:c}=ne(l),{verdict:u}=l;return`${u===null?"":`${r(u.key,u.values)}. `}${r(i,c)} – ${$n(a,c)}`}if(t.page!=="host"||e===null)return"";if(e.phase==="finished")return r("standings");if(mt())return r("connectionLost");if(e.active_player)return hn(e.active_player);let s=e.buzz_queue.find(i=>i.state==="waiting");if(s)return r("buzzedFirst",{name:s.name});let o=e.players.filter(i=>i.presence!=="absent");return`${r(e.locked?"buzzersLocked":"buzzersOpen")}. ${r("players",{count:o.length})}`}function $n(e,{milliseconds:t,...n}){return r(e,t===void 0?n:{...n,seconds:$t(t??0)})}var gn=e=>ps(l.preferences.language,e);function A(){let{notice:e}=l,t=e!==null&&gn(e.key),n=e===null?null:r(t?e.key:"problem.other",e);return d`<div class="notices" role="alert">${n===null?p:d`<p class="notice">
      ${n}
      <button class="quiet" @click=${()=>g({notice:null})} aria-label=${r("close")}>${z("close")}</button>
    </p>`}</div>`}function gt(){return mt()?d`<p class="offline-bar">
    ${r("connectionLost")} <button class="quiet" @click=${Qe}>${r("tryNow")}</button>
  </p>`:p}function ho(){let e=l.preferences.language;return d`<div class="languages" role="group" aria-label=${r("chooseLanguage")}>
    ${ze.map(t=>d`<button
          class="quiet"
          lang=${t}
          aria-pressed=${t===e}
          @click=${()=>de({language:t})}
        >
          ${ds(t)}
        </button>`)}
  </div>`}var ge=()=>d`<footer class="footer">${ho()}<a href="/docs/">${r("apiDescription")}</a></footer>`;function bt(){return d`<fieldset class="settings">
    <legend>${r("settings")}</legend>
    ${As().map(([e,t])=>d`<label class="switch">
          <span>${r(e)}</span>
          <input
            type="checkbox"
            role="switch"
            .checked=${t&&l.preferences[e]}
            ?disabled=${!t}
            @change=${()=>Ts(e)}
          />
        </label>`)}
    ${st?p:d`<p class="hint">${r("awakeImpossible")}</p>`}
    <div class="sounds" role="group" aria-label=${r("soundTest")}>
      ${[["buzz",r("soundBuzz")],["right",r("right")],["wrong",r("wrong")],["time",r("soundTime")]].map(([e,t])=>d`<button type="button" @click=${()=>fe(e)}>${t}</button>`)}
    </div>
    ${ho()}
  </fieldset>`}var ft=e=>d`<small class="tag">${e}</small>`;function ta({presence:e}){return e==="away"?ft(r("away")):e==="absent"?ft(r("absent")):p}function yt(e=null){let{active_player:t,teams:n,you:s}=l.lobby,o=c=>[...c].sort((u,f)=>u.rank-f.rank),i=o(l.lobby.players),a=c=>d`<span class="rank">${c.rank}</span>
    <span class="who">
      ${_(c.name)} ${c.id===s.id?ft(r("you")):p} ${ta(c)}
    </span>
    <span class="score">${c.score}</span>`;return d`<section class="scores" aria-labelledby="scores-title">
    <h2 id="scores-title">${r("scoreboard")} <small class="tag">${r("players",{count:i.length})}</small></h2>
    ${n.length===0?p:na(o(n))}
    ${i.length===0?d`<p class="hint">${r("scoreboardEmpty")}</p>`:p}
    <ol class="list">
      ${H(i,c=>c.id,c=>d`<li
          class="row"
          data-player=${c.id}
          data-presence=${c.presence}
          ?data-you=${c.id===s.id}
          ?data-active=${c.id===t?.id}
          .style=${M(c.team_id)}
        >
          ${e===null?a(c):d`<button class="row-button" @click=${()=>e(c)}
            title=${r("editPlayer",{name:c.name})}>${a(c)}</button>`}
        </li>`)}
    </ol>
  </section>`}var na=e=>d`<ol class="list teams" aria-label=${r("teams")}>
    ${H(e,t=>t.id,({colour:t,id:n,name:s,rank:o,score:i})=>d`<li class="row" data-team=${n} .style=${`--team: ${t}`}>
          <span class="rank">${o}</span> <span class="who">${_(s)}</span> <span class="score">${i}</span>
        </li>`)}
  </ol>`;function wt(e,t=()=>p){let{you:n}=l.lobby;return d`<ol class="list queue">
    ${H(e,s=>s.id,s=>d`<li
        class="row queued"
        ?data-you=${s.id===n.id}
        ?data-active=${s.state==="answering"}
        ?data-wrong=${s.state==="wrong"}
        .style=${M(s.team_id)}
      >
        <span class="rank">${s.position}</span>
        <span class="who">${_(s.name)} ${s.state==="wrong"?ft(r("wrong")):p}</span>
        <span class="behind">${bn(s)}</span>
        ${t(s)}
      </li>`)}
  </ol>`}var bn=({delta_ms:e,position:t})=>t>1?r("behind",{seconds:$t(e)}):p;function vt(e=1/0){let t=Ve(l.lobby).entries.slice(0,e);return d`<ol class="list standings">
    ${t.map(({colour:n,id:s,name:o,rank:i,score:a})=>d`<li class="row" data-rank=${i} ?data-you=${s===l.lobby.you.id} .style=${n}>
          <span class="rank">${i}</span> <span class="who">${_(o)}</span> <span class="score">${a}</span>
        </li>`)}
  </ol>`}function S(e,t,n){if(l.dialog?.kind!==e)return p;let s=()=>g({dialog:null});return d`<dialog
    class="dialog"
    aria-labelledby="dialog-title"
    @close=${s}
    @click=${o=>o.target===o.currentTarget&&s()}
  >
    <div class="dialog-body">
      <h2 id="dialog-title">${t}</h2>
      ${n()}
      <button class="wide quiet-wide" @click=${s}>${r("close")}</button>
    </div>
  </dialog>`}var C=(e,t=null)=>g({dialog:{kind:e,id:t}}),R=(e,t="")=>d`<label class="field">
    <span>${e}</span>
    <input name="name" required maxlength="64" autocomplete="off" dir="auto" .value=${t} />
  </label>`,je=(e,t)=>d`<label class="field">
    <span>${r("team")}</span>
    <select name="team">
      <option value="" ?selected=${!t}>${r("noTeam")}</option>
      ${e.map(({id:n,name:s})=>d`<option value=${n} ?selected=${n===t}>${s}</option>`)}
    </select>
  </label>`,N=e=>t=>{t.preventDefault(),e(Object.fromEntries(new FormData(t.currentTarget)),t.currentTarget)};var sa=2e3;function ie(e,t){let{copied:n}=l,s=n?.label===e;return d`<button class="wide" @click=${()=>oa(e,t)}>
      ${s&&n.done?r("copied"):e}
    </button>
    ${s&&!n.done?d`<label class="field"><span>${r("copyByHand")}</span><input readonly .value=${t} /></label>`:p}`}async function oa(e,t){let n=await ia(t)||aa(t),s={label:e,done:n};g({copied:s}),n&&setTimeout(()=>l.copied===s&&g({copied:null}),sa)}async function ia(e){try{return await navigator.clipboard.writeText(e),!0}catch{return!1}}function aa(e){let t=document.createElement("textarea");t.value=e,t.className="unseen",(document.querySelector("dialog[open]")??document.body).append(t),t.select();let n=document.execCommand("copy");return t.remove(),n}var ra=[.2,.375,.5555555555555556,.6666666666666666],la=(e,t)=>n=>{let s=4*e+n-4,o="*-04-39?2$%%$%%'$%''%'''%')(%'))%(++'(++'(+.'+-.',/3',33)-/5)-43).36)058*18<+37<+4:<,4:E,5<A-7>C/8@F/:EH/<EK0=FM1?IP2@KS3BNV4DPY5FS\\6HV_6IXb7K[e8N^i9Pam;Rdp<Tgt".charCodeAt(s)-35,i=s>8?o:1,a=t/i|0,c=t%i,u=i-c,f=s>8?a*ra[n]+(e>5)&-2:o,h=a-f;return{t:u*h+c*h+c,o:[[u,h],[c,h+1]],i:f}};var ae=e=>new Uint8Array(e),Re=e=>{let t=new Error(`lean-qr error ${e}`);throw t.code=e,t},kt=e=>"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".indexOf(e),wn=e=>e.charCodeAt(0),bo=(...e)=>(t,n)=>e.forEach(s=>s(t,n)),yo=e=>t=>{t.eci!==e&&(t.push(7,4),e<128?t.push(e,8):e<16384?t.push(32768|e,16):t.push(12582912|e,24),t.eci=e)},_n=e=>(t,n)=>{t.push(4,4),t.push(e.length,8+8*(n>9)),e.forEach(s=>t.push(s,8))},ye=(e,t,n,s,o=(a,c)=>n(a.length,c),i=s?a=>bo(yo(s),e(a)):e)=>(i.test=t,i.l=n,i.est=o,i.eci=s&&[s],i),wo=ye(e=>(t,n)=>{t.push(1,4),t.push(e.length,10+2*(n>26)+2*(n>9));let s=0;for(;s<e.length-2;s+=3)t.push(+e.slice(s,s+3),10);s<e.length-1?t.push(+e.slice(s),7):s<e.length&&t.push(+e[s],4)},e=>/[0-9]/.test(e),(e,t)=>14+2*(t>26)+2*(t>9)+10*e/3),vo=ye(e=>(t,n)=>{t.push(2,4),t.push(e.length,9+2*(n>26)+2*(n>9));let s=0;for(;s<e.length-1;s+=2)t.push(45*kt(e[s])+kt(e[s+1]),11);s<e.length&&t.push(kt(e[s]),6)},e=>kt(e)>=0,(e,t)=>13+2*(t>26)+2*(t>9)+5.5*e),be=ye(e=>_n([...e].map(wn)),e=>wn(e)<128,(e,t)=>12+8*(t>9)+8*e);be._=!0,be.u=!0;var xn=ye(be,e=>wn(e)<256,be.l,3);xn._=!0;var $o=new TextEncoder,An=ye(e=>_n($o.encode(e)),()=>1,0,26,(e,t)=>12+8*(t>9)+8*$o.encode(e).length);An._=!0;var vn=()=>{let e=new Map,t=new TextDecoder("sjis"),n=ae(2);for(let s=0;s<7973;++s)n[0]=s/192+129+64*(s>5951),n[1]=s%192+64,e.set(t.decode(n),s);return e.delete("�"),vn=()=>e,e},Tn=ye(e=>(t,n)=>{t.push(8,4),t.push(e.length,8+2*(n>26)+2*(n>9));for(let s of e)t.push(vn().get(s),13)},e=>vn().has(e),(e,t)=>12+2*(t>26)+2*(t>9)+13*e);Tn._=!0;var ko=[wo,vo,be,xn,Tn,An],ca={auto:(e,{modes:t=ko}={})=>(n,s)=>{let o=t.map((h,m)=>{let $=new Map,b=(y,v)=>($.has(y)||$.set(y,v(y,s)),$.get(y));return{m:h,h:1<<m,C:h.est("",s),S:h.l?(y,v)=>b(v-y,h.l):(y,v)=>b(e.slice(y,v),h.est)}}),i=[{v:0}],a=0,c=0,u=-1;for(let h of[...e,""]){let m=0;if(h)for(let $ of o)$.m.test(h)&&(m|=$.h);if(!h||m!==u){if(u!==-1){let $=new Set(i.map(y=>y.D)),b=[];for(let{m:y,C:v,S:T,h:I}of o)if(u&I){let W=T(a,c);for(let ve of y.eci??$)if(!y.u||!ve){let ke;for(let U of i)if(U.D===ve||y.eci){let _e=U.m===y&&U.D===ve,Mt=_e?U.V:U,Bn=y._&&_e?U.v+W-v:Mt.v+12*(Mt.D!==ve)+(_e?T(_e?U.$:a,c):W);(!ke||Bn<ke.v)&&(ke={$:_e?U.$:a,V:Mt,m:y,D:ve,A:c,v:Bn})}ke&&b.push(ke)}}i=b}u=m,a=c}c+=h.length}i.length||Re(5);let f=[];for(let h=i.reduce((m,$)=>$.v<m.v?$:m);h.m;h=h.V)f.push(h.m(e.slice(h.$,h.A)));f.reverse().forEach(h=>h(n,s))},multi:bo,eci:yo,bytes:_n,numeric:wo,alphaNumeric:vo,ascii:be,iso8859_1:xn,shift_jis:Tn,utf8:An},ua=()=>({F:ae(2956),I:0,push(e,t){for(let n=t,s=8-(7&this.I);n>0;n-=s,s=8)this.F[this.I>>3]|=e<<s>>n,this.I+=n<s?n:s}}),yn=(e,t=e*e,n=ae(t))=>({size:e,K:n,get:(s,o)=>s>=0&&s<e&&!!(1&n[o*e+s]),toString({on:s="##",off:o="  ",lf:i=`
`,pad:a=4,padX:c=a,padY:u=a}={}){let f="";for(let h=-u;h<e+u;++h){for(let m=-c;m<e+c;++m)f+=this.get(m,h)?s:o;f+=i}return f},toImageData(s,{on:o=[0,0,0],off:i=[0,0,0,0],pad:a=4,padX:c=a,padY:u=a}={}){let f=e+2*c,h=e+2*u,m=s.createImageData(f,h),$=new Uint32Array(m.data.buffer);m.data.set([...o,255]);let b=$[0];m.data.set([...i,255]);let y=$[0];for(let v=0;v<h;++v)for(let T=0;T<f;++T)$[v*f+T]=this.get(T-c,v-u)?b:y;return m},toCanvas(s,o){let i=s.getContext("2d"),a=this.toImageData(i,o);s.width=a.width,s.height=a.height,i.putImageData(a,0,0)},toDataURL({type:s="image/png",scale:o=1,...i}={}){let a=document.createElement("canvas"),c=a.getContext("2d"),u=this.toImageData(c,i);return a.width=u.width*o,a.height=u.height*o,c.putImageData(u,0,0),c.imageSmoothingEnabled=!1,c.globalCompositeOperation="copy",c.drawImage(a,0,0,u.width,u.height,0,0,a.width,a.height),a.toDataURL(s,1)}}),_t=[(e,t)=>1&(e^t),(e,t)=>1&t,e=>e%3,(e,t)=>(e+t)%3,(e,t)=>1&(e/3^t>>1),(e,t)=>(e&t&1)+e*t%3,(e,t)=>(e&t)+e*t%3&1,(e,t)=>(e^t)+e*t%3&1],xt=ae(511);for(let e=0,t=1;e<255;t=2*t^285*(t>127))xt[xt[t+255]=e++]=t;var _o=e=>xt[e%255],xo=e=>xt[e+255],da=(e,t)=>{let n=ae(e.length+t.length-1);for(let s=0;s<e.length;++s)for(let o=0;o<t.length;++o)n[s+o]^=_o(e[s]+t[o]);return n.map(xo)},pa=(e,t)=>{let n=ae(e.length+t.length-1);n.set(e,0);for(let s=0;s<e.length;++s)if(n[s]){let o=xo(n[s]);for(let i=0;i<t.length;++i)n[s+i]^=_o(t[i]+o)}return n.slice(e.length)},kn=[[0],[0,0]];for(let e=1;e<30;++e)kn.push(da(kn[e],[0,e]));var fa=(e,t)=>{let n=[[],[]],s=0,o=0;for(let[a,c]of t.o)for(let u=0;u<a;++u,s+=c){let f=e.slice(s,s+c);n[0].push(f),n[1].push(pa(f,kn[t.i])),o+=c+t.i}let i=ae(o);o=0;for(let a of n)for(let c=0,u=-1;u<o;++c){u=o;for(let f of a)c<f.length&&(i[o++]=f[c])}return i},Ao=(e,t,n)=>{let s=e<<=n;for(let o=134217728;o>>=1;)s&o&&(s^=t*(o>>n));return s|e},ma=({size:e,K:t},n)=>{let s=(a,c,u,f)=>{for(;u-- >0;a+=e)t.fill(f,a,a+c)},o=(a,c,u)=>{for(let f=0;f++<3;u-=2)s(c*e+a-(u>>1)*(e+1),u,u,2|f)},i=2*((e-13)/(1+(n/7|0))/2+.75|0);if(n>1)for(let a=e-7;a>8;a-=i){for(let c=a;c>8;c-=i)o(a,c,5);a<e-7&&o(a,6,5)}if(n>6)for(let a=Ao(n,7973,12),c=1;c<7;++c)for(let u=12;u-- >9;a>>=1)t[c*e-u]=2|1&a;s(7,2,9,2),s(e-8,8,9,2);for(let a=0;a<e;++a)t[6*e+a]=3^1&a;o(3,3,7),o(e-4,3,7);for(let a=0;a<e;++a)for(let c=a;c<e;++c)t[c*e+a]=t[a*e+c];t[(e-8)*e+8]=3},ha=({size:e,K:t})=>{let n=[];for(let s=e-2,o=e,i=-1;s>=0;s-=2){for(s===5&&(s=4);o+=i,o!==-1&&o!==e;){let a=o*e+s;t[a+1]||n.push(a+1),t[a]||n.push(a)}i*=-1}return n},$a=({K:e},t,n)=>t.forEach((s,o)=>e[s]=n[o>>3]>>(7&~o)&1),ga=({size:e,K:t},n,s,o)=>{for(let a=0;a<e;++a)for(let c=0;c<e;++c){let u=a*e+c;t[u]^=!(n(c,a)||2&t[u])}let i=21522^Ao((1^o)<<3|s,1335,10);for(let a=0;a++<8;i>>=1)t[(a-(a<7))*e+8]=1&i,t[9*e-a]=1&i;for(let a=8;--a,i;i>>=1)t[8*e+a-(a<7)]=1&i,t[(e-a)*e+8]=1&i},ba=({size:e,K:t},n=0,s=0)=>{for(let o=0;o<e;++o){for(let i=0;i<2;++i)for(let a,c=0,u=0,f=2;c<e;++c){let h=1&t[i?o*e+c:c*e+o];s+=h,u=(u>>1|2098176)&(3047517^h-1),2049&u&&(n+=40),h^f&&(a=0),f=h,n+=++a===5?3:a>5}if(o)for(let i=e+o,a=5*t[o-1]^t[o];i<e*e;i+=e){let c=5*t[i-1]^t[i];n+=3*!(1&(a|c)|4&(a^c)),a=c}}return n+10*(10*Math.abs(s/(e*e)-1)|0)},go=[],At=(e=Re(1),{minCorrectionLevel:t=0,maxCorrectionLevel:n=3,minVersion:s=1,maxVersion:o=40,mask:i,trailer:a=60433,...c}={})=>{n<t&&Re(3),o<s&&Re(2),typeof e=="string"&&(e=ca.auto(e,c));for(let u=s,f=0;u<=o;++u){let h=go[u];h||(go[u]=h=yn(4*u+17),ma(h,u),h.p=ha(h));let m=la(u,h.p.length>>3);if(8*m(t).t<f)continue;let $=ua();e($,u),f=$.I;for(let b=n;b>=t;--b){let y=m(b);if(8*y.t<f)continue;for($.I=f+11&-8;$.I<8*y.t;)$.push(a,16);let v=yn(h.size,h.K);return $a(v,h.p,fa($.F,y)),(_t[i]?[_t[i]]:_t).map((T,I)=>{let W=yn(v.size,v.K);return ga(W,T,i??I,b),W.s=_t[i]?0:ba(W),W}).reduce((T,I)=>I.s<T.s?I:T)}}Re(4)};At.with=(...e)=>(t,n)=>At(t,{modes:[...ko,...e],...n});var To=e=>{let t=[],n="";for(let s=0;s<=e.size;++s)for(let o=0;o<=e.size;++o){let i=e.get(o,s),a=o<<8|s,c=e.get(o-1,s)^i&&a+1,u=e.get(o,s-1)^i&&a+256;if(c||u){i||([c,u]=[u,c]);let f=t[c||a]||=[],h=t[u||a];c&&f.push(a),u&&f.push(u),f===h?n+=`M${f.map(m=>`${m>>8} ${255&m}`).join("L")}Z`:(h&&f.push(...h),t[f[f.length-1]]=f)}}return n};var En=4,Sn=e=>l.origin===null?null:`${l.origin}/${e}`;function Tt(){let{code:e}=l.place,t=Sn(e);return d`<section class="invitation" aria-label=${r("inviteTitle")}>
    <p class="code" aria-label=${[...e].join(" ")}>${e}</p>
    ${t===null?d`<p class="warning">${r("onlyHere",{host:location.host})}</p>`:[Ue(t),d`<p class="link">${t.replace(/^https?:\/\//,"")}</p>`,ie(r("copyLink"),t)]}
  </section>`}var On=new Map;function ya(e){if(!On.has(e)){let t=At(e);On.set(e,{size:t.size,path:To(t)})}return On.get(e)}function Ue(e){let{size:t,path:n}=ya(e),s=t+2*En;return d`<svg
    class="qr"
    role="img"
    aria-label=${r("qrCode",{link:e})}
    viewBox="${-En} ${-En} ${s} ${s}"
    shape-rendering="crispEdges"
  >
    <path d=${n} />
  </svg>`}var Eo=()=>S("links",r("links"),()=>d`${A()}
      <p class="hint">${r("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${k()} @click=${()=>Pe("screen",r("screen"))}>${r("newScreen")}</button>
        <button ?disabled=${k()} @click=${()=>Pe("host",r("coHost"))}>${r("newCoHost")}</button>
      </div>
      ${l.link===null||l.link.player!==null?p:wa(l.link)} ${va()}`);function wa({role:e,address:t}){let n=e==="screen"?r("screenHint"):r("coHostHint");return d`${Ln(n)}
  ${e==="screen"?d`<a class="button wide" href=${t} target="_blank" rel="noreferrer">${r("openScreen")}</a>
        ${ie(r("copyOverlay"),t.replace("#","?overlay#"))}`:p}`}function Ln(e){let{address:t}=l.link;return d`<div class="made-link">
    <p>${e}</p>
    ${Ue(t)} ${ie(r("copyLink"),t)}
  </div>`}function va(){let{links:e,lobby:t}=l;if(!e?.length)return p;let n=s=>t.players.find(o=>o.id===s)?.name;return d`<ul class="list links">
    ${e.map(({id:s,label:o,player_id:i,role:a})=>d`<li class="row">
          <span class="who">
            ${_(n(i)??o)}
            <small class="tag">${a==="seat"?r("seat"):a==="host"?r("coHost"):r("screen")}</small>
          </span>
          <button ?disabled=${k()} @click=${()=>Ws(s)}>${r("revoke")}</button>
        </li>`)}
  </ul>`}var Et={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",buzz_per:"player",false_start_ms:0,buzz_seconds:0,answer_seconds:0},Oo={...Et,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},ka={...Oo,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},So=[["presetPlain",Et],["presetPub",{...Et,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",Oo],["presetJeopardy",ka],["presetTeams",{...Et,wrong_answer:"next",buzz_per:"team"}]];function Lo(e,t){let n={...e,values:zo(e.values),wrong_costs:"wrong_costs"in e,false_start_ms:Math.round(1e3*Number(e.false_start)),buzz_seconds:Number(e.buzz_seconds),answer_seconds:Number(e.answer_seconds),doors:"doors"in e?"closed":"open"};return delete n.false_start,Object.fromEntries(Object.entries(n).filter(([s,o])=>JSON.stringify(o)!==JSON.stringify(t[s])))}var zo=e=>e.split(/[\s,;]+/).filter(Boolean).map(Number);function Co(e){let t=zo(e);return t.every(s=>Number.isInteger(s)&&s>=1&&s<=1e4)&&t.length>=1&&t.length<=10&&new Set(t).size===t.length}function Ho(){let{settings:e}=l.lobby??{};if(e===void 0)return p;let t=async n=>{let s=Lo(n,e);(Object.keys(s).length===0||await Vs(s))&&g({dialog:null})};return S("rules",r("rules"),()=>d`${A()}
      <form class="rules" @submit=${N(t)}>
        <div class="presets" role="group" aria-label=${r("presets")}>
          ${So.map(([n,s])=>d`<button type="button" @click=${o=>_a(o,s)}>${r(n)}</button>`)}
        </div>
        <label class="field">
          <span>${r("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${e.values.join(" ")}
            @input=${xa} />
        </label>
        ${Ot("wrong_answer",r("wrongAnswer"),[["end",r("wrongAnswerEnds")],["next",r("wrongAnswerPasses")],["reopen",r("wrongAnswerReopens")]])}
        ${No("wrong_costs",r("wrongCosts"),e.wrong_costs)}
        ${Ot("opens",r("opens"),[["at_once",r("opensAtOnce")],["by_host",r("opensByHost")]])}
        ${Ot("buzz_per",r("buzzPer"),[["player",r("buzzPerPlayer")],["team",r("buzzPerTeam")]])}
        ${Ot("team_choice",r("teamChoice"),[["players",r("teamChoicePlayers")],["host",r("teamChoiceHost")]])}
        ${zn("false_start",r("falseStart"),e.false_start_ms/1e3,{most:10,step:.001})}
        ${zn("buzz_seconds",r("buzzSeconds"),e.buzz_seconds,{most:600})}
        ${zn("answer_seconds",r("answerSeconds"),e.answer_seconds,{most:600})}
        ${No("doors",r("doorsClosed"),e.doors==="closed")}
        <button class="primary wide" ?disabled=${k()}>${r("save")}</button>
      </form>`)}function Ot(e,t,n){let s=l.lobby.settings[e];return d`<label class="field">
    <span>${t}</span>
    <select name=${e}>
      ${n.map(([o,i])=>d`<option value=${o} ?selected=${o===s}>${i}</option>`)}
    </select>
  </label>`}var zn=(e,t,n,{most:s,step:o=1})=>d`<label class="field">
    <span>${t}</span>
    <input name=${e} type="number" required min="0" max=${s} step=${o} .value=${n} />
  </label>`,No=(e,t,n)=>d`<label class="switch">
    <span>${t}</span>
    <input name=${e} type="checkbox" role="switch" .checked=${n} />
  </label>`;function _a({target:e},t){let{elements:n}=e.form;for(let s of["wrong_answer","opens","buzz_per","buzz_seconds","answer_seconds"])n[s].value=t[s];n.values.value=t.values.join(" "),n.values.setCustomValidity(""),n.wrong_costs.checked=t.wrong_costs,n.false_start.value=t.false_start_ms/1e3}function xa({target:e}){e.setCustomValidity(Co(e.value)?"":r("valuesHint"))}var Cn=["#e6194b","#1e90ff","#f5b700","#2ca25f","#b15bd6","#ff7f24","#00a8a8","#f781bf","#8c6d4f","#7f8c9b"],Aa=50,Bo=()=>l.lobby===null?p:S("teams",r("teams"),Ta);function Ta(){let{players:e,teams:t}=l.lobby,n=e.filter(({team_id:s})=>s===null);return d`${A()}
    <p class="hint">${r("teamsIntroduction")}</p>
    ${H(t,({id:s})=>s,Sa)}
    ${t.length===0?p:Po(null,d`<h3>${r("noTeam")}</h3>`,n)}
    ${t.length>=Aa?p:d`<form class="inline" @submit=${N(Ea)}>
          ${R(r("newTeam"))}
          <button ?disabled=${k()}>${r("add")}</button>
        </form>`}`}var Nn=({id:e,name:t,colour:n})=>({id:e,name:t,colour:n});async function Ea({name:e},t){let{teams:n}=l.lobby,s=new Set(n.map(({colour:i})=>i)),o=Cn.find(i=>!s.has(i))??Cn[n.length%Cn.length];await at([...n.map(Nn),{name:e,colour:o}])&&t.reset()}var Mo=(e,t)=>at(l.lobby.teams.map(n=>({...Nn(n),...n.id===e&&t})));function Oa({id:e,name:t,score:n}){let s=l.lobby.teams.filter(o=>o.id!==e);(n===0||confirm(r("removeTeamQuestion",{name:t})))&&at(s.map(Nn))}function Sa(e){let{colour:t,id:n,name:s}=e,o=l.lobby.players.filter(i=>i.team_id===n);return Po(n,d`<input class="colour" type="color" aria-label=${r("colourOf",{name:s})} .value=${t}
        @change=${({target:i})=>Mo(n,{colour:i.value})} />
      <input aria-label=${r("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${s}
        @change=${({target:i})=>i.value.trim()?Mo(n,{name:i.value}):i.value=s} />
      <button type="button" class="quiet" @click=${()=>Oa(e)} aria-label=${r("removeTeam",{name:s})}>
        ${z("close")}
      </button>`,o,`--team: ${t}`)}var La=()=>l.dialog.id===null?null:l.lobby.players.find(({id:e})=>e===l.dialog.id)??null,Do=e=>g({dialog:{kind:"teams",id:e}});function Io(e,t){Do(null);let n=l.lobby.players.find(({id:s})=>s===e);n&&n.team_id!==t&&se(e,{team_id:t})}function Po(e,t,n,s=""){let o=La();return d`<section class="team-box" .style=${s} @dragover=${a=>a.preventDefault()} @drop=${a=>{a.preventDefault(),Io(a.dataTransfer.getData("text/plain"),e)}}>
    <div class="team-head">${t}</div>
    <ul class="chips">
      ${n.map(({id:a,name:c})=>d`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${a===o?.id}
              @dragstart=${u=>u.dataTransfer.setData("text/plain",a)}
              @click=${()=>Do(a===o?.id?null:a)}>
              ${_(c)}
            </button>
          </li>`)}
    </ul>
    ${o!==null&&o.team_id!==e?d`<button type="button" class="wide" @click=${()=>Io(o.id,e)}>${r("putHere",{name:o.name})}</button>`:p}
  </section>`}var qo=()=>[za(),Ca(),Ho(),Bo(),Eo(),S("invitation",r("inviteTitle"),Tt),Ia()];function za(){let e=l.lobby?.players.find(({id:m})=>m===l.dialog?.id);if(!e)return p;let{id:t,name:n,score:s,team_id:o}=e,{question_value:i,teams:a}=l.lobby,c=m=>m&&g({dialog:null}),u=async m=>{let $={...m.name!==n&&{name:m.name},...Number(m.score)!==s&&{score:Number(m.score)},...a.length>0&&(m.team||null)!==o&&{team_id:m.team||null}};c(Object.keys($).length===0||await se(t,$))},f=async()=>confirm(r("kickQuestion",{name:n}))&&c(await Rs(t)),h=m=>d`<button type="button" ?disabled=${k()} @click=${()=>se(t,{add:m})}>
    ${m>0?`+${m}`:`−${-m}`}
  </button>`;return S("player",r("editTitle"),()=>d`${A()}
      <form @submit=${N(u)}>
        ${R(r("name"),n)}
        <div class="score-field">
          ${i>0?h(-i):p}
          <label class="field">
            <span>${r("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${s} />
          </label>
          ${i>0?h(i):p}
        </div>
        ${a.length>0?je(a,o):p}
        <button class="primary wide" ?disabled=${k()}>${r("save")}</button>
      </form>
      <button class="wide" ?disabled=${k()} @click=${()=>Pe("seat",n,t)}>${r("otherPhone")}</button>
      ${l.link?.player===t?Ln(r("otherPhoneHint",{name:n})):p}
      <button class="wide danger" @click=${f}>${r("kick")}</button>`)}var Ca=()=>S("history",r("history"),()=>d`${A()} ${Na()}`);function Na(){let e=l.history?.filter(({kind:t})=>t!=="undo");return e?.length?d`<ol class="list history">
    ${e.toReversed().map(Ha)}
  </ol>`:d`<p class="hint">${r(e===void 0?"connecting":"historyEmpty")}</p>`}function Ha(e){let{last_event:t}=l.lobby,{key:n,values:s}=Ft(e),o=new Date(e.at).toLocaleTimeString(l.preferences.language,{timeStyle:"short"}),i=()=>d`<button ?disabled=${k()} @click=${()=>De(e.id)}>${r("undo")}</button>`;return d`<li class="row" ?data-undone=${e.undone}>
    <time class="behind" datetime=${e.at}>${o}</time>
    <span class="who">
      <span class="words">${r(n,s)}</span> ${e.undone?d`<small class="tag">${r("undone")}</small>`:p}
    </span>
    ${e.id===t?.id&&t.undoable?i():p}
  </li>`}async function Ma(){let{code:e}=l.place,t=await Fs();if(t===null)return;let n=document.createElement("a");n.href=URL.createObjectURL(t),n.download=`panenka-${e}.csv`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),6e4)}function Ia(){let{place:e,seat:t,origin:n}=l,s=`${n??location.origin}/host/${e.code}#${t.token}`,o=()=>confirm(`${r("closeQuestion")} ${r("closeHint")}`)&&Us();return S("menu",r("menu"),()=>d`${A()}
      <div class="menu">
        <button class="wide" @click=${()=>C("rules")}>${r("rules")}</button>
        <button class="wide" @click=${()=>C("teams")}>${r("teams")}</button>
        <button class="wide" @click=${Da}>${r("links")}</button>
        <button class="wide" ?disabled=${k()} @click=${Ma}>${r("sheet")}</button>
        ${l.lobby?.phase==="finished"?p:d`<button class="wide" ?disabled=${k()} @click=${Ba}>${r("finish")}</button>`}
      </div>
      ${bt()}
      <section class="settings">
        <h3>${r("reopen")}</h3>
        <p class="hint">${r("reopenIntroduction")}</p>
        ${ie(r("copyReopenLink"),s)}
      </section>
      <button class="wide danger" @click=${o}>${r("closeLobby")}</button>`)}var Ba=async()=>await js()&&g({dialog:null});function Da(){g({links:null,link:null}),C("links"),pn()}function Vo(){let{lobby:e,place:t,seat:n}=l;return n===null?ja():d`<main class="console" data-view="host" ?data-begun=${e!==null&&qe(e)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>C("invitation")} aria-label=${r("inviteWith",{code:t.code})}>
          ${t.code}
        </button>
      </h1>
      ${e===null?p:d`<p class="bar-line">${ht(e)}</p>`}
      <button class="quiet" @click=${Pa}>${r("history")}</button>
      <button class="quiet" @click=${()=>C("menu")} aria-label=${r("menu")}>${z("menu")}</button>
    </header>
    ${gt()}
    ${e===null?d`<p class="hint">${r("connecting")}</p>`:d`<div class="stage">${Ra(e)} ${yt(({id:s})=>C("player",s))}</div>
          ${Wa(e)}`}
    ${qa()} ${qo()}
  </main>`}function Pa(){g({history:null}),C("history")}var qa=()=>d`<div class="done-place">${A()} ${Va()}</div>`;function Va(){let{done:e,waiting:t}=l,n=(o,i,a)=>d`<p class="done" data-kind=${o}><span title=${i}>${i}</span> ${a}</p>`;return d`<div role="status">${(()=>{if(t?.isLong&&t.key){let i=r("waits",{what:r(t.key,t.values)});return n("waiting",i,d`<button @click=${t.stop}>${r("takeBack")}</button>`)}if(e===null)return p;let o=d`<button aria-keyshortcuts="u" @click=${St(()=>De(e.event))}>${r("undo")}</button>`;return n("done",r(e.key,e.values),o)})()}</div>`}function ja(){let{code:e}=l.place;return d`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${r("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${r("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>L({page:"player",code:e})}>${r("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>L({page:"start",code:null})}>${r("startTitle")}</button>
    </section>
    ${ge()}
  </main>`}function Ra(e){if(e.phase==="finished")return Fa();let{active_player:t,buzz_queue:n}=e,s=n.find(({id:o})=>o===t?.id)??n.find(({state:o})=>o==="waiting");return d`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&t===null?Ga(e):Ka(e,s)}
    ${qe(e)?wt(n.filter(o=>o!==s),jo):Tt()}
  </section>`}var Ua=3;function Fa(){let{last_event:e}=l.lobby;return d`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${r("standings")}</h2>
      ${e?.kind==="finish"&&e.undoable?d`<button data-about=${e.id} @click=${St(()=>De(e.id))}>${r("goOn")}</button>`:p}
    </div>
    ${vt(Ua)}
  </section>`}function Ga(e){let t=ct(e);return d`<div class="up" data-kind=${t}>
    <p class="up-label">${r(t==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${r(t==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${oe()}
  </div>`}function Ka({active_player:e,buzz_queue:t},n){let s=e?.name??n.name,o=e===null?"buzzedFirstLabel":e.out_of_time?"wallTimeOver":"wallAnswers",i=n&&n.position>1&&t.length>1;return d`<div class="up queued" data-kind=${e?"answering":"first"} .style=${M(n?.team_id)}>
    <p class="up-label">${r(o)} ${i?d`<span class="behind">${bn(n)}</span>`:p}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${$e(s)}>${_(s)}</h2>
    ${oe()} ${n?jo(n):p}
  </div>`}var St=e=>({detail:t})=>t>1||e();function jo({id:e,name:t,position:n,state:s}){return s!=="waiting"||l.lobby.phase==="finished"?p:d`<button class="choose" data-about=${e} data-key=${n} @click=${St(()=>Ds({id:e,name:t}))}
    aria-keyshortcuts=${n<=9?n:p} aria-label=${r("confirm",{name:t})}>
    ${r("confirmShort")}
  </button>`}function Wa(e){let{active_player:t,locked:n,phase:s,question_value:o,round:i,settings:a}=e,c=s==="finished",u={about:`${t?.id} ${i}`,disabled:t===null};return d`<section class="moves game" aria-label=${r("moves")}>
    ${Ya(e)}
    <div class="move-buttons">
      ${Fe("right","r",()=>it("plus"),{...u,by:o>0?`+${o}`:""})}
      ${Fe("wrong","w",()=>it("minus"),{...u,by:o>0&&a.wrong_costs?`−${o}`:""})}
      ${Fe("skip","s",()=>it("skip"),u)}
      ${Fe(n?"open":"lock","o",()=>qs(!n),{about:i,disabled:c})}
      ${Fe("next","n",Ps,{about:i,disabled:c})}
    </div>
  </section>`}var Ja={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function Fe(e,t,n,{about:s,disabled:o,by:i=""}){return d`<button class="move" data-move=${e} data-key=${t} data-about=${s} ?disabled=${o}
    aria-keyshortcuts=${t} @click=${St(n)}>
    ${z(e)} <span class="move-words">${r(Ja[e])}</span> <span class="by">${i}</span>
  </button>`}function Ya({phase:e,question_value:t,settings:n}){let{values:s}=n,o=s.includes(t)?s:[t,...s];return d`<fieldset class="values" ?disabled=${e==="finished"}>
    <legend class="unseen">${r("worth")}</legend>
    ${o.map(i=>d`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===t} @change=${()=>un(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var Xa=({code:e,key:t})=>/^[a-z1-9]$/i.test(t)?t.toLowerCase():e.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function Ro(){addEventListener("keydown",e=>{let t=e.target.closest("input:not([type=radio]), select, textarea, dialog"),n=e.ctrlKey||e.metaKey||e.altKey||e.repeat;if(l.place.page!=="host"||t||n||l.dialog!==null)return;let s=Xa(e),o=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!o||o.disabled||o.hasAttribute("data-fresh")||(e.preventDefault(),o.click())})}var we=ut(class extends me{constructor(){super(...arguments),this.key=p}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(dt(e),this.key=t),n}});var Uo=()=>l.seat===null?Qa():er();function Qa(){let{code:e}=l.place,{lobby:t,problem:n}=l.preview??{};return d`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${r("joinLobby",{code:e})}</h1>
      <p>${t?r("gameOf",{name:t.host_name}):p}</p>
    </header>
    ${A()}
    <section class="card">
      ${n?d`<p class="warning" role="alert">${r(gn(n)?n:"notice.noAnswer")}</p>`:p}
      ${n==="problem.lobby-not-found"?p:Za(t)}
      <button class="wide quiet-wide" @click=${()=>L({page:"start",code:null})}>${r("otherCode")}</button>
    </section>
    ${ge()}
  </main>`}function Za(e){let{code:t}=l.place;if(e?.doors==="closed")return d`<p class="warning">${r("problem.doors-closed")}</p>`;let n=e?.team_choice==="players"&&e.teams.length>0;return d`<form @submit=${N(({name:s,team:o})=>Bs(t,s,o||null))}>
    ${R(r("yourName"))} ${n?je(e.teams,null):p}
    <button class="primary wide" ?disabled=${k()}>${r("join")}</button>
    ${e?d`<p class="hint">${r("players",{count:e.players})}</p>`:p}
  </form>`}function er(){let{lobby:e,seat:t,place:n}=l;return d`<main class="player" data-view="player" data-kind=${ne(l).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${_(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${r("points")}: </span>${e?.you.score??p}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>C("menu")} aria-label=${r("menu")}>${z("menu")}</button>
    </header>
    <div class="news">${gt()} ${A()} ${e===null?p:tr(e)}</div>
    <div class="pad">${ir()}</div>
    ${e===null?p:d`<div class="lists">${Ko(e)}</div>`} ${pr()} ${dr()}
  </main>`}function tr(e){let{host:t,phase:n,players:s,you:o}=e,i=s.find(({id:a})=>a===o.id);return d`<p class="news-question" .style=${M(o.team_id)}>
      ${n==="finished"?r("standings"):ht(e)} ${nr(o.team_id)} ${oe()}
    </p>
    ${sr(i)??d`<p class="news-line">${t.online?or(e):r("hostAway",{name:t.name})}</p>`}
    <button class="sheet-button" @click=${()=>C("scores")}>
      ${r("rankOf",{rank:i?.rank??1,count:s.length})}
    </button>`}var nr=e=>{let t=l.lobby.teams.find(n=>n.id===e);return t===void 0?p:d`<span class="team-tag">${_(t.name)}</span>`};function sr(e){if(l.verdict===null)return null;let{event:t,points:n}=l.verdict,s=le(n),o={right:r("verdictRight",{points:n}),wrong:r("verdictWrong",{points:-n}),none:r("verdictNone")}[s],i=e===void 0?p:r("rankOf",{rank:e.rank,count:l.lobby.players.length});return we(t,d`<p class="news-line verdict" data-kind=${s}><strong>${o}</strong> ${i}</p>`)}function or({active_player:e,buzz_queue:t,you:n}){if(e)return e.id===n.id?p:hn(e);let s=t.find(o=>o.state==="waiting");return s&&s.id!==n.id?r("buzzedFirst",{name:s.name}):p}function ir(){let{kind:e,key:t,hint:n,values:s,pressable:o}=ne(l),{barred:i,lobby:a}=l;return d`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!o}
    @pointerdown=${rr}
    @click=${cr}
    @contextmenu=${c=>c.preventDefault()}
  >
    <span class="buzzer-text" .style=${$e(r(t,s))}>${r(t,s)}</span>
    <span class="buzzer-hint">${$n(n,s)}</span>
    ${e==="ready"?d`<small class="keys-hint">${r("spaceBar")}</small>`:p}
    ${e==="barred"?we(i.until,d`<span class="bar-of-time" .style=${`animation-duration: ${a.settings.false_start_ms}ms`}></span>`):p}
  </button>`}var ar=1e3,Lt=new Set,Fo=-1/0;function rr({button:e,isPrimary:t,pointerId:n}){e===0&&(t&&Lt.clear(),Lt.add(n),ot())}function lr({pointerId:e,timeStamp:t}){Lt.delete(e)&&(Fo=t)}function cr({timeStamp:e}){Lt.size===0&&e-Fo>ar&&ot()}function Go(){for(let e of["pointerup","pointercancel"])addEventListener(e,lr);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,n=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!n:e.key==="Enter"&&t)||l.place.page!=="player"||(e.preventDefault(),e.repeat||ot())})}var Ko=e=>e.phase==="finished"?vt():d`${ur(e)} ${yt()}`;function ur({buzz_queue:e}){return e.length===0?p:d`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${r("queue")}</h2>
    ${wt(e)}
  </section>`}var dr=()=>l.lobby===null?p:S("scores",r("scoreboard"),()=>Ko(l.lobby));function pr(){let{code:e}=l.place,{settings:t,teams:n,you:s}=l.lobby??{},o=n?.length>0&&t.team_choice==="players",i=async({name:a,team:c})=>{let u={...a!==s.name&&{name:a},...o&&(c||null)!==s.team_id&&{team_id:c||null}};(Object.keys(u).length===0||await se("me",u))&&g({dialog:null})};return S("menu",r("menu"),()=>d`${A()}
      <form @submit=${N(i)}>
        ${R(r("yourName"),s?.name)} ${o?je(n,s.team_id):p}
        <button class="wide" ?disabled=${k()}>${r("save")}</button>
      </form>
      ${bt()}
      <button class="wide danger" @click=${()=>confirm(r("leaveQuestion",{code:e}))&&Ks()}>
        ${r("leave")}
      </button>`)}function Wo(){return d`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${r("slogan")}</p>
    </header>
    ${A()} ${mr()}
    <div class="choices">
      <section class="card">
        <h2>${r("joinTitle")}</h2>
        <p class="hint">${r("joinIntroduction")}</p>
        <form @submit=${N(({code:e})=>L({page:"player",code:Ie(e)}))}>
          <label class="field">
            <span>${r("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${fr}
            />
          </label>
          <p class="hint" id="code-hint">${r("codeHint")}</p>
          <button class="primary wide">${r("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${r("hostTitle")}</h2>
        <p class="hint">${r("hostIntroduction")}</p>
        <form @submit=${N(({name:e})=>Is(e))}>
          ${R(r("yourName"))}
          <button class="primary wide" ?disabled=${k()}>${r("openLobby")}</button>
        </form>
      </section>
    </div>
    ${ge()}
  </main>`}function fr({target:e}){e.setCustomValidity(Ie(e.value)===null?r(Cs(e.value)?"codeLetters":"codeHint"):"")}function mr(){let e=Qt();return e.length===0?p:d`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${r("continueTitle")}</h2>
    ${e.map(({page:t,code:n,name:s})=>d`<button class="wide" @click=${()=>L({page:t,code:n})}>
          ${r(t==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var hr=3,zt={players:50,teams:20},$r=36,gr=()=>new URLSearchParams(location.search).has("overlay");function Yo(){let{lobby:e,seat:t}=l,n=gr()?"overlay":t===null||e===null?"none":br(e);return d`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${r("wallTitle",{code:l.place.code})}</h1>
    ${t===null||e===null?wr():yr[n](e)} ${n==="overlay"?p:Ar()}
  </main>`}var br=e=>e.phase==="finished"?"finish":qe(e)?"game":"gathering",yr={overlay:e=>[Jo(e),Hn(e,zt)],gathering:vr,finish:xr,game:e=>d`${kr(e)} ${_r(e)} ${Jo(e)} ${Hn(e,zt)}`};function wr(){return d`<p class="wall-message">${r(l.seat===null?"notice.notScreen":"connecting")}</p>`}function vr({code:e,players:t}){let n=t.slice(0,$r),s=t.length-n.length,o=Sn(e);return d`<section class="wall-door">
      <h2>${r("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...e].join(" ")}>${e}</p>
      ${o===null?p:d`<p class="wall-link">${o.replace(/^https?:\/\//,"")}</p>`}
    </section>
    ${o===null?d`<p class="warning">${r("onlyHere",{host:location.host})}</p>`:Ue(o)}
    <section class="wall-guests">
      <h2>${r("players",{count:t.length})}</h2>
      <ul>
        ${H(n,({id:i})=>i,i=>d`<li .style=${M(i.team_id)}>${_(i.name)}</li>`)}
        ${s>0?d`<li>${r("more",{count:s})}</li>`:p}
      </ul>
    </section>`}function kr({code:e,question:t,question_value:n}){return d`<header class="wall-top">
    <p class="wall-question">${r("questionNumber",{question:t})}</p>
    ${n>0?d`<p class="wall-value">${n}</p>`:p} ${oe()}
    <p class="wall-corner">${mt()?r("offline"):e}</p>
  </header>`}function _r(e){let{active_player:t,buzz_queue:n}=e,{verdict:s}=l;if(s!==null){let c=le(s.points);return we(s.event,d`<section class="wall-word" data-kind=${c}><p>${r(s.key,s.values)}</p></section>`)}let o=t??n.find(c=>c.state==="waiting");if(o===void 0){let c=ct(e);return d`<section class="wall-word" data-kind=${c}><p>${r(c==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:c})=>c===o.id),a=t===null?r("wallFirst"):t.out_of_time?r("wallTimeOver"):r("wallAnswers");return we(o.id,d`<section class="wall-word" data-kind=${t?"answering":"first"} .style=${M(i?.team_id)}>
      <p class="wall-label">${a}</p>
      <p .style=${$e(o.name)}>${_(o.name)}</p>
    </section>`)}function Jo({buzz_queue:e}){let t=e.slice(0,hr);return d`<ol class="wall-queue" aria-label=${r("queue")} ?data-empty=${t.length===0}>
    ${H(t,({id:n})=>n,({name:n,position:s,delta_ms:o,state:i,team_id:a})=>d`<li data-state=${i} .style=${M(a)}>
          <span class="rank">${s}</span> ${_(n)}
          <span class="behind">${s>1?r("behind",{seconds:$t(o)}):p}</span>
        </li>`)}
  </ol>`}function Hn(e,t,n=0){let{kind:s,entries:o}=Ve(e),i=o.slice(n,n+t[s]),a=o.length-n-i.length,{columns:c,rows:u}=ao(i.length+(a>0?1:0));return d`<ol class="wall-board" data-columns=${c} .style=${`--rows: ${u}; --columns: ${c}`}
    aria-label=${r("scoreboard")}>
    ${H(i,({id:f})=>f,({rank:f,name:h,score:m,colour:$,isHere:b,isActive:y})=>d`<li ?data-active=${y} ?data-gone=${!b} .style=${$}>
          <span class="rank">${f}</span> ${_(h)} <span class="score">${m}</span>
        </li>`)}
    ${a>0?d`<li class="wall-more">${r("more",{count:a})}</li>`:p}
  </ol>`}function xr(e){let{kind:t,entries:n}=Ve(e),s=n.slice(0,3);return d`<header class="wall-top"><p class="wall-question">${r("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:o,score:i,rank:a,colour:c})=>d`<li data-rank=${a} .style=${c}>
            ${_(o)}
            <p class="podium-step"><span class="podium-rank">${a}</span> <span class="score">${i}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?Hn(e,{...zt,[t]:zt[t]-s.length},s.length):p}`}function Ar(){let{sound:e}=l.preferences;return d`<div class="wall-tools">
    ${document.fullscreenEnabled?d`<button class="quiet" @click=${Tr} aria-label=${r("fullScreen")} title=${r("fullScreen")}>${z("full")}</button>`:p}
    <button class="quiet" @click=${()=>de({sound:!e})} aria-pressed=${e} aria-label=${r("sound")}
      title=${r("sound")}>
      ${z(e?"sound":"silent")}
    </button>
  </div>`}function Tr(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var Er={start:Wo,host:Vo,player:Uo,screen:Yo},Or=2e3,Nt=document.getElementById("app"),Xo=document.getElementById("announcer");function Qo(){fo(),no(Nt,()=>Xn(Er[l.place.page](),Nt)),oo(Nt.querySelectorAll(".game button"));let e=mo();to(Qo),Xo.textContent!==e&&(Xo.textContent=e)}var Ct=null,Ht;async function Mn(){Ct?.abort(),Ct=null;let{seat:e,place:t}=l;if(e===null)return t.page==="player"?Js():null;Qs();let{signal:n}=Ct=new AbortController,s=a=>{a.you.role===t.page?ue(a):o("not-in-lobby")},o=a=>{n.aborted||(Ct.abort(),Ys(a))},i=await Ss(t.code,e.token,{show:s,heard:Sr,lost:Lr,signal:n});i!==null&&o(i)}function Sr(){clearTimeout(Ht),Ht=void 0,l.connection!==q.LIVE&&g({connection:q.LIVE})}function Lr(){Ht??=setTimeout(Zo,Or)}function Zo(){clearTimeout(Ht),l.connection!==q.OFFLINE&&g({connection:q.OFFLINE})}function zr(){Zo(),Mn()}function In(){Qe(),Mn()}var Cr=e=>l.dialog?.kind==="history"&&(e.dialog!==l.dialog||e.lobby?.last_event?.id!==l.lobby?.last_event?.id);$s(e=>{(e.place!==l.place||e.seat?.token!==l.seat?.token)&&Mn(),Cr(e)&&Gs(),Qo(),_s(e)});addEventListener("online",In);addEventListener("offline",zr);addEventListener("pageshow",e=>e.persisted&&In());document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&In());await ys();Nt.replaceChildren();ks();Go();Ro();Hs();sn();Xs();
