import{a as Zt,b as w}from"./chunk-S3OY5MLJ.js";var ct=globalThis,Xt=e=>e,Ae=ct.trustedTypes,Qt=Ae?Ae.createPolicy("lit-html",{createHTML:e=>e}):void 0,lt="$lit$",z=`lit$${Math.random().toFixed(9).slice(2)}$`,ut="?"+z,Xo=`<${ut}>`,R=document,le=()=>R.createComment(""),ue=e=>e===null||typeof e!="object"&&typeof e!="function",dt=Array.isArray,rn=e=>dt(e)||typeof e?.[Symbol.iterator]=="function",at=`[ 	
\f\r]`,ce=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,en=/-->/g,tn=/>/g,M=RegExp(`>|${at}(?:([^\\s"'>=/]+)(${at}*=${at}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),nn=/'/g,on=/"/g,an=/^(?:script|style|textarea|title)$/i,pt=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),h=pt(1),Di=pt(2),Bi=pt(3),q=Symbol.for("lit-noChange"),g=Symbol.for("lit-nothing"),sn=new WeakMap,V=R.createTreeWalker(R,129);function cn(e,t){if(!dt(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return Qt!==void 0?Qt.createHTML(t):t}var ln=(e,t)=>{let n=e.length-1,o=[],s,i=t===2?"<svg>":t===3?"<math>":"",r=ce;for(let l=0;l<n;l++){let c=e[l],d,f,p=-1,$=0;for(;$<c.length&&(r.lastIndex=$,f=r.exec(c),f!==null);)$=r.lastIndex,r===ce?f[1]==="!--"?r=en:f[1]!==void 0?r=tn:f[2]!==void 0?(an.test(f[2])&&(s=RegExp("</"+f[2],"g")),r=M):f[3]!==void 0&&(r=M):r===M?f[0]===">"?(r=s??ce,p=-1):f[1]===void 0?p=-2:(p=r.lastIndex-f[2].length,d=f[1],r=f[3]===void 0?M:f[3]==='"'?on:nn):r===on||r===nn?r=M:r===en||r===tn?r=ce:(r=M,s=void 0);let b=r===M&&e[l+1].startsWith("/>")?" ":"";i+=r===ce?c+Xo:p>=0?(o.push(d),c.slice(0,p)+lt+c.slice(p)+z+b):c+z+(p===-2?l:b)}return[cn(e,i+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),o]},de=class e{constructor({strings:t,_$litType$:n},o){let s;this.parts=[];let i=0,r=0,l=t.length-1,c=this.parts,[d,f]=ln(t,n);if(this.el=e.createElement(d,o),V.currentNode=this.el.content,n===2||n===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(s=V.nextNode())!==null&&c.length<l;){if(s.nodeType===1){if(s.hasAttributes())for(let p of s.getAttributeNames())if(p.endsWith(lt)){let $=f[r++],b=s.getAttribute(p).split(z),m=/([.?@])?(.*)/.exec($);c.push({type:1,index:i,name:m[2],strings:b,ctor:m[1]==="."?ke:m[1]==="?"?Ee:m[1]==="@"?Te:F}),s.removeAttribute(p)}else p.startsWith(z)&&(c.push({type:6,index:i}),s.removeAttribute(p));if(an.test(s.tagName)){let p=s.textContent.split(z),$=p.length-1;if($>0){s.textContent=Ae?Ae.emptyScript:"";for(let b=0;b<$;b++)s.append(p[b],le()),V.nextNode(),c.push({type:2,index:++i});s.append(p[$],le())}}}else if(s.nodeType===8)if(s.data===ut)c.push({type:2,index:i});else{let p=-1;for(;(p=s.data.indexOf(z,p+1))!==-1;)c.push({type:7,index:i}),p+=z.length-1}i++}}static createElement(t,n){let o=R.createElement("template");return o.innerHTML=t,o}};function U(e,t,n=e,o){if(t===q)return t;let s=o!==void 0?n._$Co?.[o]:n._$Cl,i=ue(t)?void 0:t._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(e),s._$AT(e,n,o)),o!==void 0?(n._$Co??=[])[o]=s:n._$Cl=s),s!==void 0&&(t=U(e,s._$AS(e,t.values),s,o)),t}var xe=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:o}=this._$AD,s=(t?.creationScope??R).importNode(n,!0);V.currentNode=s;let i=V.nextNode(),r=0,l=0,c=o[0];for(;c!==void 0;){if(r===c.index){let d;c.type===2?d=new Y(i,i.nextSibling,this,t):c.type===1?d=new c.ctor(i,c.name,c.strings,this,t):c.type===6&&(d=new Se(i,this,t)),this._$AV.push(d),c=o[++l]}r!==c?.index&&(i=V.nextNode(),r++)}return V.currentNode=R,s}p(t){let n=0;for(let o of this._$AV)o!==void 0&&(o.strings!==void 0?(o._$AI(t,o,n),n+=o.strings.length-2):o._$AI(t[n])),n++}},Y=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,o,s){this.type=2,this._$AH=g,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=o,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=U(this,t,n),ue(t)?t===g||t==null||t===""?(this._$AH!==g&&this._$AR(),this._$AH=g):t!==this._$AH&&t!==q&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):rn(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==g&&ue(this._$AH)?this._$AA.nextSibling.data=t:this.T(R.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:o}=t,s=typeof o=="number"?this._$AC(t):(o.el===void 0&&(o.el=de.createElement(cn(o.h,o.h[0]),this.options)),o);if(this._$AH?._$AD===s)this._$AH.p(n);else{let i=new xe(s,this),r=i.u(this.options);i.p(n),this.T(r),this._$AH=i}}_$AC(t){let n=sn.get(t.strings);return n===void 0&&sn.set(t.strings,n=new de(t)),n}k(t){dt(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,o,s=0;for(let i of t)s===n.length?n.push(o=new e(this.O(le()),this.O(le()),this,this.options)):o=n[s],o._$AI(i),s++;s<n.length&&(this._$AR(o&&o._$AB.nextSibling,s),n.length=s)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let o=Xt(t).nextSibling;Xt(t).remove(),t=o}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},F=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,o,s,i){this.type=1,this._$AH=g,this._$AN=void 0,this.element=t,this.name=n,this._$AM=s,this.options=i,o.length>2||o[0]!==""||o[1]!==""?(this._$AH=Array(o.length-1).fill(new String),this.strings=o):this._$AH=g}_$AI(t,n=this,o,s){let i=this.strings,r=!1;if(i===void 0)t=U(this,t,n,0),r=!ue(t)||t!==this._$AH&&t!==q,r&&(this._$AH=t);else{let l=t,c,d;for(t=i[0],c=0;c<i.length-1;c++)d=U(this,l[o+c],n,c),d===q&&(d=this._$AH[c]),r||=!ue(d)||d!==this._$AH[c],d===g?t=g:t!==g&&(t+=(d??"")+i[c+1]),this._$AH[c]=d}r&&!s&&this.j(t)}j(t){t===g?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ke=class extends F{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===g?void 0:t}},Ee=class extends F{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==g)}},Te=class extends F{constructor(t,n,o,s,i){super(t,n,o,s,i),this.type=5}_$AI(t,n=this){if((t=U(this,t,n,0)??g)===q)return;let o=this._$AH,s=t===g&&o!==g||t.capture!==o.capture||t.once!==o.once||t.passive!==o.passive,i=t!==g&&(o===g||s);s&&this.element.removeEventListener(this.name,this,o),i&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Se=class{constructor(t,n,o){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=o}get _$AU(){return this._$AM._$AU}_$AI(t){U(this,t)}},un={M:lt,P:z,A:ut,C:1,L:ln,R:xe,D:rn,V:U,I:Y,H:F,N:Ee,U:Te,B:ke,F:Se},Qo=ct.litHtmlPolyfillSupport;Qo?.(de,Y),(ct.litHtmlVersions??=[]).push("3.3.3");var dn=(e,t,n)=>{let o=n?.renderBefore??t,s=o._$litPart$;if(s===void 0){let i=n?.renderBefore??null;o._$litPart$=s=new Y(t.insertBefore(le(),i),i,void 0,n??{})}return s._$AI(e),s};var es="/api/v1/lobbies";var A=class extends Error{constructor(t){super(t),this.code=t}},N=class extends Error{constructor(t,n=null){super(String(t)),this.retryAfter=n}},ht=e=>Math.min(5e3,500*2**e)*(.5+Math.random()/2),ft=new EventTarget,Oe=()=>ft.dispatchEvent(new Event("wake"));function Z(e,{signal:t,wakeable:n=!0}={}){return new Promise(o=>{let s=()=>{clearTimeout(i),ft.removeEventListener("wake",s),t?.removeEventListener("abort",s),o()},i=setTimeout(s,e);n&&ft.addEventListener("wake",s),t?.addEventListener("abort",s),t?.aborted&&s()})}async function ze(e,t,n={},o=K){let{token:s,body:i,key:r,headers:l,patience:c=5e3,signal:d}=n,f=new AbortController,p=()=>f.abort(),$,b=m=>{clearTimeout($),$=setTimeout(p,m)};b(c),d?.addEventListener("abort",p),d?.aborted&&p();try{let m=await fetch(es+t,{method:e,headers:{...l,...s&&{Authorization:`Bearer ${s}`},...r&&{"Idempotency-Key":r},...i&&{"Content-Type":"application/json"}},body:i&&JSON.stringify(i),cache:"no-store",signal:f.signal});if(m.ok||m.status===304)return await o(m,b);throw await ts(m)}catch(m){throw m instanceof A||m instanceof N?m:new N(m)}finally{clearTimeout($),d?.removeEventListener("abort",p),p()}}async function ts(e){let{code:t}=await K(e);if(e.status<500&&e.status!==429)return new A(t);let n=e.headers.get("Retry-After")??"";return new N(t,/^\d+$/.test(n)?1e3*n:null)}async function K(e){if(e.status===204)return null;if(!/[/+]json\b/.test(e.headers.get("Content-Type")??""))throw new N("not JSON");return e.json()}async function Ce(e,t,n={},o=K){let s=ns(3e4);for(let i=0;;i++)try{return await ze(e,t,n,o)}catch(r){if(r instanceof A||!s()||(await Z(r.retryAfter??ht(i),{wakeable:r.retryAfter===null}),!s()))throw r}}function ns(e){let t=Date.now()+e;return()=>Date.now()<t}function pn(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,t=>t.toString(16).padStart(2,"0")).join("")}var fn=(e,t)=>Ce("POST","",{body:{host_name:e},key:t}),hn=(e,t,n)=>Ce("POST",`/${e}/players`,{body:{name:t},key:n});function mn(e,t){let n=(o,s,i)=>Ce(o,`/${e}${s}`,{token:t,body:i});return{look:()=>n("GET",""),settings:o=>n("PATCH","",o),confirm:(o,s)=>n("PUT","/active-player",{player_id:o,round:s}),resolve:(o,s)=>n("POST","/resolve",{action:o,round:s}),reset:o=>n("POST","/reset",{round:o}),edit:(o,s)=>n("PATCH",`/players/${o}`,s),remove:o=>n("DELETE",`/players/${o}`),undo:o=>n("POST","/undo",{event:o}),history:()=>n("GET","/history"),sheet:()=>Ce("GET",`/${e}/scoresheet.csv`,{token:t},o=>o.blob()),close:()=>n("DELETE",""),buzz:(o,s)=>os(()=>ze("POST",`/${e}/buzz`,{token:t,body:{round:o}}),s)}}function os(e,t){let n=new AbortController;return new Promise((o,s)=>{let i=r=>l=>{n.abort(),r(l)};(async()=>{for(let r=0;!n.signal.aborted;r++){if(!t())return i(s)(new N("not wanted any more"));let l=null;e().then(i(o),d=>{d instanceof A&&i(s)(d),l=d.retryAfter});let c=Math.min(5e3,1e3*2**r)*(.5+Math.random()/2);await Z(c,{signal:n.signal}),l!==null&&await Z(l,{signal:n.signal,wakeable:!1})}})()})}function Ne({lobby:e,pressed:t}){return e.you.position??(t?.round===e.round?t.position:null)}var $n=({barred:e})=>e!==null&&!e.isOver,pe=e=>e.lobby.you.can_buzz&&!$n(e);function G(e){let{lobby:t,pressed:n,connection:o}=e,s=o==="offline";if(t===null)return s?E("offline","offline","offlineHint"):E("waiting","connecting","connectingHint");let{active_player:i,you:r}=t;if(i?.id===r.id)return E("answering","answering",i.out_of_time?"yourTimeIsOver":"answeringHint");if(is(t))return E("out","out","outHint");let l=Ne(e);if(l===1)return E("first","place","placeWaitHint",{position:l});if(l!==null){let c=gn(t)?.delta_ms;return E("placed","place",c===void 0?"placeWaitHint":"placeHint",{position:l,milliseconds:c})}if(n)return E("sent","sent",s?"sentOffline":"sentHint");if(s)return{...E("offline","offline","offlineHint"),pressable:pe(e)};if(i){let c=i.out_of_time?"timeIsOver":"othersAnswer";return{...E("locked","locked",c,{name:i.name}),pressable:pe(e)}}return $n(e)?E("barred","tooEarly","tooEarlyHint"):t.locked?{...E("locked","locked","lockedHint"),pressable:rs(t)}:{...E("ready","ready","readyHint"),pressable:!0}}var E=(e,t,n,o={})=>({kind:e,key:t,hint:n,values:o,pressable:!1}),gn=({buzz_queue:e,you:t})=>e.find(n=>n.id===t.id);function is(e){let{buzz_open:t,you:n}=e;return gn(e)?.state==="wrong"||t&&n.position===null&&!n.can_buzz}var rs=({settings:e,you:t})=>e.false_start_ms>0&&t.barred_until===null;function bn(e,t){let[n,o]=[e.lobby,t.lobby];if(!n||!o||n.code!==o.code)return null;if(o.you.role==="host")return n.buzz_queue.length===0&&o.buzz_queue.length>0?"firstBuzz":null;if(o.active_player?.id===o.you.id&&n.active_player?.id!==o.you.id)return"answering";let s=Ne(t);return s!==null&&Ne(e)===null?s===1?"first":"placed":t.pressed&&!e.pressed?"pressed":pe(t)&&(o.round>n.round||!pe(e))?"opened":null}function $t({kind:e,player:t,team:n,points:o}){let s=(t??n)?.name;return s===void 0?{key:as[e]??"did.other",values:{}}:e==="resolve"||e==="score"?ls(s,o):{key:cs[e]??"did.other",values:{name:s}}}var as={set:"did.set",reset:"reset",finish:"did.finish",teams:"did.teams"},cs={confirm:"activeTitle",rename:"did.rename",team:"did.team",kick:"did.kick"};function ls(e,t){return t?{key:t>0?"did.plus":"did.minus",values:{name:e,points:Math.abs(t)}}:{key:"did.nothing",values:{name:e}}}function yn(e,t){let n=t.last_event;return e?.created_at!==t.created_at||!n?.undoable||n.id<=(e.last_event?.id??0)?null:{event:n.id,...$t({kind:n.kind,...us(n.kind,e,t)})}}function us(e,t,n){if(e==="confirm")return{player:n.active_player};if(e==="kick")return{player:t.players.find(s=>!wn(s,n.players))};if(e==="resolve")return{player:t.active_player,points:mt(t.active_player,t,n)};if(e!=="score")return{};let o=[...n.players,...n.teams].find(s=>mt(s,t,n));return{player:o,points:mt(o,t,n)}}var wn=(e,t)=>t.find(({id:n})=>n===e?.id);function mt(e,t,n){let[o,s]=[t,n].map(({players:i,teams:r})=>wn(e,[...i,...r])?.score);return(s??0)-(o??s??0)}var ds=Zt({"./texts/en.js":()=>import("./en-IA3Q2KGL.js"),"./texts/ru.js":()=>import("./ru-EWBTM4KW.js")});var fe=w,gt={};async function bt(e){gt[e]??=(await ds(`./texts/${e}.js`)).default}function vn(e){let[t,...n]=new Intl.DisplayNames(e,{type:"language"}).of(e);return t.toLocaleUpperCase(e)+n.join("")}function yt(e=navigator.languages??[navigator.language]){return e.map(n=>n.split("-")[0].toLowerCase()).find(n=>fe.includes(n))??"en"}var ps=e=>typeof e=="string"?`⁨${e}⁩`:e,_n=(e,t)=>Object.hasOwn(gt[e],t);function An(e,t,n={}){let o=gt[e][t];return typeof o=="function"?o(n):o.replace(/\{(\w+)\}/g,(s,i)=>ps(n[i]))}var L={CONNECTING:"connecting",LIVE:"live",OFFLINE:"offline"},Le="panenka.preferences",Ie="panenka.seat.",wt="panenka.key.",fs=1e4,hs=1440*60*1e3,u={place:{page:"start",code:null},seat:null,lobby:null,connection:L.CONNECTING,pressed:null,barred:null,done:null,history:null,busy:!1,notice:null,dialog:null,copied:null,origin:null,preferences:{language:yt(),sound:!0,vibration:!0,awake:!0}},xn=[];function kn(e){xn.push(e)}function y(e){let t={...u};Object.assign(u,e);for(let n of xn)n(t)}function me(e){let t=u.lobby;if(e.code!==u.place.code||e.you.role!==u.place.page||t?.created_at===e.created_at&&t.version>e.version)return;let n=u.pressed?.round===e.round&&e.you.position===null;y({lobby:e,pressed:n?u.pressed:null,barred:ms(e),done:$s(t,e)})}function ms({settings:e,you:t}){let n=t.barred_until;if(n===null)return null;if(n===u.barred?.until)return u.barred;let o={until:n,isOver:!1};return setTimeout(()=>u.barred===o&&y({barred:{until:n,isOver:!0}}),e.false_start_ms),o}function $s(e,t){if(t.you.role!=="host")return null;let n=yn(e,t);return n===null?u.done?.event===t.last_event?.id?u.done:null:(setTimeout(()=>u.done===n&&y({done:null}),fs),n)}function He(e){let t={...u.preferences,...e};return ge(Le,t),En(t)}async function En(e){await bt(e.language).then(()=>y({preferences:e}),()=>null)}var vt=({page:e,code:t})=>`${Ie}${e}.${t}`;function _t(e){return e.code===null?null:he(vt(e))}function Pe(e,t){ge(vt(e),{...t,taken:Date.now()})}function $e(e){ge(vt(e),null)}function At(){return gs().filter(e=>e.startsWith(Ie)).map(e=>{let[t,n]=e.slice(Ie.length).split(".");return{page:t,code:n,...he(e)}}).sort((e,t)=>t.taken-e.taken)}function Tn(e,t){let n=he(wt+e)??t();return ge(wt+e,n),n}function xt(e){ge(wt+e,null)}async function Sn(){Object.assign(u.preferences,he(Le)),fe.includes(u.preferences.language)||(u.preferences.language=yt());for(let{page:e,code:t,taken:n}of At())Date.now()-n<hs||$e({page:e,code:t});addEventListener("storage",({key:e})=>{e===Le?En({...u.preferences,...he(Le)}):(e===null||e.startsWith(Ie))&&y({seat:_t(u.place)})}),await bt(u.preferences.language)}var X=new Map;function he(e){try{return JSON.parse(localStorage.getItem(e)??X.get(e)??"null")}catch{return JSON.parse(X.get(e)??"null")}}function ge(e,t){let n=JSON.stringify(t);try{t===null?localStorage.removeItem(e):localStorage.setItem(e,n),X.delete(e)}catch{X.set(e,n)}}function gs(){try{return[...Object.keys(localStorage),...X.keys()]}catch{return[...X.keys()]}}var On="vibrate"in navigator,De="wakeLock"in navigator,H=null,Q=null,kt=!1;function zn(){let e=()=>{H??=new AudioContext,H.state!=="running"&&H.resume().catch(()=>null)};for(let t of["pointerdown","keydown"])addEventListener(t,e,{passive:!0});document.addEventListener("visibilitychange",Ln)}function be(...e){if(!(!u.preferences.sound||H?.state!=="running"))for(let[t,n]of e){let[o,s]=[H.createOscillator(),H.createGain()],i=H.currentTime+n;o.type="triangle",o.frequency.value=t,s.gain.setValueAtTime(1e-4,i),s.gain.exponentialRampToValueAtTime(.3,i+.01),s.gain.exponentialRampToValueAtTime(1e-4,i+.35),o.connect(s).connect(H.destination),o.start(i),o.stop(i+.4)}}function ee(...e){u.preferences.vibration&&On&&navigator.vibrate(e)}var bs={pressed:()=>ee(30),first:()=>(ee(60,40,60),be([660,0],[880,.12])),placed:()=>(ee(40),be([440,0])),answering:()=>(ee(120,60,120),be([523,0],[659,.1],[784,.2])),opened:()=>(ee(20),be([587,0])),firstBuzz:()=>(ee(60),be([880,0],[660,.12]))};function Nn(e){let t=bn(e,u);t!==null&&bs[t](),(e.preferences!==u.preferences||e.lobby===null!=(u.lobby===null))&&Ln()}var Cn=()=>u.preferences.awake&&u.lobby!==null;async function Ln(){if(!(!De||kt)){if(!Cn())return Q?.release();Q!==null||document.visibilityState!=="visible"||(kt=!0,Q=await navigator.wakeLock.request("screen").catch(()=>null),kt=!1,Q?.addEventListener("release",()=>Q=null),Cn()||Q?.release())}}var In=()=>[["sound",!0],...On?[["vibration",!0]]:[],["awake",De]],Hn=e=>He({[e]:!u.preferences[e]});var ys=4e4,ws=1e4,vs=25,_s=35e3,As=2e3,xs=2,Dn=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function Bn(e,t,{show:n,heard:o,lost:s,signal:i}){let r=new Et(e,t,{show:n,heard:o,signal:i});try{return await r.follow(s),null}catch(l){if(l instanceof A)return l.code;throw l}}var Et=class{#e=0;#t=null;#n=null;constructor(t,n,{show:o,heard:s,signal:i}){Object.assign(this,{path:`/${t}`,token:n,show:o,heard:s,signal:i})}async follow(t){let n=[()=>this.#d(),()=>this.#u(),()=>this.#l()],[o,s,i]=[0,0,0];for(;!this.signal.aborted;){let r=this.#e,{told:l}=await Pn(n[o]());if(this.signal.aborted)return;this.#e>r?[s,i]=[0,0]:(await Pn(this.#i())).answered?[s,i]=[s+1,0]:(i+=1,t()),s===xs&&o<n.length-1?[o,s]=[o+1,0]:(o===0||i>0)&&await this.#c(l,i)}}#c(t,n){return Z(t??ht(n),{signal:this.signal,wakeable:t===null})}#o(t,n,o){let{path:s,token:i,signal:r}=this;return ze("GET",s+t,{token:i,signal:r,...n},o)}#s(){this.#e+=1,this.heard()}#r(t){this.#t=t.version,this.show(t),this.#s()}async#a(t){if(t.status===204||t.status===304)return this.#s();let n=await K(t);this.#n=t.headers.get("ETag"),this.#r(n)}#i(){let t=this.#n===null?{}:{"If-None-Match":this.#n};return this.#o("",{headers:t},n=>this.#a(n))}async#l(){await Z(As,{signal:this.signal}),await this.#i()}#u(){if(this.#t===null)return this.#i();let t=`?since=${this.#t}&wait=${vs}`;return this.#o(t,{patience:_s},n=>this.#a(n))}#d(){return this.#o("/events",{patience:ws},async(t,n)=>{if(!(t.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new N("no stream");for await(let s of Es(t.body))if(n(ys),s.name==="lobby")this.#r(JSON.parse(s.data));else{if(s.name==="end")return ks(s);this.#s()}return null})}};async function Pn(e){try{return{answered:!0,told:await e??null}}catch(t){if(t instanceof A&&Dn.has(t.code))throw t;return{answered:!1,told:t.retryAfter??null}}}function ks({data:e}){let{code:t,retry_ms:n}=JSON.parse(e);if(Dn.has(t))throw new A(t);return n}async function*Es(e){let t=e.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:o,done:s}=await t.read();if(s)return;let i=(n+o).split(`

`);n=i.pop();for(let r of i)yield Ts(r)}}function Ts(e){let t=n=>e.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:t("event"),data:t("data")}}var Ss=/^[A-HJ-NP-Z2-9]{4}$/,Cs=/^[A-ZА-Я\d]{4}$/i,jn={А:"A",В:"B",Д:"D",Е:"E",К:"K",М:"M",Н:"H",О:"O",Р:"P",С:"C",Т:"T",У:"Y",Х:"X"},Mn=Os("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ","QWERTYUIOPASDFGHJKLZXCVBNM");function Os(e,t){return Object.fromEntries([...e].map((n,o)=>[n,t[o]]))}function ye(e){let t=zs(e);if(!Cs.test(t))return null;let n=[...t.toUpperCase()],o=n.every(i=>i in jn||!(i in Mn))?jn:Mn,s=n.map(i=>o[i]??i).join("");return Ss.test(s)?s:null}var Vn=e=>/[O0I1ОІ]/i.test(e),zs=e=>e.trim().replace(/[?#].*$/,"").replace(/\/$/,"").split("/").at(-1);var Tt={player:"/",host:"/host/",screen:"/screen/"},we=({page:e,code:t})=>e==="start"?"/":Tt[e]+t;function Ns(e){if(e==="/")return{page:"start",code:null};let[,t,n]=/^(\/(?:host\/|screen\/)?)([^/]+)\/?$/.exec(e)??[],o=n===void 0?null:ye(Ls(n)),s=Object.keys(Tt).find(i=>Tt[i]===t);return o===null?null:{page:s,code:o}}function Ls(e){try{return decodeURIComponent(e)}catch{return""}}function Rn(e,t=null){let n=_t(e),o=t===null?L.CONNECTING:L.LIVE;y({place:e,seat:n,lobby:t,connection:o,pressed:null,barred:null,notice:null,done:null,dialog:null})}function T(e,t=null){we(e)!==location.pathname&&history.pushState(null,"",we(e)),Rn(e,t)}function St(){let e=Ns(location.pathname),t=e??{page:"start",code:null},n=location.hash.slice(1),o=we(t)+location.search;(location.hash||we(t)!==location.pathname)&&history.replaceState(null,"",o),t.page!=="start"&&n&&Pe(t,{token:n,name:""}),Rn(t),e===null&&y({notice:{key:"notice.noPage"}})}function qn(){addEventListener("popstate",()=>{(location.hash||we(u.place)!==location.pathname)&&St()})}var x=()=>mn(u.place.code,u.seat.token);function Un(e){return e instanceof A?{key:`problem.${e.code}`,code:e.code}:{key:"notice.noAnswer"}}var Ct=Promise.resolve();function zt(e){return Ct=Ct.then(()=>S(e)),Ct}async function S(e){y({busy:!0,notice:null});try{let t=await e();return t?.you&&me(t),!0}catch(t){return y({notice:Un(t)}),!1}finally{y({busy:!1})}}async function Fn(e,t){try{let n=await t(Tn(e,pn));return xt(e),n}catch(n){throw n instanceof A&&xt(e),n}}async function Kn(e,t){let{token:n,lobby:o}=await t,s={page:e,code:o.code};Pe(s,{token:n,name:o.you.name}),T(s,o)}var Gn=e=>S(()=>Kn("host",Fn(`open.${e}`,t=>fn(e,t)))),Wn=(e,t)=>S(()=>Kn("player",Fn(`join.${e}.${t}`,n=>hn(e,t,n))));async function Be(){if(!G(u).pressable)return;let{place:e}=u,{round:t}=u.lobby;y({pressed:{round:t,position:null}});let n=()=>u.pressed?.round===t&&u.place===e&&u.seat!==null,o=x();try{let{position:s}=await o.buzz(t,n);n()&&y({pressed:{round:t,position:s}})}catch(s){if(!(s instanceof A)||!n())return;y({pressed:null}),me(await o.look())}}var Jn=e=>S(()=>x().confirm(e,u.lobby.round)),Yn=e=>S(()=>x().resolve(e,u.lobby.round)),Zn=()=>S(()=>x().reset(u.lobby.round)),Xn=e=>zt(()=>x().settings({locked:e})),Qn=e=>zt(()=>x().settings({settings:e})),eo=e=>zt(()=>x().settings({question_value:e})),je=e=>S(()=>x().undo(e)),Me=(e,t)=>S(()=>x().edit(e,t)),to=e=>S(()=>io(x().remove(e),"player-not-found")),no=()=>S(async()=>{await io(x().close(),"lobby-not-found"),Ot("notice.over")});async function oo(){let e=null;return await S(async()=>{e=await x().sheet()}),e}async function so(){let{place:e}=u;try{let{events:t}=await x().history(),n=o=>o?.at(-1)?.id??0;u.place===e&&n(t)>=n(u.history)&&y({history:t})}catch(t){u.place===e&&y({notice:Un(t)})}}function io(e,t){return e.catch(n=>{if(!(n instanceof A)||n.code!==t)throw n;return null})}function ro(){let{place:e}=u,t=x();return $e(e),T({page:"start",code:null}),t.remove("me").catch(()=>null)}function ao(e){let{place:t}=u;$e(t),e==="lobby-not-found"?Ot("notice.over"):t.page==="host"?Ot("notice.notHost"):y({seat:null,lobby:null,dialog:null,notice:{key:"notice.kicked"}})}function Ot(e){$e(u.place),T({page:"start",code:null}),y({notice:{key:e}})}var Is=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function co(){if(!Is.test(location.hostname))return y({origin:location.origin});let e=await fetch("/web/address").then(K).then(({address:t})=>t).catch(()=>null);e!==null&&y({origin:e})}var Nt=null,Ve=null;function lo(e,t){let n=document.activeElement,o=e.contains(n);t();let s=e.firstElementChild.dataset.view,i=Nt!==null&&Nt!==s;Nt=s;let r=e.querySelector("dialog");i?e.querySelector("[data-focus]").focus():r!==null&&!r.open?(Ve=n,r.showModal()):o&&!e.contains(document.activeElement)&&(Ve?.isConnected?Ve:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),r===null&&(Ve=null)}var uo=new WeakMap;function po(e){for(let t of e){let n=uo.get(t),o=Hs(t);if(n!==void 0&&Ps(n,o))continue;clearTimeout(n?.timer),t.toggleAttribute("data-fresh",!0);let s=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);uo.set(t,{...o,timer:s})}}function Hs(e){let{left:t,top:n,width:o,height:s}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:n+scrollY,width:o,height:s}}var Ps=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var fo={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ho=e=>(...t)=>({_$litDirective$:e,values:t}),Re=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,n,o){this._$Ct=t,this._$AM=n,this._$Ci=o}_$AS(t,n){return this.update(t,n)}update(t,n){return this.render(...n)}};var{I:Ds}=un,mo=e=>e;var $o=()=>document.createComment(""),te=(e,t,n)=>{let o=e._$AA.parentNode,s=t===void 0?e._$AB:t._$AA;if(n===void 0){let i=o.insertBefore($o(),s),r=o.insertBefore($o(),s);n=new Ds(i,r,e,e.options)}else{let i=n._$AB.nextSibling,r=n._$AM,l=r!==e;if(l){let c;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(c=e._$AU)!==r._$AU&&n._$AP(c)}if(i!==s||l){let c=n._$AA;for(;c!==i;){let d=mo(c).nextSibling;mo(o).insertBefore(c,s),c=d}}}return n},P=(e,t,n=e)=>(e._$AI(t,n),e),Bs={},go=(e,t=Bs)=>e._$AH=t,bo=e=>e._$AH,qe=e=>{e._$AR(),e._$AA.remove()};var yo=(e,t,n)=>{let o=new Map;for(let s=t;s<=n;s++)o.set(e[s],s);return o},Lt=ho(class extends Re{constructor(e){if(super(e),e.type!==fo.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,n){let o;n===void 0?n=t:t!==void 0&&(o=t);let s=[],i=[],r=0;for(let l of e)s[r]=o?o(l,r):r,i[r]=n(l,r),r++;return{values:i,keys:s}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,o]){let s=bo(e),{values:i,keys:r}=this.dt(t,n,o);if(!Array.isArray(s))return this.ut=r,i;let l=this.ut??=[],c=[],d,f,p=0,$=s.length-1,b=0,m=i.length-1;for(;p<=$&&b<=m;)if(s[p]===null)p++;else if(s[$]===null)$--;else if(l[p]===r[b])c[b]=P(s[p],i[b]),p++,b++;else if(l[$]===r[m])c[m]=P(s[$],i[m]),$--,m--;else if(l[p]===r[m])c[m]=P(s[p],i[m]),te(e,c[m+1],s[p]),p++,m--;else if(l[$]===r[b])c[b]=P(s[$],i[b]),te(e,s[p],s[$]),$--,b++;else if(d===void 0&&(d=yo(r,b,m),f=yo(l,p,$)),d.has(l[p]))if(d.has(l[$])){let v=f.get(r[b]),_=v!==void 0?s[v]:null;if(_===null){let O=te(e,s[p]);P(O,i[b]),c[b]=O}else c[b]=P(_,i[b]),te(e,s[p],_),s[v]=null;b++}else qe(s[$]),$--;else qe(s[p]),p++;for(;b<=m;){let v=te(e,c[m+1]);P(v,i[b]),c[b++]=v}for(;p<=$;){let v=s[p++];v!==null&&qe(v)}return this.ut=r,go(e,c),q}});var a=(e,t)=>An(u.preferences.language,e,t);function wo(){document.documentElement.lang=u.preferences.language;let{code:e}=u.place;document.title=e===null?"Panenka":`${e} · Panenka`}var Fe=e=>h`<bdi class="name">${e}</bdi>`,It=({name:e,out_of_time:t})=>a(t?"timeIsOver":"activeTitle",{name:e}),vo=e=>a("seconds",{milliseconds:e});function _o(){let{lobby:e,place:t,seat:n}=u;if(t.page==="player"&&n!==null){let{key:i,hint:r,values:l}=G(u);return`${a(i,l)} – ${Ht(r,l)}`}if(t.page!=="host"||e===null)return"";if(u.connection==="offline")return a("connectionLost");if(e.active_player)return It(e.active_player);let o=e.buzz_queue.find(i=>i.state==="waiting");if(o)return a("buzzedFirst",{name:o.name});let s=e.players.filter(i=>i.presence!=="absent");return`${a(e.locked?"buzzersLocked":"buzzersOpen")}. ${a("players",{count:s.length})}`}function Ht(e,{milliseconds:t,...n}){return a(e,t===void 0?n:{...n,seconds:vo(t??0)})}function k(){let{notice:e}=u,t=e!==null&&_n(u.preferences.language,e.key),n=e===null?null:a(t?e.key:"problem.other",e);return h`<div class="notices" role="alert">${n===null?g:h`<p class="notice">
      ${n}
      <button class="quiet" @click=${()=>y({notice:null})} aria-label=${a("close")}>✕</button>
    </p>`}</div>`}function Ke(){return u.connection!=="offline"?g:h`<p class="offline-bar">
    ${a("connectionLost")} <button class="quiet" @click=${Oe}>${a("tryNow")}</button>
  </p>`}function Ao(){let e=u.preferences.language;return h`<div class="languages" role="group" aria-label=${a("chooseLanguage")}>
    ${fe.map(t=>h`<button
          class="quiet"
          lang=${t}
          aria-pressed=${t===e}
          @click=${()=>He({language:t})}
        >
          ${vn(t)}
        </button>`)}
  </div>`}var ne=()=>h`<footer class="footer">${Ao()}<a href="/docs/">${a("apiDescription")}</a></footer>`;function Ge(){return h`<fieldset class="settings">
    <legend>${a("settings")}</legend>
    ${In().map(([e,t])=>h`<label class="switch">
          <span>${a(e)}</span>
          <input
            type="checkbox"
            role="switch"
            .checked=${t&&u.preferences[e]}
            ?disabled=${!t}
            @change=${()=>Hn(e)}
          />
        </label>`)}
    ${De?g:h`<p class="hint">${a("awakeImpossible")}</p>`}
    ${Ao()}
  </fieldset>`}var Ue=e=>h`<small class="tag">${e}</small>`;function js({presence:e}){return e==="away"?Ue(a("away")):e==="absent"?Ue(a("absent")):g}function We(e=()=>g){let{active_player:t,you:n}=u.lobby,o=[...u.lobby.players].sort((s,i)=>s.rank-i.rank);return h`<section class="scores" aria-labelledby="scores-title">
    <h2 id="scores-title">${a("scoreboard")}</h2>
    ${o.length===0?h`<p class="hint">${a("scoreboardEmpty")}</p>`:g}
    <ol class="list">
      ${Lt(o,s=>s.id,s=>h`<li
          class="row"
          data-player=${s.id}
          data-presence=${s.presence}
          ?data-you=${s.id===n.id}
          ?data-active=${s.id===t?.id}
        >
          <span class="rank">${s.rank}</span>
          <span class="who">
            ${Fe(s.name)} ${s.id===n.id?Ue(a("you")):g} ${js(s)}
          </span>
          <span class="score">${s.score}</span>
          ${e(s)}
        </li>`)}
    </ol>
  </section>`}function Je(e=()=>g){let{buzz_queue:t,you:n}=u.lobby;return h`<ol class="list queue">
    ${Lt(t,o=>o.id,o=>h`<li
        class="row"
        ?data-you=${o.id===n.id}
        ?data-active=${o.state==="answering"}
        ?data-wrong=${o.state==="wrong"}
      >
        <span class="rank">${o.position}</span>
        <span class="who">${Fe(o.name)} ${o.state==="wrong"?Ue(a("wrong")):g}</span>
        <span class="behind">${o.position>1?a("behind",{seconds:vo(o.delta_ms)}):g}</span>
        ${e(o)}
      </li>`)}
  </ol>`}function D(e,t,n){if(u.dialog?.kind!==e)return g;let o=()=>y({dialog:null});return h`<dialog
    class="dialog"
    aria-labelledby="dialog-title"
    @close=${o}
    @click=${s=>s.target===s.currentTarget&&o()}
  >
    <div class="dialog-body">
      <h2 id="dialog-title">${t}</h2>
      ${n()}
      <button class="wide quiet-wide" @click=${o}>${a("close")}</button>
    </div>
  </dialog>`}var B=(e,t=null)=>y({dialog:{kind:e,id:t}}),W=(e,t="")=>h`<label class="field">
    <span>${e}</span>
    <input name="name" required maxlength="64" autocomplete="off" dir="auto" .value=${t} />
  </label>`,C=e=>t=>{t.preventDefault(),e(Object.fromEntries(new FormData(t.currentTarget)))};var Ms=2e3;function Ye(e,t){let{copied:n}=u,o=n?.label===e;return h`<button class="wide" @click=${()=>Vs(e,t)}>
      ${o&&n.done?a("copied"):e}
    </button>
    ${o&&!n.done?h`<label class="field"><span>${a("copyByHand")}</span><input readonly .value=${t} /></label>`:g}`}async function Vs(e,t){let n=await Rs(t)||qs(t),o={label:e,done:n};y({copied:o}),n&&setTimeout(()=>u.copied===o&&y({copied:null}),Ms)}async function Rs(e){try{return await navigator.clipboard.writeText(e),!0}catch{return!1}}function qs(e){let t=document.createElement("textarea");t.value=e,t.className="unseen",(document.querySelector("dialog[open]")??document.body).append(t),t.select();let n=document.execCommand("copy");return t.remove(),n}var Pt={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",false_start_ms:0,buzz_seconds:0,answer_seconds:0},xo={...Pt,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},Us={...xo,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},ko=[["presetPlain",Pt],["presetPub",{...Pt,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",xo],["presetJeopardy",Us]];function Eo(e,t){let n={...e,values:To(e.values),wrong_costs:"wrong_costs"in e,false_start_ms:Math.round(1e3*Number(e.false_start)),buzz_seconds:Number(e.buzz_seconds),answer_seconds:Number(e.answer_seconds),doors:"doors"in e?"closed":"open"};return delete n.false_start,Object.fromEntries(Object.entries(n).filter(([o,s])=>JSON.stringify(s)!==JSON.stringify(t[o])))}var To=e=>e.split(/[\s,;]+/).filter(Boolean).map(Number);function So(e){let t=To(e);return t.every(o=>Number.isInteger(o)&&o>=1&&o<=1e4)&&t.length>=1&&t.length<=10&&new Set(t).size===t.length}function zo(){let{settings:e}=u.lobby??{};if(e===void 0)return g;let t=async n=>{let o=Eo(n,e);(Object.keys(o).length===0||await Qn(o))&&y({dialog:null})};return D("rules",a("rules"),()=>h`${k()}
      <form class="rules" @submit=${C(t)}>
        <div class="presets" role="group" aria-label=${a("presets")}>
          ${ko.map(([n,o])=>h`<button type="button" @click=${s=>Fs(s,o)}>${a(n)}</button>`)}
        </div>
        <label class="field">
          <span>${a("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${e.values.join(" ")}
            @input=${Ks} />
        </label>
        ${Co("wrong_answer",a("wrongAnswer"),[["end",a("wrongAnswerEnds")],["next",a("wrongAnswerPasses")],["reopen",a("wrongAnswerReopens")]])}
        ${Oo("wrong_costs",a("wrongCosts"),e.wrong_costs)}
        ${Co("opens",a("opens"),[["at_once",a("opensAtOnce")],["by_host",a("opensByHost")]])}
        ${Dt("false_start",a("falseStart"),e.false_start_ms/1e3,{most:10,step:.001})}
        ${Dt("buzz_seconds",a("buzzSeconds"),e.buzz_seconds,{most:600})}
        ${Dt("answer_seconds",a("answerSeconds"),e.answer_seconds,{most:600})}
        ${Oo("doors",a("doorsClosed"),e.doors==="closed")}
        <button class="primary wide" ?disabled=${u.busy}>${a("save")}</button>
      </form>`)}function Co(e,t,n){let o=u.lobby.settings[e];return h`<label class="field">
    <span>${t}</span>
    <select name=${e}>
      ${n.map(([s,i])=>h`<option value=${s} ?selected=${s===o}>${i}</option>`)}
    </select>
  </label>`}var Dt=(e,t,n,{most:o,step:s=1})=>h`<label class="field">
    <span>${t}</span>
    <input name=${e} type="number" required min="0" max=${o} step=${s} .value=${n} />
  </label>`,Oo=(e,t,n)=>h`<label class="switch">
    <span>${t}</span>
    <input name=${e} type="checkbox" role="switch" .checked=${n} />
  </label>`;function Fs({target:e},t){let{elements:n}=e.form;for(let o of["wrong_answer","opens","buzz_seconds","answer_seconds"])n[o].value=t[o];n.values.value=t.values.join(" "),n.values.setCustomValidity(""),n.wrong_costs.checked=t.wrong_costs,n.false_start.value=t.false_start_ms/1e3}function Ks({target:e}){e.setCustomValidity(So(e.value)?"":a("valuesHint"))}var No=()=>[Gs(),Ws(),zo(),Xs()];function Gs(){let e=u.lobby?.players.find(({id:s})=>s===u.dialog?.id);if(!e)return g;let t=s=>s&&y({dialog:null}),n=async({name:s,score:i})=>{let r={...s!==e.name&&{name:s},...Number(i)!==e.score&&{score:Number(i)}};t(Object.keys(r).length===0||await Me(e.id,r))},o=async()=>confirm(a("kickQuestion",{name:e.name}))&&t(await to(e.id));return D("player",a("editTitle"),()=>h`${k()}
      <form @submit=${C(n)}>
        ${W(a("name"),e.name)}
        <label class="field">
          <span>${a("score")}</span>
          <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${e.score} />
        </label>
        <button class="primary wide" ?disabled=${u.busy}>${a("save")}</button>
      </form>
      <button class="wide danger" @click=${o}>${a("kick")}</button>`)}var Ws=()=>D("history",a("history"),()=>h`${k()} ${Js()}`);function Js(){let e=u.history?.filter(({kind:t})=>t!=="undo");return e?.length?h`<ol class="list history">
    ${e.toReversed().map(Ys)}
  </ol>`:h`<p class="hint">${a(e===void 0?"connecting":"historyEmpty")}</p>`}function Ys(e){let{last_event:t}=u.lobby,{key:n,values:o}=$t(e),s=new Date(e.at).toLocaleTimeString(u.preferences.language,{timeStyle:"short"}),i=()=>h`<button ?disabled=${u.busy} @click=${()=>je(e.id)}>${a("undo")}</button>`;return h`<li class="row" ?data-undone=${e.undone}>
    <time class="behind" datetime=${e.at}>${s}</time>
    <span class="who">
      <span class="words">${a(n,o)}</span> ${e.undone?h`<small class="tag">${a("undone")}</small>`:g}
    </span>
    ${e.id===t?.id&&t.undoable?i():g}
  </li>`}async function Zs(){let{code:e}=u.place,t=await oo();if(t===null)return;let n=document.createElement("a");n.href=URL.createObjectURL(t),n.download=`panenka-${e}.csv`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),6e4)}function Xs(){let{place:e,seat:t,origin:n}=u,o=`${n??location.origin}/host/${e.code}#${t.token}`,s=()=>confirm(`${a("closeQuestion")} ${a("closeHint")}`)&&no();return D("menu",a("menu"),()=>h`${k()}
      <button class="wide" @click=${()=>B("rules")}>${a("rules")}</button>
      <button class="wide" ?disabled=${u.busy} @click=${Zs}>${a("sheet")}</button>
      ${Ge()}
      <section class="settings">
        <h3>${a("reopen")}</h3>
        <p class="hint">${a("reopenIntroduction")}</p>
        ${Ye(a("copyReopenLink"),o)}
      </section>
      <button class="wide danger" @click=${s}>${a("closeLobby")}</button>`)}var Qs=[.2,.375,.5555555555555556,.6666666666666666],ei=(e,t)=>n=>{let o=4*e+n-4,s="*-04-39?2$%%$%%'$%''%'''%')(%'))%(++'(++'(+.'+-.',/3',33)-/5)-43).36)058*18<+37<+4:<,4:E,5<A-7>C/8@F/:EH/<EK0=FM1?IP2@KS3BNV4DPY5FS\\6HV_6IXb7K[e8N^i9Pam;Rdp<Tgt".charCodeAt(o)-35,i=o>8?s:1,r=t/i|0,l=t%i,c=i-l,d=o>8?r*Qs[n]+(e>5)&-2:s,f=r-d;return{t:c*f+l*f+l,o:[[c,f],[l,f+1]],i:d}};var J=e=>new Uint8Array(e),ve=e=>{let t=new Error(`lean-qr error ${e}`);throw t.code=e,t},Ze=e=>"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".indexOf(e),jt=e=>e.charCodeAt(0),Ho=(...e)=>(t,n)=>e.forEach(o=>o(t,n)),Po=e=>t=>{t.eci!==e&&(t.push(7,4),e<128?t.push(e,8):e<16384?t.push(32768|e,16):t.push(12582912|e,24),t.eci=e)},Rt=e=>(t,n)=>{t.push(4,4),t.push(e.length,8+8*(n>9)),e.forEach(o=>t.push(o,8))},se=(e,t,n,o,s=(r,l)=>n(r.length,l),i=o?r=>Ho(Po(o),e(r)):e)=>(i.test=t,i.l=n,i.est=s,i.eci=o&&[o],i),Do=se(e=>(t,n)=>{t.push(1,4),t.push(e.length,10+2*(n>26)+2*(n>9));let o=0;for(;o<e.length-2;o+=3)t.push(+e.slice(o,o+3),10);o<e.length-1?t.push(+e.slice(o),7):o<e.length&&t.push(+e[o],4)},e=>/[0-9]/.test(e),(e,t)=>14+2*(t>26)+2*(t>9)+10*e/3),Bo=se(e=>(t,n)=>{t.push(2,4),t.push(e.length,9+2*(n>26)+2*(n>9));let o=0;for(;o<e.length-1;o+=2)t.push(45*Ze(e[o])+Ze(e[o+1]),11);o<e.length&&t.push(Ze(e[o]),6)},e=>Ze(e)>=0,(e,t)=>13+2*(t>26)+2*(t>9)+5.5*e),oe=se(e=>Rt([...e].map(jt)),e=>jt(e)<128,(e,t)=>12+8*(t>9)+8*e);oe._=!0,oe.u=!0;var qt=se(oe,e=>jt(e)<256,oe.l,3);qt._=!0;var Lo=new TextEncoder,Ut=se(e=>Rt(Lo.encode(e)),()=>1,0,26,(e,t)=>12+8*(t>9)+8*Lo.encode(e).length);Ut._=!0;var Mt=()=>{let e=new Map,t=new TextDecoder("sjis"),n=J(2);for(let o=0;o<7973;++o)n[0]=o/192+129+64*(o>5951),n[1]=o%192+64,e.set(t.decode(n),o);return e.delete("�"),Mt=()=>e,e},Ft=se(e=>(t,n)=>{t.push(8,4),t.push(e.length,8+2*(n>26)+2*(n>9));for(let o of e)t.push(Mt().get(o),13)},e=>Mt().has(e),(e,t)=>12+2*(t>26)+2*(t>9)+13*e);Ft._=!0;var jo=[Do,Bo,oe,qt,Ft,Ut],ti={auto:(e,{modes:t=jo}={})=>(n,o)=>{let s=t.map((f,p)=>{let $=new Map,b=(m,v)=>($.has(m)||$.set(m,v(m,o)),$.get(m));return{m:f,h:1<<p,C:f.est("",o),S:f.l?(m,v)=>b(v-m,f.l):(m,v)=>b(e.slice(m,v),f.est)}}),i=[{v:0}],r=0,l=0,c=-1;for(let f of[...e,""]){let p=0;if(f)for(let $ of s)$.m.test(f)&&(p|=$.h);if(!f||p!==c){if(c!==-1){let $=new Set(i.map(m=>m.D)),b=[];for(let{m,C:v,S:_,h:O}of s)if(c&O){let j=_(r,l);for(let ie of m.eci??$)if(!m.u||!ie){let re;for(let I of i)if(I.D===ie||m.eci){let ae=I.m===m&&I.D===ie,rt=ae?I.V:I,Yt=m._&&ae?I.v+j-v:rt.v+12*(rt.D!==ie)+(ae?_(ae?I.$:r,l):j);(!re||Yt<re.v)&&(re={$:ae?I.$:r,V:rt,m,D:ie,A:l,v:Yt})}re&&b.push(re)}}i=b}c=p,r=l}l+=f.length}i.length||ve(5);let d=[];for(let f=i.reduce((p,$)=>$.v<p.v?$:p);f.m;f=f.V)d.push(f.m(e.slice(f.$,f.A)));d.reverse().forEach(f=>f(n,o))},multi:Ho,eci:Po,bytes:Rt,numeric:Do,alphaNumeric:Bo,ascii:oe,iso8859_1:qt,shift_jis:Ft,utf8:Ut},ni=()=>({F:J(2956),I:0,push(e,t){for(let n=t,o=8-(7&this.I);n>0;n-=o,o=8)this.F[this.I>>3]|=e<<o>>n,this.I+=n<o?n:o}}),Bt=(e,t=e*e,n=J(t))=>({size:e,K:n,get:(o,s)=>o>=0&&o<e&&!!(1&n[s*e+o]),toString({on:o="##",off:s="  ",lf:i=`
`,pad:r=4,padX:l=r,padY:c=r}={}){let d="";for(let f=-c;f<e+c;++f){for(let p=-l;p<e+l;++p)d+=this.get(p,f)?o:s;d+=i}return d},toImageData(o,{on:s=[0,0,0],off:i=[0,0,0,0],pad:r=4,padX:l=r,padY:c=r}={}){let d=e+2*l,f=e+2*c,p=o.createImageData(d,f),$=new Uint32Array(p.data.buffer);p.data.set([...s,255]);let b=$[0];p.data.set([...i,255]);let m=$[0];for(let v=0;v<f;++v)for(let _=0;_<d;++_)$[v*d+_]=this.get(_-l,v-c)?b:m;return p},toCanvas(o,s){let i=o.getContext("2d"),r=this.toImageData(i,s);o.width=r.width,o.height=r.height,i.putImageData(r,0,0)},toDataURL({type:o="image/png",scale:s=1,...i}={}){let r=document.createElement("canvas"),l=r.getContext("2d"),c=this.toImageData(l,i);return r.width=c.width*s,r.height=c.height*s,l.putImageData(c,0,0),l.imageSmoothingEnabled=!1,l.globalCompositeOperation="copy",l.drawImage(r,0,0,c.width,c.height,0,0,r.width,r.height),r.toDataURL(o,1)}}),Xe=[(e,t)=>1&(e^t),(e,t)=>1&t,e=>e%3,(e,t)=>(e+t)%3,(e,t)=>1&(e/3^t>>1),(e,t)=>(e&t&1)+e*t%3,(e,t)=>(e&t)+e*t%3&1,(e,t)=>(e^t)+e*t%3&1],Qe=J(511);for(let e=0,t=1;e<255;t=2*t^285*(t>127))Qe[Qe[t+255]=e++]=t;var Mo=e=>Qe[e%255],Vo=e=>Qe[e+255],oi=(e,t)=>{let n=J(e.length+t.length-1);for(let o=0;o<e.length;++o)for(let s=0;s<t.length;++s)n[o+s]^=Mo(e[o]+t[s]);return n.map(Vo)},si=(e,t)=>{let n=J(e.length+t.length-1);n.set(e,0);for(let o=0;o<e.length;++o)if(n[o]){let s=Vo(n[o]);for(let i=0;i<t.length;++i)n[o+i]^=Mo(t[i]+s)}return n.slice(e.length)},Vt=[[0],[0,0]];for(let e=1;e<30;++e)Vt.push(oi(Vt[e],[0,e]));var ii=(e,t)=>{let n=[[],[]],o=0,s=0;for(let[r,l]of t.o)for(let c=0;c<r;++c,o+=l){let d=e.slice(o,o+l);n[0].push(d),n[1].push(si(d,Vt[t.i])),s+=l+t.i}let i=J(s);s=0;for(let r of n)for(let l=0,c=-1;c<s;++l){c=s;for(let d of r)l<d.length&&(i[s++]=d[l])}return i},Ro=(e,t,n)=>{let o=e<<=n;for(let s=134217728;s>>=1;)o&s&&(o^=t*(s>>n));return o|e},ri=({size:e,K:t},n)=>{let o=(r,l,c,d)=>{for(;c-- >0;r+=e)t.fill(d,r,r+l)},s=(r,l,c)=>{for(let d=0;d++<3;c-=2)o(l*e+r-(c>>1)*(e+1),c,c,2|d)},i=2*((e-13)/(1+(n/7|0))/2+.75|0);if(n>1)for(let r=e-7;r>8;r-=i){for(let l=r;l>8;l-=i)s(r,l,5);r<e-7&&s(r,6,5)}if(n>6)for(let r=Ro(n,7973,12),l=1;l<7;++l)for(let c=12;c-- >9;r>>=1)t[l*e-c]=2|1&r;o(7,2,9,2),o(e-8,8,9,2);for(let r=0;r<e;++r)t[6*e+r]=3^1&r;s(3,3,7),s(e-4,3,7);for(let r=0;r<e;++r)for(let l=r;l<e;++l)t[l*e+r]=t[r*e+l];t[(e-8)*e+8]=3},ai=({size:e,K:t})=>{let n=[];for(let o=e-2,s=e,i=-1;o>=0;o-=2){for(o===5&&(o=4);s+=i,s!==-1&&s!==e;){let r=s*e+o;t[r+1]||n.push(r+1),t[r]||n.push(r)}i*=-1}return n},ci=({K:e},t,n)=>t.forEach((o,s)=>e[o]=n[s>>3]>>(7&~s)&1),li=({size:e,K:t},n,o,s)=>{for(let r=0;r<e;++r)for(let l=0;l<e;++l){let c=r*e+l;t[c]^=!(n(l,r)||2&t[c])}let i=21522^Ro((1^s)<<3|o,1335,10);for(let r=0;r++<8;i>>=1)t[(r-(r<7))*e+8]=1&i,t[9*e-r]=1&i;for(let r=8;--r,i;i>>=1)t[8*e+r-(r<7)]=1&i,t[(e-r)*e+8]=1&i},ui=({size:e,K:t},n=0,o=0)=>{for(let s=0;s<e;++s){for(let i=0;i<2;++i)for(let r,l=0,c=0,d=2;l<e;++l){let f=1&t[i?s*e+l:l*e+s];o+=f,c=(c>>1|2098176)&(3047517^f-1),2049&c&&(n+=40),f^d&&(r=0),d=f,n+=++r===5?3:r>5}if(s)for(let i=e+s,r=5*t[s-1]^t[s];i<e*e;i+=e){let l=5*t[i-1]^t[i];n+=3*!(1&(r|l)|4&(r^l)),r=l}}return n+10*(10*Math.abs(o/(e*e)-1)|0)},Io=[],et=(e=ve(1),{minCorrectionLevel:t=0,maxCorrectionLevel:n=3,minVersion:o=1,maxVersion:s=40,mask:i,trailer:r=60433,...l}={})=>{n<t&&ve(3),s<o&&ve(2),typeof e=="string"&&(e=ti.auto(e,l));for(let c=o,d=0;c<=s;++c){let f=Io[c];f||(Io[c]=f=Bt(4*c+17),ri(f,c),f.p=ai(f));let p=ei(c,f.p.length>>3);if(8*p(t).t<d)continue;let $=ni();e($,c),d=$.I;for(let b=n;b>=t;--b){let m=p(b);if(8*m.t<d)continue;for($.I=d+11&-8;$.I<8*m.t;)$.push(r,16);let v=Bt(f.size,f.K);return ci(v,f.p,ii($.F,m)),(Xe[i]?[Xe[i]]:Xe).map((_,O)=>{let j=Bt(v.size,v.K);return li(j,_,i??O,b),j.s=Xe[i]?0:ui(j),j}).reduce((_,O)=>O.s<_.s?O:_)}}ve(4)};et.with=(...e)=>(t,n)=>et(t,{modes:[...jo,...e],...n});var qo=e=>{let t=[],n="";for(let o=0;o<=e.size;++o)for(let s=0;s<=e.size;++s){let i=e.get(s,o),r=s<<8|o,l=e.get(s-1,o)^i&&r+1,c=e.get(s,o-1)^i&&r+256;if(l||c){i||([l,c]=[c,l]);let d=t[l||r]||=[],f=t[c||r];l&&d.push(r),c&&d.push(c),d===f?n+=`M${d.map(p=>`${p>>8} ${255&p}`).join("L")}Z`:(f&&d.push(...f),t[d[d.length-1]]=d)}}return n};var Kt=4;function Uo(){let{code:e}=u.place,{origin:t}=u;return h`<section class="card invitation" aria-labelledby="invite-title">
    <h2 id="invite-title">${a("inviteTitle")}</h2>
    <p class="code" aria-label=${[...e].join(" ")}>${e}</p>
    ${t===null?h`<p class="warning">${a("onlyHere",{host:location.host})}</p>`:[di(`${t}/${e}`),h`<p class="link">${`${t}/${e}`.replace(/^https?:\/\//,"")}</p>`]}
    ${t===null?g:Ye(a("copyLink"),`${t}/${e}`)}
  </section>`}var tt={link:null,size:0,path:""};function di(e){if(tt.link!==e){let n=et(e);Object.assign(tt,{link:e,size:n.size,path:qo(n)})}let t=tt.size+2*Kt;return h`<svg
    class="qr"
    role="img"
    aria-label=${a("qrCode",{link:e})}
    viewBox="${-Kt} ${-Kt} ${t} ${t}"
    shape-rendering="crispEdges"
  >
    <path d=${tt.path} />
  </svg>`}function Fo(){let{lobby:e,place:t,seat:n}=u;return n===null?hi():h`<main class="host" data-view="host">
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>${a("hosting",{code:t.code})}</h1>
      <button class="quiet" @click=${pi}>${a("history")}</button>
      <button class="quiet" @click=${()=>B("menu")} aria-label=${a("menu")}>☰</button>
    </header>
    ${Ke()} ${k()}
    ${e===null?h`<p class="hint">${a("connecting")}</p>`:h`<div class="stage" ?data-begun=${e.round>1||e.buzz_queue.length>0}>
          ${Uo()}
          <div class="game">${mi()} ${gi()}</div>
          ${We(bi)}
        </div>`}
    ${fi()} ${No()}
  </main>`}function pi(){y({history:null}),B("history")}function fi(){let{done:e}=u;return h`<div class="done-place" role="status">${e===null?g:(({event:n,key:o,values:s})=>h`<p class="done">
      <span>${a(o,s)}</span>
      <button @click=${_e(()=>je(n))}>${a("undo")}</button>
    </p>`)(e)}</div>`}function hi(){let{code:e}=u.place;return h`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${a("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${a("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>T({page:"player",code:e})}>${a("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>T({page:"start",code:null})}>${a("startTitle")}</button>
    </section>
    ${ne()}
  </main>`}function mi(){let{active_player:e,buzz_queue:t,question:n,question_value:o,settings:s}=u.lobby,i=e?It(e):a(t.length===0?"nobodyAnswers":"queue");return h`<section class="card answering" aria-labelledby="answering-title" ?data-active=${e!==null}>
    <p class="hint">${a("questionNumber",{question:n})}</p>
    <h2 id="answering-title" tabindex="-1" data-next>${i}</h2>
    ${e===null?g:h`<div class="verdict" data-about=${e.id}>
          <button class="right" @click=${Gt("plus")}>
            ${a("right")} <span class="by">+${o}</span>
          </button>
          <button class="wrong" @click=${Gt("minus")}>
            ${a("wrong")} ${s.wrong_costs?h`<span class="by">−${o}</span>`:g}
          </button>
          <button @click=${Gt("skip")}>${a("skip")}</button>
        </div>`}
    ${Je($i)}
  </section>`}var _e=e=>({detail:t})=>t>1||e(),Gt=e=>_e(()=>Yn(e));function $i({id:e,name:t,state:n}){return n!=="waiting"?g:h`<button data-about=${e} @click=${_e(()=>Jn(e))} aria-label=${a("confirm",{name:t})}>
    ${a("confirmShort")}
  </button>`}function gi(){let{locked:e,question_value:t,round:n,settings:o}=u.lobby,{values:s}=o;return h`<section class="card controls" aria-label=${a("question")}>
    <fieldset class="values">
      <legend>${a("worth")}</legend>
      <div class="segments" ?data-wide=${s.some(i=>i>999)}>
        ${s.map(i=>h`<label class="segment">
              <input
                type="radio"
                name="value"
                value=${i}
                .checked=${i===t}
                @change=${()=>eo(i)}
              />
              <span>${i}</span>
            </label>`)}
      </div>
    </fieldset>
    <p class="buzzers" data-locked=${e}>${a(e?"buzzersLocked":"buzzersOpen")}</p>
    <div class="pair">
      <button @click=${_e(()=>Xn(!e))}>${a(e?"unlock":"lock")}</button>
      <button data-about=${n} @click=${_e(Zn)} title=${a("resetHint")}>${a("reset")}</button>
    </div>
  </section>`}var bi=({id:e,name:t})=>h`<button class="quiet" @click=${()=>B("player",e)} aria-label=${a("editPlayer",{name:t})}>
    ✎
  </button>`;var Ko=()=>u.seat===null?yi():wi();function yi(){let{code:e}=u.place;return h`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${a("joinLobby",{code:e})}</h1>
    </header>
    ${k()}
    <section class="card">
      <form @submit=${C(({name:t})=>Wn(e,t))}>
        ${W(a("yourName"))}
        <button class="primary wide" ?disabled=${u.busy}>${a("join")}</button>
      </form>
      <button class="wide quiet-wide" @click=${()=>T({page:"start",code:null})}>${a("otherCode")}</button>
    </section>
    ${ne()}
  </main>`}function wi(){let{lobby:e,seat:t,place:n}=u;return h`<main class="player" data-view="player" data-kind=${G(u).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${Fe(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${a("points")}: </span>${e?.you.score??g}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>B("menu")} aria-label=${a("menu")}>☰</button>
    </header>
    ${Ke()} ${k()} ${vi()}
    ${e===null?g:h`<div class="lists">${Ei()} ${We()}</div>`} ${Ti()}
  </main>`}function vi(){let{kind:e,key:t,hint:n,values:o,pressable:s}=G(u);return h`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!s}
    @pointerdown=${Ai}
    @click=${ki}
    @contextmenu=${i=>i.preventDefault()}
  >
    <span class="buzzer-text">${a(t,o)}</span>
    <span class="buzzer-hint">${Ht(n,o)}</span>
    ${e==="ready"?h`<small class="keys-hint">${a("spaceBar")}</small>`:g}
  </button>`}var _i=1e3,nt=new Set,Go=-1/0;function Ai({button:e,isPrimary:t,pointerId:n}){e===0&&(t&&nt.clear(),nt.add(n),Be())}function xi({pointerId:e,timeStamp:t}){nt.delete(e)&&(Go=t)}function ki({timeStamp:e}){nt.size===0&&e-Go>_i&&Be()}function Wo(){for(let e of["pointerup","pointercancel"])addEventListener(e,xi);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,n=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!n:e.key==="Enter"&&t)||u.place.page!=="player"||(e.preventDefault(),e.repeat||Be())})}function Ei(){return u.lobby.buzz_queue.length===0?g:h`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${a("queue")}</h2>
    ${Je()}
  </section>`}function Ti(){let{code:e}=u.place,t=async({name:n})=>await Me("me",{name:n})&&y({dialog:null});return D("menu",a("menu"),()=>h`${k()}
      <form class="inline" @submit=${C(t)}>
        ${W(a("yourName"),u.lobby?.you.name)}
        <button ?disabled=${u.busy}>${a("save")}</button>
      </form>
      ${Ge()}
      <button class="wide danger" @click=${()=>confirm(a("leaveQuestion",{code:e}))&&ro()}>
        ${a("leave")}
      </button>`)}function Jo(){return h`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${a("slogan")}</p>
    </header>
    ${k()} ${Ci()}
    <div class="choices">
      <section class="card">
        <h2>${a("joinTitle")}</h2>
        <p class="hint">${a("joinIntroduction")}</p>
        <form @submit=${C(({code:e})=>T({page:"player",code:ye(e)}))}>
          <label class="field">
            <span>${a("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${Si}
            />
          </label>
          <p class="hint" id="code-hint">${a("codeHint")}</p>
          <button class="primary wide">${a("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${a("hostTitle")}</h2>
        <p class="hint">${a("hostIntroduction")}</p>
        <form @submit=${C(({name:e})=>Gn(e))}>
          ${W(a("yourName"))}
          <button class="primary wide" ?disabled=${u.busy}>${a("openLobby")}</button>
        </form>
      </section>
    </div>
    ${ne()}
  </main>`}function Si({target:e}){e.setCustomValidity(ye(e.value)===null?a(Vn(e.value)?"codeLetters":"codeHint"):"")}function Ci(){let e=At();return e.length===0?g:h`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${a("continueTitle")}</h2>
    ${e.map(({page:t,code:n,name:o})=>h`<button class="wide" @click=${()=>T({page:t,code:n})}>
          ${a(t==="host"?"continueHost":"continuePlayer",{code:n,name:o})}
        </button>`)}
  </section>`}var Oi={start:Jo,host:Fo,player:Ko},zi=2e3,st=document.getElementById("app"),Yo=document.getElementById("announcer");function Ni(){wo(),lo(st,()=>dn(Oi[u.place.page](),st)),po(st.querySelectorAll(".game button"));let e=_o();Yo.textContent!==e&&(Yo.textContent=e)}var ot=null,it;async function Wt(){ot?.abort(),ot=null;let{seat:e,place:t}=u;if(e===null)return;let{signal:n}=ot=new AbortController,o=r=>{r.you.role===t.page?me(r):s("not-in-lobby")},s=r=>{n.aborted||(ot.abort(),ao(r))},i=await Bn(t.code,e.token,{show:o,heard:Li,lost:Ii,signal:n});i!==null&&s(i)}function Li(){clearTimeout(it),it=void 0,u.connection!==L.LIVE&&y({connection:L.LIVE})}function Ii(){it??=setTimeout(Zo,zi)}function Zo(){clearTimeout(it),u.connection!==L.OFFLINE&&y({connection:L.OFFLINE})}function Hi(){Zo(),Wt()}function Jt(){Oe(),Wt()}var Pi=e=>u.dialog?.kind==="history"&&(e.dialog!==u.dialog||e.lobby?.last_event?.id!==u.lobby?.last_event?.id);kn(e=>{(e.place!==u.place||e.seat?.token!==u.seat?.token)&&Wt(),Pi(e)&&so(),Ni(),Nn(e)});addEventListener("online",Jt);addEventListener("offline",Hi);addEventListener("pageshow",e=>e.persisted&&Jt());document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&Jt());await Sn();st.replaceChildren();zn();Wo();qn();St();co();
