import{a as qn,b as w}from"./chunk-GBA726VR.js";var Dt=globalThis,Vn=e=>e,Je=Dt.trustedTypes,jn=Je?Je.createPolicy("lit-html",{createHTML:e=>e}):void 0,Pt="$lit$",B=`lit$${Math.random().toFixed(9).slice(2)}$`,qt="?"+B,si=`<${qt}>`,Q=document,Ee=()=>Q.createComment(""),Oe=e=>e===null||typeof e!="object"&&typeof e!="function",Vt=Array.isArray,Wn=e=>Vt(e)||typeof e?.[Symbol.iterator]=="function",Bt=`[ 	
\f\r]`,Te=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Rn=/-->/g,Un=/>/g,Y=RegExp(`>|${Bt}(?:([^\\s"'>=/]+)(${Bt}*=${Bt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Fn=/'/g,Gn=/"/g,Jn=/^(?:script|style|textarea|title)$/i,jt=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),d=jt(1),Ba=jt(2),Da=jt(3),Z=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Kn=new WeakMap,X=Q.createTreeWalker(Q,129);function Yn(e,t){if(!Vt(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return jn!==void 0?jn.createHTML(t):t}var Xn=(e,t)=>{let n=e.length-1,s=[],o,i=t===2?"<svg>":t===3?"<math>":"",r=Te;for(let c=0;c<n;c++){let u=e[c],f,h,m=-1,$=0;for(;$<u.length&&(r.lastIndex=$,h=r.exec(u),h!==null);)$=r.lastIndex,r===Te?h[1]==="!--"?r=Rn:h[1]!==void 0?r=Un:h[2]!==void 0?(Jn.test(h[2])&&(o=RegExp("</"+h[2],"g")),r=Y):h[3]!==void 0&&(r=Y):r===Y?h[0]===">"?(r=o??Te,m=-1):h[1]===void 0?m=-2:(m=r.lastIndex-h[2].length,f=h[1],r=h[3]===void 0?Y:h[3]==='"'?Gn:Fn):r===Gn||r===Fn?r=Y:r===Rn||r===Un?r=Te:(r=Y,o=void 0);let b=r===Y&&e[c+1].startsWith("/>")?" ":"";i+=r===Te?u+si:m>=0?(s.push(f),u.slice(0,m)+Pt+u.slice(m)+B+b):u+B+(m===-2?c:b)}return[Yn(e,i+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},Se=class e{constructor({strings:t,_$litType$:n},s){let o;this.parts=[];let i=0,r=0,c=t.length-1,u=this.parts,[f,h]=Xn(t,n);if(this.el=e.createElement(f,s),X.currentNode=this.el.content,n===2||n===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(o=X.nextNode())!==null&&u.length<c;){if(o.nodeType===1){if(o.hasAttributes())for(let m of o.getAttributeNames())if(m.endsWith(Pt)){let $=h[r++],b=o.getAttribute(m).split(B),y=/([.?@])?(.*)/.exec($);u.push({type:1,index:i,name:y[2],strings:b,ctor:y[1]==="."?Xe:y[1]==="?"?Qe:y[1]==="@"?Ze:te}),o.removeAttribute(m)}else m.startsWith(B)&&(u.push({type:6,index:i}),o.removeAttribute(m));if(Jn.test(o.tagName)){let m=o.textContent.split(B),$=m.length-1;if($>0){o.textContent=Je?Je.emptyScript:"";for(let b=0;b<$;b++)o.append(m[b],Ee()),X.nextNode(),u.push({type:2,index:++i});o.append(m[$],Ee())}}}else if(o.nodeType===8)if(o.data===qt)u.push({type:2,index:i});else{let m=-1;for(;(m=o.data.indexOf(B,m+1))!==-1;)u.push({type:7,index:i}),m+=B.length-1}i++}}static createElement(t,n){let s=Q.createElement("template");return s.innerHTML=t,s}};function ee(e,t,n=e,s){if(t===Z)return t;let o=s!==void 0?n._$Co?.[s]:n._$Cl,i=Oe(t)?void 0:t._$litDirective$;return o?.constructor!==i&&(o?._$AO?.(!1),i===void 0?o=void 0:(o=new i(e),o._$AT(e,n,s)),s!==void 0?(n._$Co??=[])[s]=o:n._$Cl=o),o!==void 0&&(t=ee(e,o._$AS(e,t.values),o,s)),t}var Ye=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:s}=this._$AD,o=(t?.creationScope??Q).importNode(n,!0);X.currentNode=o;let i=X.nextNode(),r=0,c=0,u=s[0];for(;u!==void 0;){if(r===u.index){let f;u.type===2?f=new ae(i,i.nextSibling,this,t):u.type===1?f=new u.ctor(i,u.name,u.strings,this,t):u.type===6&&(f=new et(i,this,t)),this._$AV.push(f),u=s[++c]}r!==u?.index&&(i=X.nextNode(),r++)}return X.currentNode=Q,o}p(t){let n=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,n),n+=s.strings.length-2):s._$AI(t[n])),n++}},ae=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,s,o){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=s,this.options=o,this._$Cv=o?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=ee(this,t,n),Oe(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==Z&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Wn(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&Oe(this._$AH)?this._$AA.nextSibling.data=t:this.T(Q.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:s}=t,o=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=Se.createElement(Yn(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===o)this._$AH.p(n);else{let i=new Ye(o,this),r=i.u(this.options);i.p(n),this.T(r),this._$AH=i}}_$AC(t){let n=Kn.get(t.strings);return n===void 0&&Kn.set(t.strings,n=new Se(t)),n}k(t){Vt(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,s,o=0;for(let i of t)o===n.length?n.push(s=new e(this.O(Ee()),this.O(Ee()),this,this.options)):s=n[o],s._$AI(i),o++;o<n.length&&(this._$AR(s&&s._$AB.nextSibling,o),n.length=o)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let s=Vn(t).nextSibling;Vn(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},te=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,s,o,i){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=n,this._$AM=o,this.options=i,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=p}_$AI(t,n=this,s,o){let i=this.strings,r=!1;if(i===void 0)t=ee(this,t,n,0),r=!Oe(t)||t!==this._$AH&&t!==Z,r&&(this._$AH=t);else{let c=t,u,f;for(t=i[0],u=0;u<i.length-1;u++)f=ee(this,c[s+u],n,u),f===Z&&(f=this._$AH[u]),r||=!Oe(f)||f!==this._$AH[u],f===p?t=p:t!==p&&(t+=(f??"")+i[u+1]),this._$AH[u]=f}r&&!o&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},Xe=class extends te{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},Qe=class extends te{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},Ze=class extends te{constructor(t,n,s,o,i){super(t,n,s,o,i),this.type=5}_$AI(t,n=this){if((t=ee(this,t,n,0)??p)===Z)return;let s=this._$AH,o=t===p&&s!==p||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,i=t!==p&&(s===p||o);o&&this.element.removeEventListener(this.name,this,s),i&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},et=class{constructor(t,n,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){ee(this,t)}},Qn={M:Pt,P:B,A:qt,C:1,L:Xn,R:Ye,D:Wn,V:ee,I:ae,H:te,N:Qe,U:Ze,B:Xe,F:et},oi=Dt.litHtmlPolyfillSupport;oi?.(Se,ae),(Dt.litHtmlVersions??=[]).push("3.3.3");var Zn=(e,t,n)=>{let s=n?.renderBefore??t,o=s._$litPart$;if(o===void 0){let i=n?.renderBefore??null;s._$litPart$=o=new ae(t.insertBefore(Ee(),i),i,void 0,n??{})}return o._$AI(e),o};var es="/api/v1",ii=`${es}/lobbies`,ts=5e3,ri=3e4,ai=1e3,E=class extends Error{constructor(t){super(t),this.code=t}},D=class extends Error{constructor(t,n=null){super(String(t)),this.retryAfter=n}},Ut=e=>Math.min(5e3,500*2**e)*(.5+Math.random()/2),Rt=new EventTarget,tt=()=>Rt.dispatchEvent(new Event("wake"));function P(e,{signal:t,wakeable:n=!0}={}){return new Promise(s=>{let o=()=>{clearTimeout(i),Rt.removeEventListener("wake",o),t?.removeEventListener("abort",o),s()},i=setTimeout(o,e);n&&Rt.addEventListener("wake",o),t?.addEventListener("abort",o),t?.aborted&&o()})}async function ze(e,t,n={},s=ne){let{base:o=ii,token:i,body:r,key:c,headers:u,patience:f=ts,signal:h}=n,m=new AbortController,$=()=>m.abort(),b,y=v=>{clearTimeout(b),b=setTimeout($,v)};y(f),h?.addEventListener("abort",$),h?.aborted&&$();try{let v=await fetch(o+t,{method:e,headers:{...u,...i&&{Authorization:`Bearer ${i}`},...c&&{"Idempotency-Key":c},...r&&{"Content-Type":"application/json"}},body:r&&JSON.stringify(r),cache:"no-store",signal:m.signal});if(v.ok||v.status===304)return await s(v,y);throw await li(v)}catch(v){throw v instanceof E||v instanceof D?v:new D(v)}finally{clearTimeout(b),h?.removeEventListener("abort",$),$()}}async function li(e){let{code:t}=await ne(e);if(e.status<500&&e.status!==429)return new E(t);let n=e.headers.get("Retry-After")??"";return new D(t,/^\d+$/.test(n)?1e3*n:null)}async function ne(e){if(e.status===204)return null;if(!/[/+]json\b/.test(e.headers.get("Content-Type")??""))throw new D("not JSON");return e.json()}async function Le(e,t,n={},s=ne){let{signal:o}=n,i=ci(ri),r=()=>i()&&!o?.aborted;for(let c=0;;c++)try{return await ze(e,t,n,s)}catch(u){if(u instanceof E||!r()||(await P(u.retryAfter??Ut(c),{signal:o,wakeable:u.retryAfter===null}),!r()))throw u}}function ci(e){let t=Date.now()+e;return()=>Date.now()<t}function ns(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,t=>t.toString(16).padStart(2,"0")).join("")}var ss=(e,t)=>Le("POST","",{body:{host_name:e},key:t}),os=(e,t,n)=>Le("POST",`/${e}/players`,{body:t,key:n}),is=(e,t)=>Le("GET",`/${e}/preview`,{signal:t}),rs=()=>ze("GET","/time",{base:es});function as(e,t,n){let s=(o,i,r,c)=>Le(o,`/${e}${i}`,{token:t,body:r,key:c,signal:n});return{look:()=>s("GET",""),settings:o=>s("PATCH","",o),confirm:(o,i)=>s("PUT","/active-player",{player_id:o,round:i}),resolve:(o,i)=>s("POST","/resolve",{action:o,round:i}),reset:o=>s("POST","/reset",{round:o}),edit:(o,i)=>s("PATCH",`/players/${o}`,i),remove:o=>s("DELETE",`/players/${o}`),undo:o=>s("POST","/undo",{event:o}),history:()=>s("GET","/history"),sheet:()=>Le("GET",`/${e}/scoresheet.csv`,{token:t,signal:n},o=>o.blob()),finish:()=>s("POST","/finish"),teams:o=>s("PUT","/teams",o),links:()=>s("GET","/links"),makeLink:(o,i)=>s("POST","/links",o,i),revokeLink:o=>s("DELETE",`/links/${o}`),close:()=>s("DELETE",""),buzz:(o,i)=>ui(()=>ze("POST",`/${e}/buzz`,{token:t,body:{round:o}}),i)}}function ui(e,t){let n=new AbortController;return new Promise((s,o)=>{let i=r=>c=>{n.abort(),r(c)};(async()=>{for(let r=0;!n.signal.aborted;r++){if(!t())return i(o)(new D("not wanted any more"));let c=null;e().then(i(s),f=>{f instanceof E&&i(o)(f),c=f.retryAfter});let u=Math.min(ts,ai*2**r)*(.5+Math.random()/2);await P(u,{signal:n.signal}),c!==null&&await P(c,{signal:n.signal,wakeable:!1})}})()})}function nt({lobby:e,pressed:t}){return e.you.position??(t?.round===e.round?t.position:null)}var ls=({barred:e})=>e!==null&&!e.isOver,Ce=e=>e.lobby.you.can_buzz&&!ls(e);function se(e){let{lobby:t,pressed:n,connection:s}=e,o=s==="offline";if(t===null)return o?O("offline","offline","offlineHint"):O("waiting","connecting","connectingHint");let{active_player:i,phase:r,you:c}=t;if(r==="finished")return O("finished","finished","finishedHint");if(i?.id===c.id)return O("answering","answering",i.out_of_time?"yourTimeIsOver":"answeringHint");if(pi(t))return O("out","out","outHint");let u=nt(e);if(i&&u!==null)return O("placed",i.out_of_time?"timeIsOver":"othersAnswer","place",{name:i.name,position:u});if(u===1)return O("first","place","placeWaitHint",{position:u});if(u!==null){let f=cs(t)?.delta_ms;return O("placed","place",f===void 0?"placeWaitHint":"placeHint",{position:u,milliseconds:f})}if(n)return O("sent","sent",o?"sentOffline":"sentHint");if(o)return{...O("offline","offline","offlineHint"),pressable:Ce(e)};if(i){let f=i.out_of_time?"timeIsOver":"othersAnswer";return{...O("locked","locked",f,{name:i.name}),pressable:Ce(e)}}return ls(e)?O("barred","tooEarly","tooEarlyHint"):t.locked?{...O("locked","locked","lockedHint"),pressable:fi(t)}:{...O("ready","ready","readyHint"),pressable:!0}}var O=(e,t,n,s={})=>({kind:e,key:t,hint:n,values:s,pressable:!1}),cs=({buzz_queue:e,you:t})=>e.find(n=>n.id===t.id);function pi(e){let{buzz_open:t,you:n}=e;return cs(e)?.state==="wrong"||t&&n.position===null&&!n.can_buzz}var fi=({settings:e,you:t})=>e.false_start_ms>0&&t.barred_until===null;function Gt({kind:e,player:t,team:n,points:s}){let o=(t??n)?.name;return o===void 0?{key:mi[e]??"did.other",values:{}}:e==="resolve"||e==="score"?$i(o,s):{key:hi[e]??"did.other",values:{name:o}}}var mi={set:"did.set",reset:"reset",finish:"did.finish",teams:"did.teams"},hi={confirm:"activeTitle",rename:"did.rename",team:"did.team",kick:"did.kick"};function $i(e,t){return t?{key:t>0?"did.plus":"did.minus",values:{name:e,points:Math.abs(t)}}:{key:"did.nothing",values:{name:e}}}function us(e,t){let n=t.last_event;if(e?.created_at!==t.created_at||!n?.undoable||n.id<=(e.last_event?.id??0))return null;let{player:s=null,points:o=0}=gi(n.kind,e,t),i=Gt({kind:n.kind,player:s,points:o});return{event:n.id,kind:n.kind,player:s?.id??null,points:o,...i}}function gi(e,t,n){if(e==="confirm")return{player:n.active_player};if(e==="kick")return{player:t.players.find(o=>!ds(o,n.players))};if(e==="resolve")return{player:t.active_player,points:Ft(t.active_player,t,n)};if(e!=="score")return{};let s=[...n.players,...n.teams].find(o=>Ft(o,t,n));return{player:s,points:Ft(s,t,n)}}var ds=(e,t)=>t.find(({id:n})=>n===e?.id);function Ft(e,t,n){let[s,o]=[t,n].map(({players:i,teams:r})=>ds(e,[...i,...r])?.score);return(o??0)-(s??o??0)}function le(e){return e===0?"none":e>0?"right":"wrong"}var bi={right:"right",wrong:"wrong",none:null};function ps(e,t){let[n,s]=[e.lobby,t.lobby];if(!n||!s||n.code!==s.code)return null;if(t.verdict!==null&&e.verdict?.event!==t.verdict.event)return bi[le(t.verdict.points)];if(s.active_player?.out_of_time&&!n.active_player?.out_of_time)return"timeOut";if(s.you.role!=="player")return n.buzz_queue.length===0&&s.buzz_queue.length>0?"firstBuzz":null;if(s.active_player?.id===s.you.id&&n.active_player?.id!==s.you.id)return"answering";let i=nt(t);return i!==null&&nt(e)===null?i===1?"first":"placed":t.pressed&&!e.pressed?"pressed":Ce(t)&&(s.round>n.round||!Ce(e))?"opened":null}var yi=qn({"./texts/de.js":()=>import("./de-RYPMMGQC.js"),"./texts/en.js":()=>import("./en-3WFN5KYB.js"),"./texts/es.js":()=>import("./es-2KWRLKUP.js"),"./texts/ru.js":()=>import("./ru-U72JRKIX.js")});var Ne=w,Kt={};async function Wt(e){Kt[e]??=(await yi(`./texts/${e}.js`)).default}function fs(e){let[t,...n]=new Intl.DisplayNames(e,{type:"language"}).of(e);return t.toLocaleUpperCase(e)+n.join("")}function Jt(e=navigator.languages??[navigator.language]){return e.map(n=>n.split("-")[0].toLowerCase()).find(n=>Ne.includes(n))??"en"}var wi=e=>typeof e=="string"?`⁨${e}⁩`:e,ms=(e,t)=>Object.hasOwn(Kt[e],t);function hs(e,t,n={}){let s=Kt[e][t];return typeof s=="function"?s(n):s.replace(/\{(\w+)\}/g,(o,i)=>wi(n[i]))}var q={CONNECTING:"connecting",LIVE:"live",OFFLINE:"offline"},ce="panenka.preferences",st="panenka.seat.",Yt="panenka.key.",vi=1e4,ki=2500,_i=1440*60*1e3,l={place:{page:"start",code:null},seat:null,lobby:null,connection:q.CONNECTING,pressed:null,barred:null,done:null,verdict:null,history:null,waiting:null,preview:null,links:null,link:null,clock:null,notice:null,dialog:null,copied:null,origin:null,preferences:{language:Jt(),sound:!0,vibration:!0,awake:!0}},$s=["pressed","barred","done","verdict","notice","preview","links","link","dialog"],gs=[];function bs(e){gs.push(e)}function g(e){let t={...l};Object.assign(l,e);for(let n of gs)n(t)}function de(e){let t=l.lobby;if(e.code!==l.place.code||e.you.role!==l.place.page||t?.created_at===e.created_at&&t.version>e.version)return;let n=l.pressed?.round===e.round&&e.you.position===null,s=us(t,e);g({lobby:e,pressed:n?l.pressed:null,barred:xi(e),done:Ai(s,e),verdict:Ti(s,e)})}function xi({settings:e,you:t}){let n=t.barred_until;if(n===null)return null;if(n===l.barred?.until)return l.barred;let s={until:n,isOver:!1};return setTimeout(()=>l.barred===s&&g({barred:{until:n,isOver:!0}}),e.false_start_ms),s}function Ai(e,{last_event:t,you:n}){return n.role!=="host"?null:e===null?l.done?.event===t?.id?l.done:null:(setTimeout(()=>l.done===e&&g({done:null}),vi),e)}function Ti(e,{last_event:t,you:n}){let s=n.role!=="player"||e?.player===n.id;return e?.kind!=="resolve"||!s?l.verdict?.event===t?.id?l.verdict:null:(setTimeout(()=>l.verdict===e&&g({verdict:null}),ki),e)}function pe(e){let t={...l.preferences,...e};return Ie(ce,t),ys(t)}async function ys(e){await Wt(e.language).then(()=>g({preferences:e}),()=>null)}var Xt=({page:e,code:t})=>`${st}${e}.${t}`;function Qt(e){return e.code===null?null:He(Xt(e))}function ot(e,t){Ie(Xt(e),{...t,taken:Date.now()})}function Me(e){Ie(Xt(e),null)}function Zt(){return Ei().filter(e=>e.startsWith(st)).map(e=>{let[t,n]=e.slice(st.length).split(".");return{page:t,code:n,...He(e)}}).sort((e,t)=>t.taken-e.taken)}function ws(e,t){let n=He(Yt+e)??t();return Ie(Yt+e,n),n}function en(e){Ie(Yt+e,null)}async function vs(){Object.assign(l.preferences,He(ce)),Ne.includes(l.preferences.language)||(l.preferences.language=Jt());for(let{page:e,code:t,taken:n}of Zt())Date.now()-n<_i||Me({page:e,code:t});addEventListener("storage",({key:e})=>{e===ce?ys({...l.preferences,...He(ce)}):(e===null||e.startsWith(st))&&g({seat:Qt(l.place)})}),await Wt(l.preferences.language)}var ks=(()=>{try{return localStorage.setItem(ce,localStorage.getItem(ce)??"null"),!0}catch{return!1}})(),ue=new Map;function He(e){try{return JSON.parse(localStorage.getItem(e)??ue.get(e)??"null")}catch{return JSON.parse(ue.get(e)??"null")}}function Ie(e,t){let n=JSON.stringify(t);try{t===null?localStorage.removeItem(e):localStorage.setItem(e,n),ue.delete(e)}catch{ue.set(e,n)}}function Ei(){try{return[...Object.keys(localStorage),...ue.keys()]}catch{return[...ue.keys()]}}var xs="vibrate"in navigator,it="wakeLock"in navigator,G=null,fe=null,tn=!1;function As(){let e=()=>{G??=new AudioContext,G.state!=="running"&&G.resume().catch(()=>null)};for(let t of["pointerdown","keydown"])addEventListener(t,e,{passive:!0});document.addEventListener("visibilitychange",Es)}function Be(...e){if(!(!l.preferences.sound||G?.state!=="running"))for(let[t,n]of e){let[s,o]=[G.createOscillator(),G.createGain()],i=G.currentTime+n;s.type="triangle",s.frequency.value=t,o.gain.setValueAtTime(1e-4,i),o.gain.exponentialRampToValueAtTime(.3,i+.01),o.gain.exponentialRampToValueAtTime(1e-4,i+.35),s.connect(o).connect(G.destination),s.start(i),s.stop(i+.4)}}function V(...e){l.preferences.vibration&&xs&&navigator.vibrate(e)}var Oi={buzz:[[880,0],[660,.12]],right:[[523,0],[659,.1],[784,.2],[1047,.3]],wrong:[[196,0],[156,.18]],time:[[440,0],[440,.2],[440,.4]]},me=e=>Be(...Oi[e]),Si={pressed:()=>V(30),first:()=>(V(60,40,60),Be([660,0],[880,.12])),placed:()=>(V(40),Be([440,0])),answering:()=>(V(120,60,120),Be([523,0],[659,.1],[784,.2])),opened:()=>(V(20),Be([587,0])),firstBuzz:()=>(V(60),me("buzz")),right:()=>(V(60,40,60),me("right")),wrong:()=>(V(200),me("wrong")),timeOut:()=>(V(80,80,80),me("time"))};function Ts(e){let t=ps(e,l);t!==null&&Si[t](),(e.preferences!==l.preferences||e.lobby===null!=(l.lobby===null))&&Es()}var _s=()=>l.preferences.awake&&l.lobby!==null;async function Es(){if(!(!it||tn)){if(!_s())return fe?.release();fe!==null||document.visibilityState!=="visible"||(tn=!0,fe=await navigator.wakeLock.request("screen").catch(()=>null),tn=!1,fe?.addEventListener("release",()=>fe=null),_s()||fe?.release())}}var Os=()=>[["sound",!0],...xs?[["vibration",!0]]:[],["awake",it]],Ss=e=>pe({[e]:!l.preferences[e]});var Li=4e4,zi=1e4,Ci=25,Ni=35e3,Hi=2e3,Mi=2,zs=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function Cs(e,t,{show:n,heard:s,lost:o,signal:i}){let r=new nn(e,t,{show:n,heard:s,signal:i});try{return await r.follow(o),null}catch(c){if(c instanceof E)return c.code;throw c}}var nn=class{#e=0;#t=null;#n=null;constructor(t,n,{show:s,heard:o,signal:i}){Object.assign(this,{path:`/${t}`,token:n,show:s,heard:o,signal:i})}async follow(t){let n=[()=>this.#d(),()=>this.#u(),()=>this.#c()],[s,o,i]=[0,0,0];for(;!this.signal.aborted;){let r=this.#e,{told:c}=await Ls(n[s]());if(this.signal.aborted)return;this.#e>r?[o,i]=[0,0]:(await Ls(this.#i())).answered?[o,i]=[o+1,0]:(i+=1,t()),o===Mi&&s<n.length-1?[s,o]=[s+1,0]:(s===0||i>0)&&await this.#l(c,i)}}#l(t,n){return P(t??Ut(n),{signal:this.signal,wakeable:t===null})}#s(t,n,s){let{path:o,token:i,signal:r}=this;return ze("GET",o+t,{token:i,signal:r,...n},s)}#o(){this.#e+=1,this.heard()}#r(t){this.#t=t.version,this.show(t),this.#o()}async#a(t){if(t.status===204||t.status===304)return this.#o();let n=await ne(t);this.#n=t.headers.get("ETag"),this.#r(n)}#i(){let t=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:t},n=>this.#a(n))}async#c(){await P(Hi,{signal:this.signal}),await this.#i()}#u(){if(this.#t===null)return this.#i();let t=`?since=${this.#t}&wait=${Ci}`;return this.#s(t,{patience:Ni},n=>this.#a(n))}#d(){let t={};return this.#s("/events?roster=changes",{patience:zi},async(n,s)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new D("no stream");for await(let i of Bi(n.body))if(s(Li),i.name==="lobby"){let r={...t,...JSON.parse(i.data)};t={players:r.players,teams:r.teams},this.#r(r)}else{if(i.name==="end")return Ii(i);this.#o()}return null})}};async function Ls(e){try{return{answered:!0,told:await e??null}}catch(t){if(t instanceof E&&zs.has(t.code))throw t;return{answered:!1,told:t.retryAfter??null}}}function Ii({data:e}){let{code:t,retry_ms:n}=JSON.parse(e);if(zs.has(t))throw new E(t);return n}async function*Bi(e){let t=e.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:o}=await t.read();if(o)return;let i=(n+s).split(`

`);n=i.pop();for(let r of i)yield Di(r)}}function Di(e){let t=n=>e.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:t("event"),data:t("data")}}var Pi=/^[A-HJ-NP-Z2-9]{4}$/,qi=/^[A-ZА-Я\d]{4}$/i,Ns={А:"A",В:"B",Д:"D",Е:"E",К:"K",М:"M",Н:"H",О:"O",Р:"P",С:"C",Т:"T",У:"Y",Х:"X"},Hs=Vi("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ","QWERTYUIOPASDFGHJKLZXCVBNM");function Vi(e,t){return Object.fromEntries([...e].map((n,s)=>[n,t[s]]))}function De(e){let t=ji(e);if(!qi.test(t))return null;let n=[...t.toUpperCase()],s=n.every(i=>i in Ns||!(i in Hs))?Ns:Hs,o=n.map(i=>s[i]??i).join("");return Pi.test(o)?o:null}var Ms=e=>/[O0I1ОІ]/i.test(e),ji=e=>e.trim().replace(/[?#].*$/,"").replace(/\/$/,"").split("/").at(-1);var sn={player:"/",host:"/host/",screen:"/screen/"},Pe=({page:e,code:t})=>e==="start"?"/":sn[e]+t;function Ri(e){if(e==="/")return{page:"start",code:null};let[,t,n]=/^(\/(?:host\/|screen\/)?)([^/]+)\/?$/.exec(e)??[],s=n===void 0?null:De(Ui(n)),o=Object.keys(sn).find(i=>sn[i]===t);return s===null?null:{page:o,code:s}}function Ui(e){try{return decodeURIComponent(e)}catch{return""}}function Is(e,t=null){let n=Qt(e),s=t===null?q.CONNECTING:q.LIVE,o=Object.fromEntries($s.map(i=>[i,null]));g({...o,place:e,seat:n,lobby:t,connection:s})}function L(e,t=null){Pe(e)!==location.pathname&&history.pushState(null,"",Pe(e)),Is(e,t)}function on(){let e=Ri(location.pathname),t=e??{page:"start",code:null},n=location.hash.slice(1),s=Pe(t)+location.search;(location.hash||Pe(t)!==location.pathname)&&history.replaceState(null,"",s),t.page!=="start"&&n&&ot(t,{token:n,name:""}),Is(t),e===null&&g({notice:{key:"notice.noPage"}})}function Bs(){addEventListener("popstate",()=>{(location.hash||Pe(l.place)!==location.pathname)&&on()})}var x=e=>as(l.place.code,l.seat.token,e);function ln(e){return e instanceof E?{key:`problem.${e.code}`,code:e.code}:{key:"notice.noAnswer"}}var Fi=500,rn=Promise.resolve(!0);function j([e,t={}],n){if(l.waiting?.isLong)return!1;let{place:s}=l;return rn=rn.then(()=>l.place===s&&K(n,{key:e,values:t})),rn}async function K(e,t={key:null}){let n=new AbortController,{signal:s}=n;g({waiting:{...t,isLong:!1,stop:()=>n.abort()},notice:null});let o=setTimeout(()=>g({waiting:{...l.waiting,isLong:!0}}),Fi);try{let i=await e(s);return i?.you&&de(i),!0}catch(i){return s.aborted?Gi():g({notice:ln(i)}),!1}finally{clearTimeout(o),g({waiting:null})}}function Gi(){let{place:e}=l;x().look().then(t=>l.place===e&&de(t)).catch(()=>null)}async function cn(e,t){try{let n=await t(ws(e,ns));return en(e),n}catch(n){throw n instanceof E&&en(e),n}}async function Ds(e,t){let{token:n,lobby:s}=await t,o={page:e,code:s.code};ot(o,{token:n,name:s.you.name}),L(o,s)}var Ps=async e=>{await K(()=>Ds("host",cn(`open.${e}`,n=>ss(e,n))))&&dn(l.lobby.settings.values[0])},qs=(e,t,n)=>K(()=>{let s={name:t,...n&&{team_id:n}};return Ds("player",cn(`join.${e}.${t}.${n}`,o=>os(e,s,o)))});async function rt(){if(!se(l).pressable)return;let{place:e}=l,{round:t}=l.lobby;g({pressed:{round:t,position:null}});let n=()=>l.pressed?.round===t&&l.place===e&&l.seat!==null,s=x();try{let{position:o}=await s.buzz(t,n);n()&&g({pressed:{round:t,position:o}})}catch(o){if(!(o instanceof E)||!n())return;g({pressed:null}),de(await s.look())}}var Ki={plus:"right",minus:"wrong",skip:"skip"};function Vs({id:e,name:t}){let{round:n}=l.lobby;return j(["activeTitle",{name:t}],s=>x(s).confirm(e,n))}function at(e){let{round:t}=l.lobby;return j([Ki[e]],n=>x(n).resolve(e,t))}function js(){let{round:e}=l.lobby;return j(["reset"],t=>x(t).reset(e))}var un=(e,t)=>j(e,n=>x(n).settings(t)),Rs=e=>un([e?"lock":"unlock"],{locked:e}),dn=e=>un(["worthValue",{value:e}],{question_value:e});function Us(e){let{values:t,...n}=e,s=t!==void 0&&!t.includes(l.lobby.question_value);return un(["rules"],{settings:{...n,...t&&{values:t}},...s&&{question_value:t[0]}})}var Fs=()=>j(["finish"],e=>x(e).finish()),qe=e=>j(["undo"],t=>x(t).undo(e)),lt=e=>j(["teams"],t=>x(t).teams(e)),oe=(e,t)=>j(["save"],n=>x(n).edit(e,t)),Gs=e=>j(["kick"],t=>pn(x(t).remove(e),"player-not-found")),Ks=()=>K(async e=>{await pn(x(e).close(),"lobby-not-found"),an("notice.over")});async function Ws(){let e=null;return await K(async t=>{e=await x(t).sheet()}),e}async function Js(){let{place:e}=l;try{let{events:t}=await x().history(),n=s=>s?.at(-1)?.id??0;l.place===e&&n(t)>=n(l.history)&&g({history:t})}catch(t){l.place===e&&g({notice:ln(t)})}}function pn(e,t){return e.catch(n=>{if(!(n instanceof E)||n.code!==t)throw n;return null})}function Ys(){let{place:e}=l,t=x();return Me(e),L({page:"start",code:null}),t.remove("me").catch(()=>null)}var fn=()=>K(async e=>{let{links:t}=await x(e).links();g({links:t})});async function Ve(e,t,n=null){await K(async o=>{let i={role:e,label:t,...n&&{player_id:n}},r=f=>x(o).makeLink(i,f),{token:c}=await cn(`link.${l.place.code}.${JSON.stringify(i)}`,r),u={host:"/host/",screen:"/screen/",seat:"/"}[e]+l.place.code;g({link:{role:e,label:t,player:n,address:`${l.origin??location.origin}${u}#${c}`}})})&&fn()}var Xs=e=>K(async t=>{await pn(x(t).revokeLink(e),"link-not-found"),g({links:l.links?.filter(({id:n})=>n!==e)??null,link:null})});async function Qs(){let{place:e}=l,t=()=>l.place===e&&l.preview?.lobby==null;try{let n=await is(e.code);t()&&g({preview:{lobby:n,problem:null}})}catch(n){t()&&g({preview:{lobby:null,problem:ln(n).key}})}}function Zs(e){let{place:t}=l;Me(t),e==="lobby-not-found"?an("notice.over"):t.page==="host"?an("notice.notHost"):t.page==="screen"?g({seat:null,lobby:null}):g({seat:null,lobby:null,dialog:null,notice:{key:"notice.kicked"}})}function an(e){Me(l.place),L({page:"start",code:null}),g({notice:{key:e}})}var Wi=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function eo(){if(!Wi.test(location.hostname))return g({origin:location.origin});let e=await fetch("/web/address").then(ne).then(({address:t})=>t).catch(()=>null);e!==null&&g({origin:e})}var Ji=4,Yi=150,Xi=10*6e4,ct=null;async function to(){let e=ct={};for(;ct===e;){let t=await Qi(()=>ct===e);t!==null&&ct===e&&g({clock:t.offset}),await P(t===null?5e3:Xi)}}async function Qi(e){let t=null;for(let n=0;n<Ji&&e();n++){let s=performance.now(),o=await rs().catch(()=>null),i=performance.now()-s;o!==null&&!(i>=t?.trip)&&(t={offset:Date.parse(o.time)-s-i/2,trip:i}),await P(Yi)}return t}var mn=e=>l.clock===null?null:Date.parse(e)-performance.now()-l.clock;function so(){let{deadline:e,phase:t,settings:n}=l.lobby??{},s=e?mn(e):null;if(s===null)return null;let o=1e3*(t==="answering"?n.answer_seconds:n.buzz_seconds);return{seconds:Math.max(0,Math.ceil(s/1e3)),share:Math.min(1,Math.max(0,s/o)),deadline:e}}var no;function oo(e){clearTimeout(no);let t=l.lobby?.deadline?mn(l.lobby.deadline):null;t!==null&&t>0&&(no=setTimeout(e,t%1e3+5))}var hn=null,ut=null;function io(e,t){let n=document.activeElement,s=e.contains(n);t();let o=e.firstElementChild.dataset.view,i=hn!==null&&hn!==o;hn=o;let r=e.querySelector("dialog");i?e.querySelector("[data-focus]").focus():r!==null&&!r.open?(ut=n,r.showModal()):s&&(!e.contains(document.activeElement)||n.matches(":disabled"))&&(ut?.isConnected?ut:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),r===null&&(ut=null)}var ro=new WeakMap;function ao(e){for(let t of e){let n=ro.get(t),s=Zi(t);if(n!==void 0&&er(n,s))continue;clearTimeout(n?.timer),t.toggleAttribute("data-fresh",!0);let o=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);ro.set(t,{...s,timer:o})}}function Zi(e){let{left:t,top:n,width:s,height:o}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:n+scrollY,width:s,height:o}}var er=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var je=({question:e,buzz_queue:t,last_event:n})=>e>1||t.length>0||n!==null,dt=({buzz_open:e})=>e?"open":"locked",lo=(e,t)=>e.rank-t.rank;function Re({active_player:e,players:t,teams:n}){if(n.length===0)return{kind:"players",entries:[...t].sort(lo).map(r=>({...r,colour:"",isHere:r.presence!=="absent",isActive:r.id===e?.id}))};let s=t.find(({id:i})=>i===e?.id)?.team_id;return{kind:"teams",entries:[...n].sort(lo).map(i=>({...i,colour:`--team: ${i.colour}`,isHere:!0,isActive:i.id===s}))}}function co(e){let t=e<=6?1:e<=14?2:e<=30?3:4;return{columns:t,rows:Math.max(3,Math.ceil(e/t))}}var tr={menu:"M4 6h16M4 12h16M4 18h16",close:"M6 6l12 12M18 6L6 18",edit:"M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",full:"M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",sound:"M4 10v4h3l5 4V6L7 10zM15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11",silent:"M4 10v4h3l5 4V6L7 10zM16 10l5 4M21 10l-5 4",right:"M5 13l5 5L20 7",wrong:"M6 6l12 12M18 6L6 18",skip:"M5 12h14",next:"M5 5l8 7-8 7zM18 5v14",open:"M7 11V8a5 5 0 0 1 9.5-2M5 11h14v9H5z",lock:"M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z"},z=e=>d`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${tr[e]} /></svg>`;var uo={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},pt=e=>(...t)=>({_$litDirective$:e,values:t}),he=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,n,s){this._$Ct=t,this._$AM=n,this._$Ci=s}_$AS(t,n){return this.update(t,n)}update(t,n){return this.render(...n)}};var{I:nr}=Qn,po=e=>e;var fo=()=>document.createComment(""),$e=(e,t,n)=>{let s=e._$AA.parentNode,o=t===void 0?e._$AB:t._$AA;if(n===void 0){let i=s.insertBefore(fo(),o),r=s.insertBefore(fo(),o);n=new nr(i,r,e,e.options)}else{let i=n._$AB.nextSibling,r=n._$AM,c=r!==e;if(c){let u;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(u=e._$AU)!==r._$AU&&n._$AP(u)}if(i!==o||c){let u=n._$AA;for(;u!==i;){let f=po(u).nextSibling;po(s).insertBefore(u,o),u=f}}}return n},W=(e,t,n=e)=>(e._$AI(t,n),e),sr={},ft=(e,t=sr)=>e._$AH=t,mo=e=>e._$AH,mt=e=>{e._$AR(),e._$AA.remove()};var ho=(e,t,n)=>{let s=new Map;for(let o=t;o<=n;o++)s.set(e[o],o);return s},H=pt(class extends he{constructor(e){if(super(e),e.type!==uo.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,n){let s;n===void 0?n=t:t!==void 0&&(s=t);let o=[],i=[],r=0;for(let c of e)o[r]=s?s(c,r):r,i[r]=n(c,r),r++;return{values:i,keys:o}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,s]){let o=mo(e),{values:i,keys:r}=this.dt(t,n,s);if(!Array.isArray(o))return this.ut=r,i;let c=this.ut??=[],u=[],f,h,m=0,$=o.length-1,b=0,y=i.length-1;for(;m<=$&&b<=y;)if(o[m]===null)m++;else if(o[$]===null)$--;else if(c[m]===r[b])u[b]=W(o[m],i[b]),m++,b++;else if(c[$]===r[y])u[y]=W(o[$],i[y]),$--,y--;else if(c[m]===r[y])u[y]=W(o[m],i[y]),$e(e,u[y+1],o[m]),m++,y--;else if(c[$]===r[b])u[b]=W(o[$],i[b]),$e(e,o[m],o[$]),$--,b++;else if(f===void 0&&(f=ho(r,b,y),h=ho(c,m,$)),f.has(c[m]))if(f.has(c[$])){let v=h.get(r[b]),T=v!==void 0?o[v]:null;if(T===null){let I=$e(e,o[m]);W(I,i[b]),u[b]=I}else u[b]=W(T,i[b]),$e(e,o[m],T),o[v]=null;b++}else mt(o[$]),$--;else mt(o[m]),m++;for(;b<=y;){let v=$e(e,u[y+1]);W(v,i[b]),u[b++]=v}for(;m<=$;){let v=o[m++];v!==null&&mt(v)}return this.ut=r,ft(e,u),Z}});var a=(e,t)=>hs(l.preferences.language,e,t);function $o(){document.documentElement.lang=l.preferences.language;let{code:e}=l.place;document.title=e===null?"Panenka":`${e} · Panenka`}var _=e=>d`<bdi class="name" title=${e}>${e}</bdi>`,ge=e=>`--longest: ${Math.max(...e.split(/\s/).map(t=>[...t].length))}`,$t=()=>l.connection==="offline",k=()=>l.waiting!==null;function M(e){let t=e&&l.lobby.teams.find(n=>n.id===e);return t?`--team: ${t.colour}`:""}function ie(){let e=so();return e===null?p:(({seconds:n,share:s})=>d`<p class="clock" role="timer" ?data-hurry=${n<=3} .style=${`--share: ${s}`}>
      <span>${n}</span>
    </p>`)(e)}var Ue=({question:e,question_value:t})=>t>0?a("questionWorth",{question:e,value:t}):a("questionNumber",{question:e}),$n=({name:e,out_of_time:t})=>a(t?"timeIsOver":"activeTitle",{name:e}),gt=e=>a("seconds",{milliseconds:e});function go(){let{lobby:e,place:t,seat:n}=l;if(t.page==="player"&&n!==null){let{key:i,hint:r,values:c}=se(l),{verdict:u}=l;return`${u===null?"":`${a(u.key,u.values)}. `}${a(i,c)} – ${gn(r,c)}`}if(t.page!=="host"||e===null)return"";if(e.phase==="finished")return a("standings");if($t())return a("connectionLost");if(e.active_player)return $n(e.active_player);let s=e.buzz_queue.find(i=>i.state==="waiting");if(s)return a("buzzedFirst",{name:s.name});let o=e.players.filter(i=>i.presence!=="absent");return`${a(e.locked?"buzzersLocked":"buzzersOpen")}. ${a("players",{count:o.length})}`}function gn(e,{milliseconds:t,...n}){return a(e,t===void 0?n:{...n,seconds:gt(t??0)})}var bn=e=>ms(l.preferences.language,e);function A(){let{notice:e}=l,t=e!==null&&bn(e.key),n=e===null?null:a(t?e.key:"problem.other",e);return d`<div class="notices" role="alert">${n===null?p:d`<p class="notice">
      ${n}
      <button class="quiet" @click=${()=>g({notice:null})} aria-label=${a("close")}>${z("close")}</button>
    </p>`}</div>`}function bt(){return $t()?d`<p class="offline-bar">
    ${a("connectionLost")} <button class="quiet" @click=${tt}>${a("tryNow")}</button>
  </p>`:p}var be=(e,t=p)=>ks?p:d`<div class="warning">${e} ${t}</div>`;function bo(){let e=l.preferences.language;return d`<div class="languages" role="group" aria-label=${a("chooseLanguage")}>
    ${Ne.map(t=>d`<button
          class="quiet"
          lang=${t}
          aria-pressed=${t===e}
          @click=${()=>pe({language:t})}
        >
          ${fs(t)}
        </button>`)}
  </div>`}var ye=()=>d`<footer class="footer">${bo()}<a href="/docs/">${a("apiDescription")}</a></footer>`;function yt(){return d`<fieldset class="settings">
    <legend>${a("settings")}</legend>
    ${Os().map(([e,t])=>d`<label class="switch">
          <span>${a(e)}</span>
          <input
            type="checkbox"
            role="switch"
            .checked=${t&&l.preferences[e]}
            ?disabled=${!t}
            @change=${()=>Ss(e)}
          />
        </label>`)}
    ${it?p:d`<p class="hint">${a("awakeImpossible")}</p>`}
    <div class="sounds" role="group" aria-label=${a("soundTest")}>
      ${[["buzz",a("soundBuzz")],["right",a("right")],["wrong",a("wrong")],["time",a("soundTime")]].map(([e,t])=>d`<button type="button" @click=${()=>me(e)}>${t}</button>`)}
    </div>
    ${bo()}
  </fieldset>`}var ht=e=>d`<small class="tag">${e}</small>`;function or({presence:e}){return e==="away"?ht(a("away")):e==="absent"?ht(a("absent")):p}function wt(e=null){let{active_player:t,teams:n,you:s}=l.lobby,o=c=>[...c].sort((u,f)=>u.rank-f.rank),i=o(l.lobby.players),r=c=>d`<span class="rank">${c.rank}</span>
    <span class="who">
      ${_(c.name)} ${c.id===s.id?ht(a("you")):p} ${or(c)}
    </span>
    <span class="score">${c.score}</span>`;return d`<section class="scores" aria-labelledby="scores-title">
    <h2 id="scores-title">${a("scoreboard")} <small class="tag">${a("players",{count:i.length})}</small></h2>
    ${n.length===0?p:ir(o(n))}
    ${i.length===0?d`<p class="hint">${a("scoreboardEmpty")}</p>`:p}
    <ol class="list">
      ${H(i,c=>c.id,c=>d`<li
          class="row"
          data-player=${c.id}
          data-presence=${c.presence}
          ?data-you=${c.id===s.id}
          ?data-active=${c.id===t?.id}
          .style=${M(c.team_id)}
        >
          ${e===null?r(c):d`<button class="row-button" @click=${()=>e(c)}
            title=${a("editPlayer",{name:c.name})}>${r(c)}</button>`}
        </li>`)}
    </ol>
  </section>`}var ir=e=>d`<ol class="list teams" aria-label=${a("teams")}>
    ${H(e,t=>t.id,({colour:t,id:n,name:s,rank:o,score:i})=>d`<li class="row" data-team=${n} .style=${`--team: ${t}`}>
          <span class="rank">${o}</span> <span class="who">${_(s)}</span> <span class="score">${i}</span>
        </li>`)}
  </ol>`;function vt(e,t=()=>p){let{you:n}=l.lobby;return d`<ol class="list queue">
    ${H(e,s=>s.id,s=>d`<li
        class="row queued"
        ?data-you=${s.id===n.id}
        ?data-active=${s.state==="answering"}
        ?data-wrong=${s.state==="wrong"}
        .style=${M(s.team_id)}
      >
        <span class="rank">${s.position}</span>
        <span class="who">${_(s.name)} ${s.state==="wrong"?ht(a("wrong")):p}</span>
        <span class="behind">${yn(s)}</span>
        ${t(s)}
      </li>`)}
  </ol>`}var yn=({delta_ms:e,position:t})=>t>1?a("behind",{seconds:gt(e)}):p;function kt(e=1/0){let t=Re(l.lobby).entries.slice(0,e);return d`<ol class="list standings">
    ${t.map(({colour:n,id:s,name:o,rank:i,score:r})=>d`<li class="row" data-rank=${i} ?data-you=${s===l.lobby.you.id} .style=${n}>
          <span class="rank">${i}</span> <span class="who">${_(o)}</span> <span class="score">${r}</span>
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
      <button class="wide quiet-wide" @click=${s}>${a("close")}</button>
    </div>
  </dialog>`}var C=(e,t=null)=>g({dialog:{kind:e,id:t}}),R=(e,t="")=>d`<label class="field">
    <span>${e}</span>
    <input name="name" required maxlength="64" autocomplete="off" dir="auto" .value=${t} />
  </label>`,Fe=(e,t)=>d`<label class="field">
    <span>${a("team")}</span>
    <select name="team">
      <option value="" ?selected=${!t}>${a("noTeam")}</option>
      ${e.map(({id:n,name:s})=>d`<option value=${n} ?selected=${n===t}>${s}</option>`)}
    </select>
  </label>`,N=e=>t=>{t.preventDefault(),e(Object.fromEntries(new FormData(t.currentTarget)),t.currentTarget)};var rr=2e3;function U(e,t){let{copied:n}=l,s=n?.content===t;return d`<button class="wide" @click=${()=>ar(t)}>
      ${s&&n.done?a("copied"):e}
    </button>
    ${s&&!n.done?d`<label class="field"><span>${a("copyByHand")}</span><input readonly .value=${t} /></label>`:p}`}async function ar(e){let t=await lr(e)||cr(e),n={content:e,done:t};g({copied:n}),t&&setTimeout(()=>l.copied===n&&g({copied:null}),rr)}async function lr(e){try{return await navigator.clipboard.writeText(e),!0}catch{return!1}}function cr(e){let t=document.createElement("textarea");t.value=e,t.className="unseen",(document.querySelector("dialog[open]")??document.body).append(t),t.select();let n=document.execCommand("copy");return t.remove(),n}var ur=[.2,.375,.5555555555555556,.6666666666666666],dr=(e,t)=>n=>{let s=4*e+n-4,o="*-04-39?2$%%$%%'$%''%'''%')(%'))%(++'(++'(+.'+-.',/3',33)-/5)-43).36)058*18<+37<+4:<,4:E,5<A-7>C/8@F/:EH/<EK0=FM1?IP2@KS3BNV4DPY5FS\\6HV_6IXb7K[e8N^i9Pam;Rdp<Tgt".charCodeAt(s)-35,i=s>8?o:1,r=t/i|0,c=t%i,u=i-c,f=s>8?r*ur[n]+(e>5)&-2:o,h=r-f;return{t:u*h+c*h+c,o:[[u,h],[c,h+1]],i:f}};var re=e=>new Uint8Array(e),Ge=e=>{let t=new Error(`lean-qr error ${e}`);throw t.code=e,t},_t=e=>"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".indexOf(e),vn=e=>e.charCodeAt(0),vo=(...e)=>(t,n)=>e.forEach(s=>s(t,n)),ko=e=>t=>{t.eci!==e&&(t.push(7,4),e<128?t.push(e,8):e<16384?t.push(32768|e,16):t.push(12582912|e,24),t.eci=e)},xn=e=>(t,n)=>{t.push(4,4),t.push(e.length,8+8*(n>9)),e.forEach(s=>t.push(s,8))},ve=(e,t,n,s,o=(r,c)=>n(r.length,c),i=s?r=>vo(ko(s),e(r)):e)=>(i.test=t,i.l=n,i.est=o,i.eci=s&&[s],i),_o=ve(e=>(t,n)=>{t.push(1,4),t.push(e.length,10+2*(n>26)+2*(n>9));let s=0;for(;s<e.length-2;s+=3)t.push(+e.slice(s,s+3),10);s<e.length-1?t.push(+e.slice(s),7):s<e.length&&t.push(+e[s],4)},e=>/[0-9]/.test(e),(e,t)=>14+2*(t>26)+2*(t>9)+10*e/3),xo=ve(e=>(t,n)=>{t.push(2,4),t.push(e.length,9+2*(n>26)+2*(n>9));let s=0;for(;s<e.length-1;s+=2)t.push(45*_t(e[s])+_t(e[s+1]),11);s<e.length&&t.push(_t(e[s]),6)},e=>_t(e)>=0,(e,t)=>13+2*(t>26)+2*(t>9)+5.5*e),we=ve(e=>xn([...e].map(vn)),e=>vn(e)<128,(e,t)=>12+8*(t>9)+8*e);we._=!0,we.u=!0;var An=ve(we,e=>vn(e)<256,we.l,3);An._=!0;var yo=new TextEncoder,Tn=ve(e=>xn(yo.encode(e)),()=>1,0,26,(e,t)=>12+8*(t>9)+8*yo.encode(e).length);Tn._=!0;var kn=()=>{let e=new Map,t=new TextDecoder("sjis"),n=re(2);for(let s=0;s<7973;++s)n[0]=s/192+129+64*(s>5951),n[1]=s%192+64,e.set(t.decode(n),s);return e.delete("�"),kn=()=>e,e},En=ve(e=>(t,n)=>{t.push(8,4),t.push(e.length,8+2*(n>26)+2*(n>9));for(let s of e)t.push(kn().get(s),13)},e=>kn().has(e),(e,t)=>12+2*(t>26)+2*(t>9)+13*e);En._=!0;var Ao=[_o,xo,we,An,En,Tn],pr={auto:(e,{modes:t=Ao}={})=>(n,s)=>{let o=t.map((h,m)=>{let $=new Map,b=(y,v)=>($.has(y)||$.set(y,v(y,s)),$.get(y));return{m:h,h:1<<m,C:h.est("",s),S:h.l?(y,v)=>b(v-y,h.l):(y,v)=>b(e.slice(y,v),h.est)}}),i=[{v:0}],r=0,c=0,u=-1;for(let h of[...e,""]){let m=0;if(h)for(let $ of o)$.m.test(h)&&(m|=$.h);if(!h||m!==u){if(u!==-1){let $=new Set(i.map(y=>y.D)),b=[];for(let{m:y,C:v,S:T,h:I}of o)if(u&I){let J=T(r,c);for(let _e of y.eci??$)if(!y.u||!_e){let xe;for(let F of i)if(F.D===_e||y.eci){let Ae=F.m===y&&F.D===_e,It=Ae?F.V:F,Pn=y._&&Ae?F.v+J-v:It.v+12*(It.D!==_e)+(Ae?T(Ae?F.$:r,c):J);(!xe||Pn<xe.v)&&(xe={$:Ae?F.$:r,V:It,m:y,D:_e,A:c,v:Pn})}xe&&b.push(xe)}}i=b}u=m,r=c}c+=h.length}i.length||Ge(5);let f=[];for(let h=i.reduce((m,$)=>$.v<m.v?$:m);h.m;h=h.V)f.push(h.m(e.slice(h.$,h.A)));f.reverse().forEach(h=>h(n,s))},multi:vo,eci:ko,bytes:xn,numeric:_o,alphaNumeric:xo,ascii:we,iso8859_1:An,shift_jis:En,utf8:Tn},fr=()=>({F:re(2956),I:0,push(e,t){for(let n=t,s=8-(7&this.I);n>0;n-=s,s=8)this.F[this.I>>3]|=e<<s>>n,this.I+=n<s?n:s}}),wn=(e,t=e*e,n=re(t))=>({size:e,K:n,get:(s,o)=>s>=0&&s<e&&!!(1&n[o*e+s]),toString({on:s="##",off:o="  ",lf:i=`
`,pad:r=4,padX:c=r,padY:u=r}={}){let f="";for(let h=-u;h<e+u;++h){for(let m=-c;m<e+c;++m)f+=this.get(m,h)?s:o;f+=i}return f},toImageData(s,{on:o=[0,0,0],off:i=[0,0,0,0],pad:r=4,padX:c=r,padY:u=r}={}){let f=e+2*c,h=e+2*u,m=s.createImageData(f,h),$=new Uint32Array(m.data.buffer);m.data.set([...o,255]);let b=$[0];m.data.set([...i,255]);let y=$[0];for(let v=0;v<h;++v)for(let T=0;T<f;++T)$[v*f+T]=this.get(T-c,v-u)?b:y;return m},toCanvas(s,o){let i=s.getContext("2d"),r=this.toImageData(i,o);s.width=r.width,s.height=r.height,i.putImageData(r,0,0)},toDataURL({type:s="image/png",scale:o=1,...i}={}){let r=document.createElement("canvas"),c=r.getContext("2d"),u=this.toImageData(c,i);return r.width=u.width*o,r.height=u.height*o,c.putImageData(u,0,0),c.imageSmoothingEnabled=!1,c.globalCompositeOperation="copy",c.drawImage(r,0,0,u.width,u.height,0,0,r.width,r.height),r.toDataURL(s,1)}}),xt=[(e,t)=>1&(e^t),(e,t)=>1&t,e=>e%3,(e,t)=>(e+t)%3,(e,t)=>1&(e/3^t>>1),(e,t)=>(e&t&1)+e*t%3,(e,t)=>(e&t)+e*t%3&1,(e,t)=>(e^t)+e*t%3&1],At=re(511);for(let e=0,t=1;e<255;t=2*t^285*(t>127))At[At[t+255]=e++]=t;var To=e=>At[e%255],Eo=e=>At[e+255],mr=(e,t)=>{let n=re(e.length+t.length-1);for(let s=0;s<e.length;++s)for(let o=0;o<t.length;++o)n[s+o]^=To(e[s]+t[o]);return n.map(Eo)},hr=(e,t)=>{let n=re(e.length+t.length-1);n.set(e,0);for(let s=0;s<e.length;++s)if(n[s]){let o=Eo(n[s]);for(let i=0;i<t.length;++i)n[s+i]^=To(t[i]+o)}return n.slice(e.length)},_n=[[0],[0,0]];for(let e=1;e<30;++e)_n.push(mr(_n[e],[0,e]));var $r=(e,t)=>{let n=[[],[]],s=0,o=0;for(let[r,c]of t.o)for(let u=0;u<r;++u,s+=c){let f=e.slice(s,s+c);n[0].push(f),n[1].push(hr(f,_n[t.i])),o+=c+t.i}let i=re(o);o=0;for(let r of n)for(let c=0,u=-1;u<o;++c){u=o;for(let f of r)c<f.length&&(i[o++]=f[c])}return i},Oo=(e,t,n)=>{let s=e<<=n;for(let o=134217728;o>>=1;)s&o&&(s^=t*(o>>n));return s|e},gr=({size:e,K:t},n)=>{let s=(r,c,u,f)=>{for(;u-- >0;r+=e)t.fill(f,r,r+c)},o=(r,c,u)=>{for(let f=0;f++<3;u-=2)s(c*e+r-(u>>1)*(e+1),u,u,2|f)},i=2*((e-13)/(1+(n/7|0))/2+.75|0);if(n>1)for(let r=e-7;r>8;r-=i){for(let c=r;c>8;c-=i)o(r,c,5);r<e-7&&o(r,6,5)}if(n>6)for(let r=Oo(n,7973,12),c=1;c<7;++c)for(let u=12;u-- >9;r>>=1)t[c*e-u]=2|1&r;s(7,2,9,2),s(e-8,8,9,2);for(let r=0;r<e;++r)t[6*e+r]=3^1&r;o(3,3,7),o(e-4,3,7);for(let r=0;r<e;++r)for(let c=r;c<e;++c)t[c*e+r]=t[r*e+c];t[(e-8)*e+8]=3},br=({size:e,K:t})=>{let n=[];for(let s=e-2,o=e,i=-1;s>=0;s-=2){for(s===5&&(s=4);o+=i,o!==-1&&o!==e;){let r=o*e+s;t[r+1]||n.push(r+1),t[r]||n.push(r)}i*=-1}return n},yr=({K:e},t,n)=>t.forEach((s,o)=>e[s]=n[o>>3]>>(7&~o)&1),wr=({size:e,K:t},n,s,o)=>{for(let r=0;r<e;++r)for(let c=0;c<e;++c){let u=r*e+c;t[u]^=!(n(c,r)||2&t[u])}let i=21522^Oo((1^o)<<3|s,1335,10);for(let r=0;r++<8;i>>=1)t[(r-(r<7))*e+8]=1&i,t[9*e-r]=1&i;for(let r=8;--r,i;i>>=1)t[8*e+r-(r<7)]=1&i,t[(e-r)*e+8]=1&i},vr=({size:e,K:t},n=0,s=0)=>{for(let o=0;o<e;++o){for(let i=0;i<2;++i)for(let r,c=0,u=0,f=2;c<e;++c){let h=1&t[i?o*e+c:c*e+o];s+=h,u=(u>>1|2098176)&(3047517^h-1),2049&u&&(n+=40),h^f&&(r=0),f=h,n+=++r===5?3:r>5}if(o)for(let i=e+o,r=5*t[o-1]^t[o];i<e*e;i+=e){let c=5*t[i-1]^t[i];n+=3*!(1&(r|c)|4&(r^c)),r=c}}return n+10*(10*Math.abs(s/(e*e)-1)|0)},wo=[],Tt=(e=Ge(1),{minCorrectionLevel:t=0,maxCorrectionLevel:n=3,minVersion:s=1,maxVersion:o=40,mask:i,trailer:r=60433,...c}={})=>{n<t&&Ge(3),o<s&&Ge(2),typeof e=="string"&&(e=pr.auto(e,c));for(let u=s,f=0;u<=o;++u){let h=wo[u];h||(wo[u]=h=wn(4*u+17),gr(h,u),h.p=br(h));let m=dr(u,h.p.length>>3);if(8*m(t).t<f)continue;let $=fr();e($,u),f=$.I;for(let b=n;b>=t;--b){let y=m(b);if(8*y.t<f)continue;for($.I=f+11&-8;$.I<8*y.t;)$.push(r,16);let v=wn(h.size,h.K);return yr(v,h.p,$r($.F,y)),(xt[i]?[xt[i]]:xt).map((T,I)=>{let J=wn(v.size,v.K);return wr(J,T,i??I,b),J.s=xt[i]?0:vr(J),J}).reduce((T,I)=>I.s<T.s?I:T)}}Ge(4)};Tt.with=(...e)=>(t,n)=>Tt(t,{modes:[...Ao,...e],...n});var So=e=>{let t=[],n="";for(let s=0;s<=e.size;++s)for(let o=0;o<=e.size;++o){let i=e.get(o,s),r=o<<8|s,c=e.get(o-1,s)^i&&r+1,u=e.get(o,s-1)^i&&r+256;if(c||u){i||([c,u]=[u,c]);let f=t[c||r]||=[],h=t[u||r];c&&f.push(r),u&&f.push(u),f===h?n+=`M${f.map(m=>`${m>>8} ${255&m}`).join("L")}Z`:(h&&f.push(...h),t[f[f.length-1]]=f)}}return n};var On=4,Ln=e=>l.origin===null?null:`${l.origin}/${e}`;function Et(){let{code:e}=l.place,t=Ln(e);return d`<section class="invitation" aria-label=${a("inviteTitle")}>
    <p class="code" aria-label=${[...e].join(" ")}>${e}</p>
    ${t===null?d`<p class="warning">${a("onlyHere",{host:location.host})}</p>`:[Ke(t),d`<p class="link">${t.replace(/^https?:\/\//,"")}</p>`,U(a("copyLink"),t)]}
  </section>`}var Sn=new Map;function kr(e){if(!Sn.has(e)){let t=Tt(e);Sn.set(e,{size:t.size,path:So(t)})}return Sn.get(e)}function Ke(e){let{size:t,path:n}=kr(e),s=t+2*On;return d`<svg
    class="qr"
    role="img"
    aria-label=${a("qrCode",{link:e})}
    viewBox="${-On} ${-On} ${s} ${s}"
    shape-rendering="crispEdges"
  >
    <path d=${n} />
  </svg>`}var Lo=()=>S("links",a("links"),()=>d`${A()}
      <p class="hint">${a("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${k()} @click=${()=>Ve("screen",a("screen"))}>${a("newScreen")}</button>
        <button ?disabled=${k()} @click=${()=>Ve("host",a("coHost"))}>${a("newCoHost")}</button>
      </div>
      ${l.link===null||l.link.player!==null?p:_r(l.link)} ${xr()}`);function _r({role:e,address:t}){let n=e==="screen"?a("screenHint"):a("coHostHint");return d`${zn(n)}
  ${e==="screen"?d`<a class="button wide" href=${t} target="_blank" rel="noreferrer">${a("openScreen")}</a>
        ${U(a("copyOverlay"),t.replace("#","?overlay#"))}`:p}`}function zn(e){let{address:t}=l.link;return d`<div class="made-link">
    <p>${e}</p>
    ${Ke(t)} ${U(a("copyLink"),t)}
  </div>`}function xr(){let{links:e,lobby:t}=l;if(!e?.length)return p;let n=s=>t.players.find(o=>o.id===s)?.name;return d`<ul class="list links">
    ${e.map(({id:s,label:o,player_id:i,role:r})=>d`<li class="row">
          <span class="who">
            ${_(n(i)??o)}
            <small class="tag">${r==="seat"?a("seat"):r==="host"?a("coHost"):a("screen")}</small>
          </span>
          <button ?disabled=${k()} @click=${()=>Xs(s)}>${a("revoke")}</button>
        </li>`)}
  </ul>`}var Ot={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",buzz_per:"player",false_start_ms:0,buzz_seconds:0,answer_seconds:0},zo={...Ot,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},Ar={...zo,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},Co=[["presetPlain",Ot],["presetPub",{...Ot,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",zo],["presetJeopardy",Ar],["presetTeams",{...Ot,wrong_answer:"next",buzz_per:"team"}]];function No(e,t){let n={...e,values:Ho(e.values),wrong_costs:"wrong_costs"in e,false_start_ms:Math.round(1e3*Number(e.false_start)),buzz_seconds:Number(e.buzz_seconds),answer_seconds:Number(e.answer_seconds),doors:"doors"in e?"closed":"open"};return delete n.false_start,Object.fromEntries(Object.entries(n).filter(([s,o])=>JSON.stringify(o)!==JSON.stringify(t[s])))}var Ho=e=>e.split(/[\s,;]+/).filter(Boolean).map(Number);function Mo(e){let t=Ho(e);return t.every(s=>Number.isInteger(s)&&s>=1&&s<=1e4)&&t.length>=1&&t.length<=10&&new Set(t).size===t.length}function Bo(){let{settings:e}=l.lobby??{};if(e===void 0)return p;let t=async n=>{let s=No(n,e);(Object.keys(s).length===0||await Us(s))&&g({dialog:null})};return S("rules",a("rules"),()=>d`${A()}
      <form class="rules" @submit=${N(t)}>
        <div class="presets" role="group" aria-label=${a("presets")}>
          ${Co.map(([n,s])=>d`<button type="button" @click=${o=>Tr(o,s)}>${a(n)}</button>`)}
        </div>
        <label class="field">
          <span>${a("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${e.values.join(" ")}
            @input=${Er} />
        </label>
        ${St("wrong_answer",a("wrongAnswer"),[["end",a("wrongAnswerEnds")],["next",a("wrongAnswerPasses")],["reopen",a("wrongAnswerReopens")]])}
        ${Io("wrong_costs",a("wrongCosts"),e.wrong_costs)}
        ${St("opens",a("opens"),[["at_once",a("opensAtOnce")],["by_host",a("opensByHost")]])}
        ${St("buzz_per",a("buzzPer"),[["player",a("buzzPerPlayer")],["team",a("buzzPerTeam")]])}
        ${St("team_choice",a("teamChoice"),[["players",a("teamChoicePlayers")],["host",a("teamChoiceHost")]])}
        ${Cn("false_start",a("falseStart"),e.false_start_ms/1e3,{most:10,step:.001})}
        ${Cn("buzz_seconds",a("buzzSeconds"),e.buzz_seconds,{most:600})}
        ${Cn("answer_seconds",a("answerSeconds"),e.answer_seconds,{most:600})}
        ${Io("doors",a("doorsClosed"),e.doors==="closed")}
        <button class="primary wide" ?disabled=${k()}>${a("save")}</button>
      </form>`)}function St(e,t,n){let s=l.lobby.settings[e];return d`<label class="field">
    <span>${t}</span>
    <select name=${e}>
      ${n.map(([o,i])=>d`<option value=${o} ?selected=${o===s}>${i}</option>`)}
    </select>
  </label>`}var Cn=(e,t,n,{most:s,step:o=1})=>d`<label class="field">
    <span>${t}</span>
    <input name=${e} type="number" required min="0" max=${s} step=${o} .value=${n} />
  </label>`,Io=(e,t,n)=>d`<label class="switch">
    <span>${t}</span>
    <input name=${e} type="checkbox" role="switch" .checked=${n} />
  </label>`;function Tr({target:e},t){let{elements:n}=e.form;for(let s of["wrong_answer","opens","buzz_per","buzz_seconds","answer_seconds"])n[s].value=t[s];n.values.value=t.values.join(" "),n.values.setCustomValidity(""),n.wrong_costs.checked=t.wrong_costs,n.false_start.value=t.false_start_ms/1e3}function Er({target:e}){e.setCustomValidity(Mo(e.value)?"":a("valuesHint"))}var Nn=["#e6194b","#1e90ff","#f5b700","#2ca25f","#b15bd6","#ff7f24","#00a8a8","#f781bf","#8c6d4f","#7f8c9b"],Or=50,qo=()=>l.lobby===null?p:S("teams",a("teams"),Sr);function Sr(){let{players:e,teams:t}=l.lobby,n=e.filter(({team_id:s})=>s===null);return d`${A()}
    <p class="hint">${a("teamsIntroduction")}</p>
    ${H(t,({id:s})=>s,Cr)}
    ${t.length===0?p:jo(null,d`<h3>${a("noTeam")}</h3>`,n)}
    ${t.length>=Or?p:d`<form class="inline" @submit=${N(Lr)}>
          ${R(a("newTeam"))}
          <button ?disabled=${k()}>${a("add")}</button>
        </form>`}`}var Hn=({id:e,name:t,colour:n})=>({id:e,name:t,colour:n});async function Lr({name:e},t){let{teams:n}=l.lobby,s=new Set(n.map(({colour:i})=>i)),o=Nn.find(i=>!s.has(i))??Nn[n.length%Nn.length];await lt([...n.map(Hn),{name:e,colour:o}])&&t.reset()}var Do=(e,t)=>lt(l.lobby.teams.map(n=>({...Hn(n),...n.id===e&&t})));function zr({id:e,name:t,score:n}){let s=l.lobby.teams.filter(o=>o.id!==e);(n===0||confirm(a("removeTeamQuestion",{name:t})))&&lt(s.map(Hn))}function Cr(e){let{colour:t,id:n,name:s}=e,o=l.lobby.players.filter(i=>i.team_id===n);return jo(n,d`<input class="colour" type="color" aria-label=${a("colourOf",{name:s})} .value=${t}
        @change=${({target:i})=>Do(n,{colour:i.value})} />
      <input aria-label=${a("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${s}
        @change=${({target:i})=>i.value.trim()?Do(n,{name:i.value}):i.value=s} />
      <button type="button" class="quiet" @click=${()=>zr(e)} aria-label=${a("removeTeam",{name:s})}>
        ${z("close")}
      </button>`,o,`--team: ${t}`)}var Nr=()=>l.dialog.id===null?null:l.lobby.players.find(({id:e})=>e===l.dialog.id)??null,Vo=e=>g({dialog:{kind:"teams",id:e}});function Po(e,t){Vo(null);let n=l.lobby.players.find(({id:s})=>s===e);n&&n.team_id!==t&&oe(e,{team_id:t})}function jo(e,t,n,s=""){let o=Nr();return d`<section class="team-box" .style=${s} @dragover=${r=>r.preventDefault()} @drop=${r=>{r.preventDefault(),Po(r.dataTransfer.getData("text/plain"),e)}}>
    <div class="team-head">${t}</div>
    <ul class="chips">
      ${n.map(({id:r,name:c})=>d`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${r===o?.id}
              @dragstart=${u=>u.dataTransfer.setData("text/plain",r)}
              @click=${()=>Vo(r===o?.id?null:r)}>
              ${_(c)}
            </button>
          </li>`)}
    </ul>
    ${o!==null&&o.team_id!==e?d`<button type="button" class="wide" @click=${()=>Po(o.id,e)}>${a("putHere",{name:o.name})}</button>`:p}
  </section>`}var Ro=()=>[Hr(),Mr(),Bo(),qo(),Lo(),S("invitation",a("inviteTitle"),Et),Pr()];function Hr(){let e=l.lobby?.players.find(({id:m})=>m===l.dialog?.id);if(!e)return p;let{id:t,name:n,score:s,team_id:o}=e,{question_value:i,teams:r}=l.lobby,c=m=>m&&g({dialog:null}),u=async m=>{let $={...m.name!==n&&{name:m.name},...Number(m.score)!==s&&{score:Number(m.score)},...r.length>0&&(m.team||null)!==o&&{team_id:m.team||null}};c(Object.keys($).length===0||await oe(t,$))},f=async()=>confirm(a("kickQuestion",{name:n}))&&c(await Gs(t)),h=m=>d`<button type="button" ?disabled=${k()} @click=${()=>oe(t,{add:m})}>
    ${m>0?`+${m}`:`−${-m}`}
  </button>`;return S("player",a("editTitle"),()=>d`${A()}
      <form @submit=${N(u)}>
        ${R(a("name"),n)}
        <div class="score-field">
          ${i>0?h(-i):p}
          <label class="field">
            <span>${a("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${s} />
          </label>
          ${i>0?h(i):p}
        </div>
        ${r.length>0?Fe(r,o):p}
        <button class="primary wide" ?disabled=${k()}>${a("save")}</button>
      </form>
      <button class="wide" ?disabled=${k()} @click=${()=>Ve("seat",n,t)}>${a("otherPhone")}</button>
      ${l.link?.player===t?zn(a("otherPhoneHint",{name:n})):p}
      <button class="wide danger" @click=${f}>${a("kick")}</button>`)}var Mr=()=>S("history",a("history"),()=>d`${A()} ${Ir()}`);function Ir(){let e=l.history?.filter(({kind:t})=>t!=="undo");return e?.length?d`<ol class="list history">
    ${e.toReversed().map(Br)}
  </ol>`:d`<p class="hint">${a(e===void 0?"connecting":"historyEmpty")}</p>`}function Br(e){let{last_event:t}=l.lobby,{key:n,values:s}=Gt(e),o=new Date(e.at).toLocaleTimeString(l.preferences.language,{timeStyle:"short"}),i=()=>d`<button ?disabled=${k()} @click=${()=>qe(e.id)}>${a("undo")}</button>`;return d`<li class="row" ?data-undone=${e.undone}>
    <time class="behind" datetime=${e.at}>${o}</time>
    <span class="who">
      <span class="words">${a(n,s)}</span> ${e.undone?d`<small class="tag">${a("undone")}</small>`:p}
    </span>
    ${e.id===t?.id&&t.undoable?i():p}
  </li>`}async function Dr(){let{code:e}=l.place,t=await Ws();if(t===null)return;let n=document.createElement("a");n.href=URL.createObjectURL(t),n.download=`panenka-${e}.csv`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),6e4)}var Mn=()=>`${l.origin??location.origin}/host/${l.place.code}#${l.seat.token}`;function Pr(){let e=()=>confirm(`${a("closeQuestion")} ${a("closeHint")}`)&&Ks();return S("menu",a("menu"),()=>d`${A()}
      <div class="menu">
        <button class="wide" @click=${()=>C("rules")}>${a("rules")}</button>
        <button class="wide" @click=${()=>C("teams")}>${a("teams")}</button>
        <button class="wide" @click=${Vr}>${a("links")}</button>
        <button class="wide" ?disabled=${k()} @click=${Dr}>${a("sheet")}</button>
        ${l.lobby?.phase==="finished"?p:d`<button class="wide" ?disabled=${k()} @click=${qr}>${a("finish")}</button>`}
      </div>
      ${yt()}
      <section class="settings">
        <h3>${a("reopen")}</h3>
        <p class="hint">${a("reopenIntroduction")}</p>
        ${U(a("copyReopenLink"),Mn())}
      </section>
      <button class="wide danger" @click=${e}>${a("closeLobby")}</button>`)}var qr=async()=>await Fs()&&g({dialog:null});function Vr(){g({links:null,link:null}),C("links"),fn()}function Uo(){let{lobby:e,place:t,seat:n}=l;return n===null?Fr():d`<main class="console" data-view="host" ?data-begun=${e!==null&&je(e)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>C("invitation")} aria-label=${a("inviteWith",{code:t.code})}>
          ${t.code}
        </button>
      </h1>
      ${e===null?p:d`<p class="bar-line" title=${Ue(e)}>${Ue(e)}</p>`}
      <button class="quiet" @click=${jr}>${a("history")}</button>
      <button class="quiet" @click=${()=>C("menu")} aria-label=${a("menu")}>${z("menu")}</button>
    </header>
    ${bt()}
    ${e===null?d`<p class="hint">${a("connecting")}</p>`:d`<div class="stage">${Kr(e)} ${wt(({id:s})=>C("player",s))}</div>
          ${Qr(e)}`}
    ${Rr()} ${Ro()}
  </main>`}function jr(){g({history:null}),C("history")}var Rr=()=>d`<div class="done-place">${A()} ${Ur()}</div>`;function Ur(){let{done:e,waiting:t}=l,n=(o,i,r)=>d`<p class="done" data-kind=${o}><span title=${i}>${i}</span> ${r}</p>`;return d`<div role="status">${(()=>{if(t?.isLong&&t.key){let i=a("waits",{what:a(t.key,t.values)});return n("waiting",i,d`<button @click=${t.stop}>${a("takeBack")}</button>`)}if(e===null)return p;let o=d`<button aria-keyshortcuts="u" @click=${Lt(()=>qe(e.event))}>${a("undo")}</button>`;return n("done",a(e.key,e.values),o)})()}</div>`}function Fr(){let{code:e}=l.place;return d`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${a("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${a("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>L({page:"player",code:e})}>${a("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>L({page:"start",code:null})}>${a("startTitle")}</button>
    </section>
    ${ye()}
  </main>`}function Gr(){return d`<div class="gathering">
    ${be(a("forgetfulHost"),U(a("copyReopenLink"),Mn()))} ${Et()}
  </div>`}function Kr(e){if(e.phase==="finished")return Jr();let{active_player:t,buzz_queue:n}=e,s=n.find(({id:o})=>o===t?.id)??n.find(({state:o})=>o==="waiting");return d`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&t===null?Yr(e):Xr(e,s)}
    ${je(e)?vt(n.filter(o=>o!==s),Fo):Gr()}
  </section>`}var Wr=3;function Jr(){let{last_event:e}=l.lobby;return d`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${a("standings")}</h2>
      ${e?.kind==="finish"&&e.undoable?d`<button data-about=${e.id} @click=${Lt(()=>qe(e.id))}>${a("goOn")}</button>`:p}
    </div>
    ${kt(Wr)}
  </section>`}function Yr(e){let t=dt(e);return d`<div class="up" data-kind=${t}>
    <p class="up-label">${a(t==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${a(t==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${ie()}
  </div>`}function Xr({active_player:e,buzz_queue:t},n){let s=e?.name??n.name,o=e===null?"buzzedFirstLabel":e.out_of_time?"wallTimeOver":"wallAnswers",i=n&&n.position>1&&t.length>1;return d`<div class="up queued" data-kind=${e?"answering":"first"} .style=${M(n?.team_id)}>
    <p class="up-label">${a(o)} ${i?d`<span class="behind">${yn(n)}</span>`:p}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${ge(s)}>${_(s)}</h2>
    ${ie()} ${n?Fo(n):p}
  </div>`}var Lt=e=>({detail:t})=>t>1||e();function Fo({id:e,name:t,position:n,state:s}){return s!=="waiting"||l.lobby.phase==="finished"?p:d`<button class="choose" data-about=${e} data-key=${n} @click=${Lt(()=>Vs({id:e,name:t}))}
    aria-keyshortcuts=${n<=9?n:p} aria-label=${a("confirm",{name:t})}>
    ${a("confirmShort")}
  </button>`}function Qr(e){let{active_player:t,locked:n,phase:s,question_value:o,round:i,settings:r}=e,c=s==="finished",u={about:`${t?.id} ${i}`,disabled:t===null};return d`<section class="moves game" aria-label=${a("moves")}>
    ${ea(e)}
    <div class="move-buttons">
      ${We("right","r",()=>at("plus"),{...u,by:o>0?`+${o}`:""})}
      ${We("wrong","w",()=>at("minus"),{...u,by:o>0&&r.wrong_costs?`−${o}`:""})}
      ${We("skip","s",()=>at("skip"),u)}
      ${We(n?"open":"lock","o",()=>Rs(!n),{about:i,disabled:c})}
      ${We("next","n",js,{about:i,disabled:c})}
    </div>
  </section>`}var Zr={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function We(e,t,n,{about:s,disabled:o,by:i=""}){return d`<button class="move" data-move=${e} data-key=${t} data-about=${s} ?disabled=${o}
    aria-keyshortcuts=${t} @click=${Lt(n)}>
    ${z(e)} <span class="move-words">${a(Zr[e])}</span> <span class="by">${i}</span>
  </button>`}function ea({phase:e,question_value:t,settings:n}){let{values:s}=n,o=s.includes(t)?s:[t,...s];return d`<fieldset class="values" ?disabled=${e==="finished"}>
    <legend class="unseen">${a("worth")}</legend>
    ${o.map(i=>d`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===t} @change=${()=>dn(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var ta=({code:e,key:t})=>/^[a-z1-9]$/i.test(t)?t.toLowerCase():e.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function Go(){addEventListener("keydown",e=>{let t=e.target.closest("input:not([type=radio]), select, textarea, dialog"),n=e.ctrlKey||e.metaKey||e.altKey||e.repeat;if(l.place.page!=="host"||t||n||l.dialog!==null)return;let s=ta(e),o=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!o||o.disabled||o.hasAttribute("data-fresh")||(e.preventDefault(),o.click())})}var ke=pt(class extends he{constructor(){super(...arguments),this.key=p}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(ft(e),this.key=t),n}});var Ko=()=>l.seat===null?na():oa();function na(){let{code:e}=l.place,{lobby:t,problem:n}=l.preview??{};return d`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${a("joinLobby",{code:e})}</h1>
      <p>${t?a("gameOf",{name:t.host_name}):p}</p>
    </header>
    ${A()} ${be(a("forgetful"))}
    <section class="card">
      ${n?d`<p class="warning" role="alert">${a(bn(n)?n:"notice.noAnswer")}</p>`:p}
      ${n==="problem.lobby-not-found"?p:sa(t)}
      <button class="wide quiet-wide" @click=${()=>L({page:"start",code:null})}>${a("otherCode")}</button>
    </section>
    ${ye()}
  </main>`}function sa(e){let{code:t}=l.place;if(e?.doors==="closed")return d`<p class="warning">${a("problem.doors-closed")}</p>`;let n=e?.team_choice==="players"&&e.teams.length>0;return d`<form @submit=${N(({name:s,team:o})=>qs(t,s,o||null))}>
    ${R(a("yourName"))} ${n?Fe(e.teams,null):p}
    <button class="primary wide" ?disabled=${k()}>${a("join")}</button>
    ${e?d`<p class="hint">${a("players",{count:e.players})}</p>`:p}
  </form>`}function oa(){let{lobby:e,seat:t,place:n}=l;return d`<main class="player" data-view="player" data-kind=${se(l).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${_(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${a("points")}: </span>${e?.you.score??p}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>C("menu")} aria-label=${a("menu")}>${z("menu")}</button>
    </header>
    <div class="news">${bt()} ${A()} ${e===null?p:ia(e)}</div>
    <div class="pad">${ca()}</div>
    ${e===null?p:d`<div class="lists">${Yo(e)}</div>`} ${$a()} ${ha()}
  </main>`}function ia(e){let{host:t,phase:n,players:s,you:o}=e,i=s.find(({id:r})=>r===o.id);return d`<p class="news-question" .style=${M(o.team_id)}>
      ${n==="finished"?a("standings"):Ue(e)} ${ra(o.team_id)} ${ie()}
    </p>
    ${aa(i)??d`<p class="news-line">${t.online?la(e):a("hostAway",{name:t.name})}</p>`}
    <button class="sheet-button" @click=${()=>C("scores")}>
      ${a("rankOf",{rank:i?.rank??1,count:s.length})}
    </button>`}var ra=e=>{let t=l.lobby.teams.find(n=>n.id===e);return t===void 0?p:d`<span class="team-tag">${_(t.name)}</span>`};function aa(e){if(l.verdict===null)return null;let{event:t,points:n}=l.verdict,s=le(n),o={right:a("verdictRight",{points:n}),wrong:a("verdictWrong",{points:-n}),none:a("verdictNone")}[s],i=e===void 0?p:a("rankOf",{rank:e.rank,count:l.lobby.players.length});return ke(t,d`<p class="news-line verdict" data-kind=${s}><strong>${o}</strong> ${i}</p>`)}function la({active_player:e,buzz_queue:t,you:n}){if(e)return e.id===n.id?p:$n(e);let s=t.find(o=>o.state==="waiting");return s&&s.id!==n.id?a("buzzedFirst",{name:s.name}):p}function ca(){let{kind:e,key:t,hint:n,values:s,pressable:o}=se(l),{barred:i,lobby:r}=l;return d`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!o}
    @pointerdown=${da}
    @click=${fa}
    @contextmenu=${c=>c.preventDefault()}
  >
    <span class="buzzer-text" .style=${ge(a(t,s))}>${a(t,s)}</span>
    <span class="buzzer-hint">${gn(n,s)}</span>
    ${e==="ready"?d`<small class="keys-hint">${a("spaceBar")}</small>`:p}
    ${e==="barred"?ke(i.until,d`<span class="bar-of-time" .style=${`animation-duration: ${r.settings.false_start_ms}ms`}></span>`):p}
  </button>`}var ua=1e3,zt=new Set,Wo=-1/0;function da({button:e,isPrimary:t,pointerId:n}){e===0&&(t&&zt.clear(),zt.add(n),rt())}function pa({pointerId:e,timeStamp:t}){zt.delete(e)&&(Wo=t)}function fa({timeStamp:e}){zt.size===0&&e-Wo>ua&&rt()}function Jo(){for(let e of["pointerup","pointercancel"])addEventListener(e,pa);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,n=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!n:e.key==="Enter"&&t)||l.place.page!=="player"||(e.preventDefault(),e.repeat||rt())})}var Yo=e=>e.phase==="finished"?kt():d`${ma(e)} ${wt()}`;function ma({buzz_queue:e}){return e.length===0?p:d`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${a("queue")}</h2>
    ${vt(e)}
  </section>`}var ha=()=>l.lobby===null?p:S("scores",a("scoreboard"),()=>Yo(l.lobby));function $a(){let{code:e}=l.place,{settings:t,teams:n,you:s}=l.lobby??{},o=n?.length>0&&t.team_choice==="players",i=async({name:r,team:c})=>{let u={...r!==s.name&&{name:r},...o&&(c||null)!==s.team_id&&{team_id:c||null}};(Object.keys(u).length===0||await oe("me",u))&&g({dialog:null})};return S("menu",a("menu"),()=>d`${A()}
      <form @submit=${N(i)}>
        ${R(a("yourName"),s?.name)} ${o?Fe(n,s.team_id):p}
        <button class="wide" ?disabled=${k()}>${a("save")}</button>
      </form>
      ${yt()}
      <button class="wide danger" @click=${()=>confirm(a("leaveQuestion",{code:e}))&&Ys()}>
        ${a("leave")}
      </button>`)}function Xo(){return d`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${a("slogan")}</p>
    </header>
    ${A()} ${be(a("forgetful"))} ${ba()}
    <div class="choices">
      <section class="card">
        <h2>${a("joinTitle")}</h2>
        <p class="hint">${a("joinIntroduction")}</p>
        <form @submit=${N(({code:e})=>L({page:"player",code:De(e)}))}>
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
              @input=${ga}
            />
          </label>
          <p class="hint" id="code-hint">${a("codeHint")}</p>
          <button class="primary wide">${a("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${a("hostTitle")}</h2>
        <p class="hint">${a("hostIntroduction")}</p>
        <form @submit=${N(({name:e})=>Ps(e))}>
          ${R(a("yourName"))}
          <button class="primary wide" ?disabled=${k()}>${a("openLobby")}</button>
        </form>
      </section>
    </div>
    ${ye()}
  </main>`}function ga({target:e}){e.setCustomValidity(De(e.value)===null?a(Ms(e.value)?"codeLetters":"codeHint"):"")}function ba(){let e=Zt();return e.length===0?p:d`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${a("continueTitle")}</h2>
    ${e.map(({page:t,code:n,name:s})=>d`<button class="wide" @click=${()=>L({page:t,code:n})}>
          ${a(t==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var ya=3,Ct={players:50,teams:20},wa=36,va=()=>new URLSearchParams(location.search).has("overlay");function Zo(){let{lobby:e,seat:t}=l,n=va()?"overlay":t===null||e===null?"none":ka(e);return d`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${a("wallTitle",{code:l.place.code})}</h1>
    ${t===null||e===null?xa():_a[n](e)} ${n==="overlay"?p:Sa()}
  </main>`}var ka=e=>e.phase==="finished"?"finish":je(e)?"game":"gathering",_a={overlay:e=>[Qo(e),In(e,Ct)],gathering:Aa,finish:Oa,game:e=>d`${Ta(e)} ${Ea(e)} ${Qo(e)} ${In(e,Ct)}`};function xa(){return d`<p class="wall-message">${a(l.seat===null?"notice.notScreen":"connecting")}</p>`}function Aa({code:e,players:t}){let n=t.slice(0,wa),s=t.length-n.length,o=Ln(e);return d`<section class="wall-door">
      <h2>${a("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...e].join(" ")}>${e}</p>
      ${o===null?p:d`<p class="wall-link">${o.replace(/^https?:\/\//,"")}</p>`}
    </section>
    ${o===null?d`<p class="warning">${a("onlyHere",{host:location.host})}</p>`:Ke(o)}
    <section class="wall-guests">
      <h2>${a("players",{count:t.length})}</h2>
      <ul>
        ${H(n,({id:i})=>i,i=>d`<li .style=${M(i.team_id)}>${_(i.name)}</li>`)}
        ${s>0?d`<li>${a("more",{count:s})}</li>`:p}
      </ul>
    </section>`}function Ta({code:e,question:t,question_value:n}){return d`<header class="wall-top">
    <p class="wall-question">${a("questionNumber",{question:t})}</p>
    ${n>0?d`<p class="wall-value">${n}</p>`:p} ${ie()}
    <p class="wall-corner">${$t()?a("offline"):e}</p>
  </header>`}function Ea(e){let{active_player:t,buzz_queue:n}=e,{verdict:s}=l;if(s!==null){let c=le(s.points);return ke(s.event,d`<section class="wall-word" data-kind=${c}><p>${a(s.key,s.values)}</p></section>`)}let o=t??n.find(c=>c.state==="waiting");if(o===void 0){let c=dt(e);return d`<section class="wall-word" data-kind=${c}><p>${a(c==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:c})=>c===o.id),r=t===null?a("wallFirst"):t.out_of_time?a("wallTimeOver"):a("wallAnswers");return ke(o.id,d`<section class="wall-word" data-kind=${t?"answering":"first"} .style=${M(i?.team_id)}>
      <p class="wall-label">${r}</p>
      <p .style=${ge(o.name)}>${_(o.name)}</p>
    </section>`)}function Qo({buzz_queue:e}){let t=e.slice(0,ya);return d`<ol class="wall-queue" aria-label=${a("queue")} ?data-empty=${t.length===0}>
    ${H(t,({id:n})=>n,({name:n,position:s,delta_ms:o,state:i,team_id:r})=>d`<li data-state=${i} .style=${M(r)}>
          <span class="rank">${s}</span> ${_(n)}
          <span class="behind">${s>1?a("behind",{seconds:gt(o)}):p}</span>
        </li>`)}
  </ol>`}function In(e,t,n=0){let{kind:s,entries:o}=Re(e),i=o.slice(n,n+t[s]),r=o.length-n-i.length,{columns:c,rows:u}=co(i.length+(r>0?1:0));return d`<ol class="wall-board" data-columns=${c} .style=${`--rows: ${u}; --columns: ${c}`}
    aria-label=${a("scoreboard")}>
    ${H(i,({id:f})=>f,({rank:f,name:h,score:m,colour:$,isHere:b,isActive:y})=>d`<li ?data-active=${y} ?data-gone=${!b} .style=${$}>
          <span class="rank">${f}</span> ${_(h)} <span class="score">${m}</span>
        </li>`)}
    ${r>0?d`<li class="wall-more">${a("more",{count:r})}</li>`:p}
  </ol>`}function Oa(e){let{kind:t,entries:n}=Re(e),s=n.slice(0,3);return d`<header class="wall-top"><p class="wall-question">${a("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:o,score:i,rank:r,colour:c})=>d`<li data-rank=${r} .style=${c}>
            ${_(o)}
            <p class="podium-step"><span class="podium-rank">${r}</span> <span class="score">${i}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?In(e,{...Ct,[t]:Ct[t]-s.length},s.length):p}`}function Sa(){let{sound:e}=l.preferences;return d`<div class="wall-tools">
    ${document.fullscreenEnabled?d`<button class="quiet" @click=${La} aria-label=${a("fullScreen")} title=${a("fullScreen")}>${z("full")}</button>`:p}
    <button class="quiet" @click=${()=>pe({sound:!e})} aria-pressed=${e} aria-label=${a("sound")}
      title=${a("sound")}>
      ${z(e?"sound":"silent")}
    </button>
  </div>`}function La(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var za={start:Xo,host:Uo,player:Ko,screen:Zo},Ca=2e3,Ht=document.getElementById("app"),ei=document.getElementById("announcer");function ti(){$o(),io(Ht,()=>Zn(za[l.place.page](),Ht)),ao(Ht.querySelectorAll(".game button"));let e=go();oo(ti),ei.textContent!==e&&(ei.textContent=e)}var Nt=null,Mt;async function Bn(){Nt?.abort(),Nt=null;let{seat:e,place:t}=l;if(e===null)return t.page==="player"?Qs():null;to();let{signal:n}=Nt=new AbortController,s=r=>{r.you.role===t.page?de(r):o("not-in-lobby")},o=r=>{n.aborted||(Nt.abort(),Zs(r))},i=await Cs(t.code,e.token,{show:s,heard:Na,lost:Ha,signal:n});i!==null&&o(i)}function Na(){clearTimeout(Mt),Mt=void 0,l.connection!==q.LIVE&&g({connection:q.LIVE})}function Ha(){Mt??=setTimeout(ni,Ca)}function ni(){clearTimeout(Mt),l.connection!==q.OFFLINE&&g({connection:q.OFFLINE})}function Ma(){ni(),Bn()}function Dn(){tt(),Bn()}var Ia=e=>l.dialog?.kind==="history"&&(e.dialog!==l.dialog||e.lobby?.last_event?.id!==l.lobby?.last_event?.id);bs(e=>{(e.place!==l.place||e.seat?.token!==l.seat?.token)&&Bn(),Ia(e)&&Js(),ti(),Ts(e)});addEventListener("online",Dn);addEventListener("offline",Ma);addEventListener("pageshow",e=>e.persisted&&Dn());document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&Dn());await vs();Ht.replaceChildren();As();Jo();Go();Bs();on();eo();
